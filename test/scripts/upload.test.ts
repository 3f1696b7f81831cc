import { spawn } from 'node:child_process'
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import { METADATA, packZip } from './upload-pack.ts'
import { AUTH_ID, KEY, run, serving } from './upload-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'upload-'))
const built = join(folder, 'OktaIdentityLifecycle.zip')
copyFileSync('dist/OktaIdentityLifecycle.zip', built)
const small = join(folder, 'small.zip')
writeFileSync(small, packZip())
afterAll(() => rmSync(folder, { recursive: true }))

const serve = serving()

const UPLOAD = '/contentpacks/installed/upload?skipVerify=true&skipValidation=true'

describe('an upload', () => {
  it.each([
    ['6.x', { kind: '6' }, [], ''],
    ['a tenant of a multi-tenant 6.x', { kind: '6', path: '/acc_east' }, [], '/acc_east'],
    ['8.x', { kind: '8', version: '8.4.0' }, ['--auth-id', AUTH_ID], '/xsoar'],
    ['8.x, an Advanced key', { kind: 'advanced' }, ['--auth-id', AUTH_ID, '--advanced'], '/xsoar'],
  ] as const)('to %s signs every request and sends the very bytes', async (_, standing, options, prefix) => {
    const server = await serve(standing)
    const { status, out, err } = await run(['--url', server.url, '--zip', built, ...options])
    expect(err).toBe('')
    expect(status).toBe(0)
    expect(out).toContain('Uploaded: the server lists Okta Identity Lifecycle 1.0.0.')
    expect(server.requests).toEqual([
      `GET ${prefix}/about`,
      `GET ${prefix}/contentpacks/metadata/installed`,
      `POST ${prefix}/settings/integration/search`,
      `POST ${prefix}${UPLOAD}`,
      `GET ${prefix}/contentpacks/metadata/installed`,
    ])
    expect(server.zips.map(zip => zip.equals(readFileSync(built)))).toEqual([true])
    expect(server.parts).toEqual([
      'Content-Disposition: form-data; name="file"; filename="OktaIdentityLifecycle.zip"\r\nContent-Type: application/zip',
    ])
  })

  it('takes a URL that has the prefix already, or ends in a slash', async () => {
    const server = await serve({ kind: '8' })
    const { status } = await run(['--url', `${server.url}/xsoar/`, '--auth-id', AUTH_ID, '--zip', small])
    expect(status).toBe(0)
    expect(server.zips).toHaveLength(1)
  })

  it('sends a name that no header could carry as one that it can', async () => {
    const odd = join(folder, 'my "own" päck.zip')
    writeFileSync(odd, packZip())
    const server = await serve()
    expect((await run(['--url', server.url, '--zip', odd])).status).toBe(0)
    expect(server.parts[0]).toContain('filename="my__own__p_ck.zip"')
  })

  it('shows its progress at a terminal, and none elsewhere', async () => {
    const server = await serve()
    const { err } = await run(['--url', server.url], { terminal: true })
    const shown = err.split('\r').slice(1)
    const [, all = ''] = /of ([\d,]+) kB/.exec(shown[0] ?? '') ?? []
    expect(shown[0]).toBe(`Sent 0 of ${all} kB`)
    expect(shown.length).toBeGreaterThan(5)
    expect(shown.at(-1)).toBe(`Sent ${all} of ${all} kB, the server installs it\n`)
  })

  it('says so when the server took the pack and does not list it', async () => {
    const server = await serve({ forgetful: true })
    const { status, err } = await run(['--url', server.url, '--zip', small])
    expect([status, err]).toEqual([
      1,
      "The server took the pack, but does not list Small Pack: look under Marketplace > Installed Content Packs, and into the server's log.\n",
    ])
  })
})

it.each([
  ['502', { status: 502 }, 'failed at GET /contentpacks/metadata/installed (502).'],
  ['a connection that ends', 'drop', 'broke during GET /contentpacks/metadata/installed'],
] as const)('an upload that is followed by %s says that it was taken', async (_, after, sentence) => {
  const server = await serve({ after })
  const { status, err } = await run(['--url', server.url, '--zip', small])
  expect(status).toBe(1)
  expect(err).toContain('The server took the pack, but does not tell what it has now. ')
  expect(err).toContain(sentence)
  expect(server.zips).toHaveLength(1)
})

/** What is on the server before. */
const INSTALLED = [
  {
    id: 'Small',
    name: 'Small Pack',
    currentVersion: '1.10.0',
    contentItems: { playbook: [{ id: 'Play', name: 'Play' }], list: [{ id: 'old', name: 'old' }] },
  },
  { id: 'Base', name: 'Base', currentVersion: '1.0.0', contentItems: null },
]
const OKTA = {
  id: 'Okta',
  name: 'Okta',
  currentVersion: '3.3.0',
  contentItems: { integration: [{ id: 'Okta IAM', name: 'Okta IAM' }], list: null },
}
const INTEGRATIONS = {
  configurations: [{ id: 'Okta IAM', name: 'Okta IAM' }, { id: 'Slack' }],
  instances: [
    { name: 'East', brand: 'Okta IAM', enabled: 'true' },
    { name: 'West', brand: 'Okta IAM', enabled: 'false' },
    { name: 'Chat', brand: 'Slack', enabled: 'true' },
  ],
}

describe('--check', () => {
  it('lists what is replaced, new, gone and used, and uploads nothing', async () => {
    const server = await serve({ installed: INSTALLED, integrations: INTEGRATIONS })
    const { status, out, err } = await run(['--url', server.url, '--zip', small, '--check'])
    expect([status, err]).toEqual([0, ''])
    expect(out).toBe(`Cortex XSOAR 6.12.0 at ${server.url}
Small Pack 1.10.0 is installed; the OLDER 1.2.0 takes its place.

Replaced:
  playbook: Play

New:
  integration: Okta IAM

No longer in the pack:
  list: old

There already, in no pack that the server lists:
  integration: Okta IAM

Instances that would run the new code:
  East, West (disabled)

Nothing was uploaded.
`)
    expect(server.requests.filter(line => line.includes('upload'))).toEqual([])
  })

  it('tells what other packs own, and that an upload would be refused', async () => {
    const server = await serve({ installed: [OKTA], integrations: INTEGRATIONS })
    const { status, out } = await run(['--url', server.url, '--zip', small, '--check'])
    expect(status).toBe(1)
    expect(out).toContain('Small Pack is not installed; 1.2.0 would be new.')
    expect(out).toContain('Owned by other packs:\n  Okta 3.3.0: Okta IAM (integration)\n')
    expect(out).not.toContain('There already')
    expect(out).toContain('An upload would be refused. Uninstall those packs')
  })

  it('goes on without the instances when the role may not read them', async () => {
    const server = await serve({ faults: { '/settings/integration/search': { status: 403 } } })
    const { status, out } = await run(['--url', server.url, '--zip', small, '--check'])
    expect(status).toBe(0)
    expect(out).toContain('The role of the API key may not read instances, so none are listed.')
  })

  it.each([
    ['a failure', { status: 500 }, 'failed at POST /settings/integration/search (500).'],
    ['no key for it', { status: 401 }, 'does not accept the API key (401).'],
    ['too large', { status: 413 }, 'refuses POST /settings/integration/search with the status 413.'],
    ['a web page', { status: 200, body: '<p>' }, 'with a web page (HTML)'],
    ['a connection that ends', 'drop', 'broke during POST /settings/integration/search'],
    ['no answer', 'hang', 'did not answer POST /settings/integration/search in time'],
  ] as const)(
    'goes on without the instances after %s, which says nothing of an upload',
    async (_, fault, sentence) => {
      const server = await serve({ faults: { '/settings/integration/search': fault } })
      const options = ['--url', server.url, '--zip', small, '--timeout', '1']
      const { status, out, err } = await run([...options, '--check'])
      expect([status, err]).toEqual([0, ''])
      expect(out).toContain('The instances cannot be read, so none are listed. ')
      expect(out).toContain(sentence)
      expect(out).not.toMatch(/Whether the pack was installed|The pack has/)
      expect((await run(options)).status).toBe(0)
      expect(server.zips).toHaveLength(1)
    },
  )

  it("prints nothing of a server's that ends a line or that a terminal obeys", async () => {
    const evil = 'x\u001b[2J\u009b2J\u202e\r\nUploaded: y'
    const server = await serve({
      installed: [
        {
          id: 'Okta',
          name: evil,
          currentVersion: evil,
          contentItems: { playbook: [{ id: 'Play', name: evil }] },
        },
        { id: 'Small', name: evil, currentVersion: '1.0.0', contentItems: { [evil]: [{ id: evil }] } },
      ],
      integrations: { instances: [{ name: evil, brand: 'Okta IAM', enabled: evil }] },
    })
    const { out } = await run(['--url', server.url, '--zip', small, '--check'])
    expect(out).toContain('x [2J 2J Uploaded: y')
    expect(out).not.toMatch(/[^\n\P{C}]|^Uploaded/mu)
  })
})

describe('items of other packs', () => {
  it('stop an upload before anything is sent', async () => {
    const server = await serve({ installed: [OKTA] })
    const { status, err } = await run(['--url', server.url, '--zip', small])
    expect(status).toBe(1)
    expect(err).toContain('other packs own 1 of the items, such as Okta IAM (Okta). Uninstall those packs')
    expect(server.zips).toEqual([])
  })

  it('are left to the server with --allow-locked', async () => {
    const server = await serve({ installed: [OKTA] })
    expect((await run(['--url', server.url, '--zip', small, '--allow-locked'])).status).toBe(0)
    expect(server.zips).toHaveLength(1)
  })
})

describe('the API key', () => {
  it('comes from a file that only its owner reads, before the environment', async () => {
    const file = join(folder, 'key')
    writeFileSync(file, `${KEY}\n`, { mode: 0o600 })
    const server = await serve()
    const argv = ['--url', server.url, '--zip', small, '--check', '--key-file', file]
    expect((await run(argv, { env: { DEMISTO_API_KEY: 'another' } })).status).toBe(0)
    chmodSync(file, 0o640)
    expect(await run(argv)).toEqual({
      status: 1,
      out: '',
      err: `Others than you may read ${file} (mode 640); run chmod 600 ${file}.\n`,
    })
  })

  it('is asked for at a terminal, and what is typed is not shown', async () => {
    const server = await serve()
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    stdin.write(`${KEY}\r`)
    const { status, out, err } = await run(['--url', server.url, '--zip', small, '--check'], {
      env: {},
      stdin,
    })
    expect(status).toBe(0)
    expect(err).toBe('API key (not shown): \n')
    expect(out).not.toContain(KEY)
  })

  const bad = (name: string, text: string): string => {
    const file = join(folder, name)
    writeFileSync(file, text, { mode: 0o600 })
    return file
  }
  it.each([
    ['none at all', [], {}, 'There is no API key: set DEMISTO_API_KEY, name a file with --key-file'],
    ['empty', [], { DEMISTO_API_KEY: ' \n' }, 'DEMISTO_API_KEY holds no API key: it is empty.'],
    ['two words', [], { DEMISTO_API_KEY: `${KEY} x` }, 'DEMISTO_API_KEY holds more than one word'],
    ['a line end inside', [], { DEMISTO_API_KEY: `${KEY}\r\nX: y` }, 'holds more than one word'],
    ['a letter no header takes', [], { DEMISTO_API_KEY: `${KEY}é` }, 'or a character that no API key has'],
    ['no file', ['--key-file', join(folder, 'absent')], {}, 'is no file.'],
    ['a folder', ['--key-file', folder], {}, 'is no file.'],
    ['a large file', ['--key-file', bad('large', 'x'.repeat(5000))], {}, 'is too large to be a key.'],
    ['an empty file', ['--key-file', bad('empty', '')], {}, 'holds no API key: it is empty.'],
  ])('%s is refused, and the key not repeated', async (_, options, env, sentence) => {
    const server = await serve()
    const { status, out, err } = await run(['--url', server.url, '--zip', small, ...options], { env })
    expect(status).toBe(1)
    expect(err).toContain(sentence)
    expect(out + err).not.toContain(KEY)
    expect(server.requests).toEqual([])
  })

  it('is refused when the input ends before it', async () => {
    const stdin = Object.assign(new PassThrough(), { isTTY: true })
    stdin.end()
    const { status, err } = await run(['--url', 'http://127.0.0.1:9', '--zip', small], { env: {}, stdin })
    expect([status, err]).toEqual([1, 'API key (not shown): \nNo API key was typed.\n'])
  })
})

it('runs as a program, and its exit status is what came of it', { timeout: 60_000 }, async () => {
  const server = await serve({ installed: [{ ...METADATA }] })
  const play = (...argv: string[]) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/upload.ts', ...argv], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, DEMISTO_API_KEY: KEY },
    })
    return new Promise(resolve => child.once('close', resolve))
  }
  expect(await play('--url', server.url, '--zip', small)).toBe(0)
  expect(await play('--url', server.url, '--zip', join(folder, 'absent.zip'))).toBe(1)
  expect(await play('--urll', server.url)).toBe(2)
  expect(await play('--help')).toBe(0)
})
