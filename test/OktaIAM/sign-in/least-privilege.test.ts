import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { OktaIAM } from '../../../Integrations/OktaIAM/index.ts'
import { SCOPES } from '../../../Integrations/OktaIAM/okta/scopes.ts'
import { listed } from '../../../kit/metadata.ts'
import type { Entry, JsonObject } from '../../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { readExamples } from '../../../scripts/docs/examples.ts'
import { CLIENT, FORMS, keyPair } from './app.ts'

const commands = listed(OktaIAM.commands)
const scopes = new Map(commands.map(({ name, scopes: needed = [] }) => [name, needed]))
const every = [...new Set([...scopes.values()].flat())]
const examples = readExamples(
  'Integrations/OktaIAM/examples',
  commands.map(({ name }) => name),
)

const folder = mkdtempSync(join(tmpdir(), 'least-'))
let okta: RunningOkta
let room: WarRoom
beforeAll(async () => {
  okta = await startOkta()
  // A token for every line is more than Okta gives in a minute, and the instance would wait.
  const choices = JSON.stringify({ rateLimits: { '*': 100_000 } })
  await fetch(`${okta.url}/_test/choices`, { method: 'POST', body: choices })
  await grant(every)
  room = openRoom()
})
afterAll(async () => {
  await room.end()
  await okta.close()
  rmSync(folder, { recursive: true, force: true })
})

interface WarRoom {
  run(line: string): Promise<Entry[]>
  end(): Promise<void>
}

/** One war room on that org, whose instance is a service app that asks for every scope. */
function openRoom(): WarRoom {
  const params: JsonObject = {
    url: okta.url,
    use_oauth: true,
    client_id: CLIENT,
    private_key: FORMS.JWK?.(keyPair('ES256').privateKey) ?? '',
    jwt_algorithm: 'ES256',
    scopes: every.join(','),
  }
  const file = join(folder, 'instances.json')
  writeFileSync(file, JSON.stringify([{ name: 'app', brand: 'Okta IAM', params }]))
  const options = ['--json', '--instances', file, '--state', join(folder, 'state')]
  const child = spawn(process.execPath, ['dist/warroom.js', ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async run(line) {
      child.stdin.write(`${line}\n`)
      const { value } = await answers.next()
      const { entries, error } = JSON.parse(value) as { entries?: Entry[]; error?: string }
      if (!entries) throw new Error(error)
      return entries
    },
    end: () =>
      new Promise(resolve => {
        child.once('exit', () => resolve())
        child.stdin.end()
      }),
  }
}

/** Grants the app these scopes and no others. */
async function grant(granted: readonly string[]): Promise<void> {
  const jwk = keyPair('ES256').publicKey.export({ format: 'jwk' })
  const app = {
    clientId: CLIENT,
    dpop: false,
    jwks: { keys: [jwk] },
    scopes: granted,
    adminRoles: ['SUPER_ADMIN'],
  }
  const answer = await fetch(`${okta.url}/_test/service-apps`, { method: 'POST', body: JSON.stringify(app) })
  if (!answer.ok) throw new Error(await answer.text())
}

/** What a line answers when the app has been granted these scopes; the token is asked for anew. */
async function under(granted: readonly string[], line: string): Promise<string> {
  await grant(granted)
  await room.run('!okta-auth-reset')
  const entries = await room.run(line)
  return entries
    .filter(({ Type }) => Type === 4)
    .map(({ HumanReadable, Contents }) => String(HumanReadable ?? Contents))
    .concat(entries.map(({ EntryContext }) => JSON.stringify(EntryContext ?? '')))
    .join('\n')
}

const LACKING = /lacks the scope|consent_required/

it('every command that asks the org for something names its scopes', () => {
  const none = [...scopes].filter(([, needed]) => !needed.length).map(([name]) => name)
  expect(none.sort()).toEqual(['okta-auth-reset', 'okta-iam-get-configuration', 'okta-iam-set-configuration'])
})

it('O3 the scopes that the older pack asked for are not enough for the commands that are new', () => {
  const families = ['users', 'groups', 'apps', 'networkZones', 'sessions', 'logs']
  const older = families.flatMap(family => [`okta.${family}.read`, `okta.${family}.manage`])
  const more = every.filter(scope => !older.includes(scope)).sort()
  expect(more).toEqual(['okta.idps.read', 'okta.roles.manage', 'okta.roles.read', 'okta.schemas.read'])
  for (const scope of every) expect(SCOPES).toContain(scope)
})

// One after the other on one org, in the order of the reference: an example may build on an earlier one.
it.each(
  examples
    .filter(({ command }) => scopes.get(command)?.length)
    .map(example => [example.command, example] as const),
)('%s works with its scopes, and with each of them missing it says so', async (command, { line, before }) => {
  const needed = scopes.get(command) ?? []
  await grant(every)
  await room.run('!okta-auth-reset')
  for (const preparing of before) await room.run(preparing)
  // A dry run only reads, so the scope to change is not missed.
  const isDry = line.includes('dry-run=true')
  for (const missing of isDry ? [] : needed) {
    const rest = needed.filter(scope => scope !== missing)
    expect(await under(rest, line), `without ${missing}`).toMatch(LACKING)
  }
  expect(await under(needed, line)).not.toMatch(LACKING)
})
