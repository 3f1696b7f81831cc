import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningOkta, startOkta } from '../okta-server/server.ts'

/** A whole run with everything that could leak: debug output, failures that echo, restarts. */
const TOKEN = 'seeded-token-7Hq2ZxW9'
const OLDER_TOKEN = 'seeded-older-token-P4'
const PASSWORD = 'Northwind-2024'
const folder = mkdtempSync(join(tmpdir(), 'secrets-'))
let okta: RunningOkta
beforeAll(async () => {
  okta = await startOkta({ token: TOKEN })
})
afterAll(async () => {
  await okta.close()
  rmSync(folder, { recursive: true })
})

const INSTANCES = () => `
- name: good
  brand: Okta IAM
  params: { url: "${okta.url}", credentials: env:GOOD_TOKEN }
- name: wrong
  brand: Okta IAM
  params: { url: "${okta.url}", apitoken: ${OLDER_TOKEN} }
- name: nowhere
  brand: Okta IAM
  params: { url: "http://127.0.0.1:9", credentials: { identifier: "", password: env:GOOD_TOKEN } }
- name: no-url
  brand: Okta IAM
  params: { url: "http://okta.example.com/${TOKEN}", credentials: env:GOOD_TOKEN }
`
const LINES = [
  '/test',
  '!iam-create-user user-profile={"email":"leak@example.com","givenname":"L","surname":"K"}',
  '!iam-get-user user-profile={"email":"leak@example.com"}',
  `!iam-get-user user-profile={"email":"${TOKEN}@example.com"} using=good`,
  '!iam-update-user user-profile={"email":',
  `!iam-create-user user-profile={"email":"json@example.com","givenname":"L","surname":"K","password":"${PASSWORD}"}`,
  `!okta-set-password leak@example.com pasword=${PASSWORD}`,
  `!okta-set-password leak@example.com password=${PASSWORD} using=good`,
  `!no-such-command token=${TOKEN}`,
  '/context .',
  '/instances',
  '/save',
  `a note that holds ${TOKEN}`,
]

async function run(...more: string[]): Promise<{ out: string; argv: string }> {
  return type(LINES, 'state', ...more)
}

async function type(
  lines: string[],
  state: string,
  ...more: string[]
): Promise<{ out: string; argv: string }> {
  const file = join(folder, 'instances.yaml')
  writeFileSync(file, INSTANCES())
  const options = ['dist/warroom.js', '--debug', '--instances', file, '--state', join(folder, state), ...more]
  const child = spawn(process.execPath, options, {
    env: { ...process.env, GOOD_TOKEN: TOKEN },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (out += chunk))
  const argv: string[] = []
  // While the lines run, the processes of the bundles are there to be looked at.
  const look = setInterval(() => argv.push(...commandLines()), 20)
  child.stdin.end(lines.join('\n'))
  await new Promise(resolve => child.once('exit', resolve))
  clearInterval(look)
  return { out, argv: argv.join('\n') }
}

/** The command lines of all Node programs that run now, as the system shows them to everybody. */
function commandLines(): string[] {
  if (!existsSync('/proc/self')) return execFileSync('ps', ['-axo', 'args'], { encoding: 'utf8' }).split('\n')
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(pid => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      } catch {
        return '' // It ended meanwhile.
      }
    })
}

function filesBelow(path: string): [string, string][] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const inner = join(path, entry.name)
    return entry.isDirectory() ? filesBelow(inner) : [[inner, readFileSync(inner, 'utf8')]]
  })
}

describe('no secret leaves through', () => {
  it.each([['text'], ['--json']])('an entry, a log line, a state file or argv (%s)', async form => {
    const { out, argv } = await run(...(form === '--json' ? ['--json'] : []))
    expect(out).toContain('leak@example.com')
    expect(argv).toContain('dist/warroom.js')
    const files = filesBelow(join(folder, 'state'))
    expect(files.map(([name]) => name).join()).toMatch(/journal\.jsonl/)
    for (const secret of [TOKEN, OLDER_TOKEN, PASSWORD]) {
      expect(out, 'output').not.toContain(secret)
      expect(argv, 'argv').not.toContain(secret)
      for (const [name, text] of files) expect(text.includes(secret), `${name} holds ${secret}`).toBe(false)
    }
  })

  it('a temporary password or a link that was asked for, but for the output of its run', async () => {
    const expire =
      '!okta-expire-password temp@example.com temporary_password=true hide_password=false using=good'
    const lines = [
      '!okta-create-user firstName=T lastName=P login=temp@example.com email=temp@example.com using=good',
      '!okta-activate-user temp@example.com sendEmail=false using=good',
      `!okta-set-password temp@example.com password=${PASSWORD} using=good`,
      `${expire} extend-context=Temp=tempPassword`,
      '!okta-get-user ${Temp} using=good',
      '!okta-reset-password temp@example.com sendEmail=false hide_url=false using=good',
    ]
    const { out } = await type(lines, 'temporary', '--json')
    const password = /"tempPassword":"([^"]+)"/.exec(out)?.[1] ?? ''
    const link = /"resetPasswordUrl":"([^"]+)"/.exec(out)?.[1] ?? ''
    expect(password).toMatch(/[^*]{8}/)
    expect(link).toMatch(/^http[^*]+$/)
    const again = await type(['/context Temp', '!okta-get-user ${Temp} using=good'], 'temporary', '--json')
    expect(again.out).toContain('"value":"********"')
    expect(again.out).toContain('stands for a secret that is not kept')
    expect(again.out).not.toContain(password)
    for (const [name, text] of filesBelow(join(folder, 'temporary')))
      for (const secret of [password, link])
        expect(text.includes(secret), `${name} holds ${secret}`).toBe(false)
  })

  it('what the org itself keeps on disk', async () => {
    const state = join(folder, 'okta')
    const own = await startOkta({ token: TOKEN, state })
    await own.close()
    for (const [name, text] of filesBelow(state)) {
      for (const secret of [TOKEN, PASSWORD])
        expect(text.includes(secret), `${name} holds ${secret}`).toBe(false)
    }
  })
})
