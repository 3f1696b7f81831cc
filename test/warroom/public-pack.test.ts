import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry, Json } from '../../kit/wire.ts'

/** A pack in the public repository's form, unmodified, in the built war room: everything it holds is used. */
const folder = mkdtempSync(join(tmpdir(), 'public-'))
const TOKEN = 'greeter-token-5521'
const seen: string[] = []
let server: Server

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => (body += chunk))
    request.on('end', () => {
      seen.push(`${request.method} ${request.url} ${request.headers['x-token'] ?? ''} ${body}`)
      response.end(request.url === '/health' ? 'fine' : 'pong')
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const params = `{ url: "http://127.0.0.1:${(server.address() as AddressInfo).port}", token: env:GREETER_TOKEN }`
  writeFileSync(
    join(folder, 'instances.yaml'),
    `- { name: One, brand: Greeter, params: ${params} }\n- { name: Two, brand: Greeter, params: { url: "http://127.0.0.1:9", word: Ciao } }\n`,
  )
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})

type Answer = { line: string; instance?: string | null; entries?: Entry[]; value?: Json; error?: string }

async function run(
  ...lines: string[]
): Promise<{ answers: Answer[]; warnings: string; status: number | null }> {
  const options = [
    '--json',
    '--pack',
    'test/packs/Greeter',
    '--instances',
    join(folder, 'instances.yaml'),
    '--state',
    join(folder, 'state'),
  ]
  const child = spawn(process.execPath, ['dist/warroom.js', ...options, ...lines], {
    env: { ...process.env, GREETER_TOKEN: TOKEN },
  })
  let out = ''
  let warnings = ''
  child.stdout.on('data', chunk => (out += chunk))
  child.stderr.on('data', chunk => (warnings += chunk))
  const status = await new Promise<number | null>(resolve => child.once('close', resolve))
  return {
    answers: out
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as Answer),
    warnings,
    status,
  }
}

describe('a pack in the public form', () => {
  it('loads; the broken item is told with file and reason', async () => {
    const { warnings, answers, status } = await run('/instances', '/list guests')
    expect(warnings).toMatch(/classifier-broken\.json was left out: .*JSON/)
    expect(answers[1]?.value).toBe('ann,bob')
    expect(status).toBe(0)
  })

  it('its JavaScript integration runs on every instance, each with its own parameters and memory', async () => {
    const { answers } = await run('!greet Ann', '!greet Ann using=One', '/context Greeter')
    const [one, two, again] = answers
    expect([one?.instance, two?.instance]).toEqual(['One', 'Two'])
    expect(one?.entries?.[0]).toMatchObject({
      Contents: { text: 'Hello, Ann!', times: 1 },
      HumanReadable: '### Greeting\n|text|\n|---|\n| Hello, Ann! |\n',
    })
    expect(two?.entries?.[0]).toMatchObject({ Contents: { text: 'Ciao, Ann!', times: 1 } })
    expect(again?.entries?.[0]).toMatchObject({ Contents: { times: 2 } })
    expect(answers[3]?.value).toEqual({ Greeting: { Who: 'Ann', Text: 'Hello, Ann!' } })
  })

  it('its memory is there after a restart', async () => {
    const { answers } = await run('!greet Bob using=One')
    expect(answers[0]?.entries?.[0]).toMatchObject({ Contents: { times: 3 } })
  })

  it('/test runs test-module, and http really sends', async () => {
    const { answers, status } = await run('/test One', '!greeter-fetch-page using=One')
    expect(answers[0]?.value).toEqual([{ instance: 'One', ok: true, message: 'ok' }])
    expect(answers[1]?.entries?.[0]).toMatchObject({ Type: 1, Contents: '200 pong' })
    expect(seen).toContain(`POST /page ${TOKEN} ping`)
    expect(status).toBe(0)
  })

  it('its mapper runs, with its own automation as a transformer', async () => {
    const { answers } = await run('!greeter-map Ann using=One')
    const [entry] = answers[0]?.entries ?? []
    expect(JSON.parse(String(entry?.Contents))).toEqual({ displayname: 'ANN?' })
  })

  it('an integration may not call what only automations may, and the entry says so', async () => {
    const { answers, status } = await run('!greeter-run using=One')
    expect(answers[0]?.entries?.[0]).toMatchObject({
      Type: 4,
      Contents: expect.stringMatching(/executeCommand may be called by automations only/),
    })
    expect(status).toBe(1)
  })

  it('its automation runs commands, sets the context, and gives their entries on', async () => {
    const { answers } = await run(
      '!DeleteContext all=yes',
      '!Hello Cleo',
      '/context Hello',
      '/context Greeter',
    )
    expect(answers[1]).toMatchObject({ instance: null, line: '!Hello Cleo' })
    expect(answers[1]?.entries?.map(({ Contents }) => Contents)).toEqual([
      { text: 'Hello, Cleo!', times: expect.any(Number) },
      { text: 'Ciao, Cleo!', times: expect.any(Number) },
      'said Hello, Cleo!',
    ])
    expect(answers[2]?.value).toEqual({ Last: 'Cleo', Times: expect.any(Number) })
    expect(answers[3]?.value).toMatchObject({ Greeting: { Who: 'Cleo' } })
  })

  it('its script in Python is recognised and refused in one sentence', async () => {
    const { answers, status } = await run('!Snake')
    expect(JSON.stringify(answers[0])).toMatch(/Snake is a Python script; Python does not run here yet\./)
    expect(status).toBeGreaterThan(0)
  })
})
