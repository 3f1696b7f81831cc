import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Done, JsonObject } from '../../../kit/wire.ts'
import { openTestOrg, type TestOrg } from '../org.ts'
import { appParams, register } from '../sign-in/app.ts'
import { naiveSignIn, type SignedIn } from './naive-sign-in.ts'

let org: TestOrg
let naive: SignedIn
let ours: SignedIn
beforeAll(async () => {
  org = await openTestOrg()
  naive = naiveSignIn(org)
  ours = ourSignIn()
})
afterAll(() => org.close())
beforeEach(() => org.faults())

/** The command that reads what stands at a path. */
const COMMANDS: Record<string, string> = {
  '/api/v1/users': 'okta-list-users',
  '/api/v1/groups': 'okta-list-groups',
}

/** As the platform saves it: key by key, null takes one away. */
function saved(context: JsonObject, { integrationContext = {} }: Done): JsonObject {
  const all = Object.entries({ ...context, ...integrationContext })
  return Object.fromEntries(all.filter(([, value]) => value !== null))
}

function ourSignIn(): SignedIn {
  return {
    async read(path, { scopes = 'okta.users.read,okta.groups.read', context = {} } = {}) {
      const params = appParams(org, 'ES256', { scopes })
      const done = await org.command(COMMANDS[path] ?? '', { limit: '1' }, params, {
        integrationContext: context,
      })
      const [entry] = done.entries
      return {
        ok: entry?.Type !== 4,
        text: String(entry?.HumanReadable ?? entry?.Contents),
        context: saved(context, done),
        secretKeys: done.secretKeys ?? [],
      }
    },
    async reset(context) {
      const done = await org.command('okta-auth-reset', {}, appParams(org, 'ES256'), {
        integrationContext: context,
      })
      return saved(context, done)
    },
  }
}

const CONFIGURATION = [{ ApplicationID: '0oa1', Name: 'slack', Label: 'Slack', Instance: 'Slack_1' }]
const revoked = () =>
  org.faults({
    match: { method: 'GET', path: '/api/v1/users' },
    times: 1,
    answer: { kind: 'revoked-token' },
  })
/** The scopes of the last token that Okta gave, by its System Log. */
async function granted(): Promise<string[]> {
  const query = new URLSearchParams({
    filter: 'eventType eq "app.oauth2.token.grant.access_token"',
    sortOrder: 'DESCENDING',
    limit: '1',
  })
  const answer = await org.call('GET', `/api/v1/logs?${query}`)
  const text = JSON.stringify(await answer.json())
  return [...new Set(text.match(/okta\.\w+\.(read|manage)/g) ?? [])].sort()
}

/** What must hold, per quirk: it throws when the defect shows. */
const QUIRKS: Record<string, (instance: SignedIn) => Promise<void>> = {
  'O1 an app that demands DPoP, as new ones do, can be used': async instance => {
    await register(org, 'ES256', { dpop: true })
    expect(await instance.read('/api/v1/users')).toMatchObject({ ok: true })
  },
  'O2 only the scopes of the instance are asked for': async instance => {
    await register(org, 'ES256', { scopes: ['okta.users.read', 'okta.groups.read', 'okta.logs.read'] })
    expect(await instance.read('/api/v1/users', { scopes: 'okta.users.read' })).toMatchObject({ ok: true })
    expect(await granted()).toEqual(['okta.users.read'])
  },
  'O2 the scope that is missing is named, with what to do': async instance => {
    await register(org, 'ES256', { scopes: ['okta.users.read'] })
    expect((await instance.read('/api/v1/users')).ok).toBe(true)
    const { ok, text } = await instance.read('/api/v1/groups')
    expect(ok).toBe(false)
    expect(text).toMatch(/lacks the scope okta\.groups\.read; grant it to the service app/)
  },
  'O4 the token is kept as a secret': async instance => {
    await register(org, 'ES256')
    const { context, secretKeys } = await instance.read('/api/v1/users')
    expect(Object.keys(context)).not.toEqual([])
    expect(secretKeys).toEqual(Object.keys(context))
  },
  'O4 a token that was revoked is replaced, once': async instance => {
    await register(org, 'ES256')
    const { context } = await instance.read('/api/v1/users')
    await revoked()
    const again = await instance.read('/api/v1/users', { context })
    expect(again).toMatchObject({ ok: true })
    expect(again.context).not.toEqual(context)
  },
  'O4 okta-auth-reset takes the token and nothing else': async instance => {
    await register(org, 'ES256')
    const { context } = await instance.read('/api/v1/users', { context: { IAMConfiguration: CONFIGURATION } })
    expect(Object.keys(context)).toHaveLength(2)
    expect(await instance.reset(context)).toEqual({ IAMConfiguration: CONFIGURATION })
  },
}

describe.each(Object.entries(QUIRKS))('%s', (_, holds) => {
  it('fails against the old behaviour', async () => {
    await expect(holds(naive)).rejects.toThrow()
  })
  it('holds for ours', () => holds(ours))
})
