import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openTestOrg, type TestOrg } from '../org.ts'
import { appParams, keyPair, register, tokenRequests } from './app.ts'

const folder = mkdtempSync(join(tmpdir(), 'sign-in-'))
let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
  await register(org, 'ES256', { dpop: true })
  const instance = { name: 'app', brand: 'Okta IAM', params: appParams(org, 'ES256') }
  writeFileSync(join(folder, 'instances.json'), JSON.stringify([instance]))
})
afterAll(async () => {
  await org.close()
  rmSync(folder, { recursive: true, force: true })
})

/** A war room that runs these lines on one state; everything that it printed. */
async function warRoom(...lines: string[]): Promise<string> {
  const options = ['--debug', '--instances', join(folder, 'instances.json'), '--state', join(folder, 'state')]
  const child = spawn(process.execPath, ['dist/warroom.js', ...options, '--', ...lines])
  let out = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (out += chunk))
  await new Promise(resolve => child.once('close', resolve))
  return out
}

/** The text of every file of the state, one after the other. */
function stateText(): string {
  return readdirSync(join(folder, 'state'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && !entry.name.endsWith('.cjs'))
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')
}

// Every access token of Okta is a JWT, and the header of one begins so.
const JWT = /eyJ[\w-]{10,}\.[\w-]+\./

it('one token serves the commands of a process, is on no disk and in no output, and is asked for anew after a restart', async () => {
  await org.forget()
  const read = '!okta-get-user username=rania.delgado@northwind.example'
  const first = await warRoom(read, read, '/context .', '/save')
  expect(first.match(/Rania/g)?.length).toBeGreaterThanOrEqual(2)
  // Once to learn that DPoP is demanded, once for the nonce, once with it.
  expect(await tokenRequests(org)).toBe(3)

  const { d: privatePart = '' } = keyPair('ES256').privateKey.export({ format: 'jwk' })
  expect(stateText()).toContain('Rania')
  for (const text of [first, stateText()]) {
    expect(text).not.toMatch(JWT)
    expect(text).not.toContain(privatePart)
    expect(text).not.toContain('PRIVATE KEY')
  }

  await org.forget()
  expect(await warRoom(read)).toContain('Rania')
  expect(await tokenRequests(org)).toBe(3)
})

it('okta-auth-reset forgets the token and nothing else', async () => {
  const rows = '[{"ApplicationID":"0oa1","Instance":"Slack_1"}]'
  const read = '!okta-get-user username=rania.delgado@northwind.example'
  await org.forget()
  const out = await warRoom(
    `!okta-iam-set-configuration configuration=\`${rows}\``,
    read,
    '!okta-auth-reset',
    read,
    '!okta-iam-get-configuration',
  )
  expect(await tokenRequests(org)).toBe(6)
  expect(out).toContain('Slack_1')
})
