import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Done, Json, JsonObject } from '../../../kit/wire.ts'
import { contextOf } from '../../wire/bundle.ts'
import { merged } from '../merged.ts'
import { DEFAULT_PARAMS, openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())
beforeEach(() => org.forget())

const ROWS = [
  { ApplicationID: '0oa1', Name: 'slack', Label: 'Slack', Instance: 'Slack_1' },
  { ApplicationID: '0oa2', Name: 'salesforce', Label: 'Salesforce', Instance: 'Salesforce_1' },
]
const KEPT = { oauth: { token: 'a-token-that-stays' }, other: 1 }
const readable = ({ entries }: Done) => String(entries[0]?.HumanReadable ?? entries[0]?.Contents)
/** One run in an instance that keeps this integration context. */
const run = (command: string, integrationContext: JsonObject, args: JsonObject = {}) =>
  org.bundle.run({
    command,
    args,
    integrationContext,
    params: { url: org.okta.url, credentials: { password: org.okta.token }, ...DEFAULT_PARAMS },
  })

describe('okta-iam-get-configuration', () => {
  it('shows the rows and asks Okta nothing', async () => {
    const done = await run('okta-iam-get-configuration', { ...KEPT, IAMConfiguration: ROWS })
    expect(contextOf(done, 'Okta.IAMConfiguration')).toEqual(ROWS)
    expect(done.entries[0]?.Contents).toEqual(ROWS)
    expect(readable(done)).toBe(
      '### Okta IAM Configuration\n|ApplicationID|Instance|Label|Name|\n|---|---|---|---|\n' +
        '| 0oa1 | Slack_1 | Slack | slack |\n| 0oa2 | Salesforce_1 | Salesforce | salesforce |\n',
    )
    expect(done.integrationContext).toBeUndefined()
    expect(await org.requests()).toEqual([])
  })

  it('the context holds the rows of today and no others, beside the other things of Okta', async () => {
    const get = (rows: Json[]) => run('okta-iam-get-configuration', { IAMConfiguration: rows })
    const zones = await org.command('okta-list-zones')
    const context = await merged(await get(ROWS), zones, await get(ROWS.slice(1)))
    expect(context.Okta).toMatchObject({ IAMConfiguration: ROWS.slice(1), Zone: expect.any(Array) })
    expect((await merged(await get(ROWS), await get([]))).Okta).toEqual({ IAMConfiguration: [] })
  })

  it('is empty where nothing was ever set', async () => {
    const done = await run('okta-iam-get-configuration', {})
    expect([done.entries[0]?.Type, done.entries[0]?.Contents]).toEqual([1, []])
    expect(readable(done)).toBe('### Okta IAM Configuration\n**No entries.**\n')
  })
})

describe('okta-iam-set-configuration', () => {
  it.each<[string, Json]>([
    ['as text', JSON.stringify(ROWS)],
    ['as a list', ROWS],
  ])('replaces the rows, given %s, and only their key', async (_, configuration) => {
    const before = { ...KEPT, IAMConfiguration: [{ ApplicationID: '0oa9', Instance: 'Old_1' }] }
    const done = await run('okta-iam-set-configuration', before, { configuration })
    expect(done.integrationContext).toEqual({ IAMConfiguration: ROWS })
    expect(contextOf(done, 'Okta.IAMConfiguration')).toEqual(ROWS)
    expect(readable(done)).toMatch(/^### Okta IAM Configuration\n\|ApplicationID\|Instance\|/)
    expect(await org.requests()).toEqual([])
  })

  it.each<[string, Json, JsonObject[]]>([
    ['one row', ROWS[0] as JsonObject, [ROWS[0] as JsonObject]],
    ['none', '[]', []],
  ])('takes %s', async (_, configuration, rows) => {
    const done = await run('okta-iam-set-configuration', { IAMConfiguration: [{}] }, { configuration })
    expect(done.integrationContext).toEqual({ IAMConfiguration: rows })
  })

  it.each<[string, Json[], string]>([
    ['a row is taken away', ROWS.slice(1), 'destroy'],
    ['rows stay and one is new', [...ROWS, { ApplicationID: '0oa3', Instance: 'GitHub_1' }], 'change'],
  ])('the plan tells the effect when %s', async (_, configuration, effect) => {
    const args = { configuration, 'dry-run': 'true' }
    const done = await run('okta-iam-set-configuration', { IAMConfiguration: ROWS }, args)
    expect(contextOf(done, 'Okta.Plan')).toMatchObject({ effect })
  })

  it('twice writes nothing', async () => {
    const done = await run('okta-iam-set-configuration', { IAMConfiguration: ROWS }, { configuration: ROWS })
    expect(done.integrationContext).toBeUndefined()
    expect(contextOf(done, 'Okta.IAMConfiguration')).toEqual(ROWS)
  })

  it('dry-run shows the rows before and after and writes nothing', async () => {
    const before = [{ ApplicationID: '0oa9', Instance: 'Old_1' }]
    const args = { configuration: ROWS, 'dry-run': 'true' }
    const done = await run('okta-iam-set-configuration', { IAMConfiguration: before }, args)
    expect(contextOf(done, 'Okta.Plan')).toMatchObject({ from: before, to: ROWS, calls: [], reason: null })
    expect(done.integrationContext).toBeUndefined()
    const same = await run('okta-iam-set-configuration', { IAMConfiguration: ROWS }, args)
    expect(contextOf(same, 'Okta.Plan')).toMatchObject({ reason: 'The configuration is already so.' })
  })

  it.each<[Json, RegExp]>([
    ['', /^The argument "configuration" is missing; expected a JSON list of objects/],
    ['[{]', /^The argument "configuration" is .*JSON/],
    ['["0oa1"]', /expected a JSON list of objects/],
    [[{ ApplicationID: '0oa1' }], /^Row 1 of the argument "configuration" has no Instance/],
    [[...ROWS, { ApplicationID: '0oa3', Instance: 'Slack_1' }], /^The instance "Slack_1" stands in two rows/],
  ])('%j is refused and nothing is written', async (configuration, told) => {
    const done = await run('okta-iam-set-configuration', KEPT, { configuration })
    expect(done.entries[0]?.Type).toBe(4)
    expect(readable(done)).toMatch(told)
    expect(done.integrationContext).toBeUndefined()
  })
})

describe('okta-auth-reset', () => {
  it('removes the token and nothing else', async () => {
    const done = await run('okta-auth-reset', { ...KEPT, IAMConfiguration: ROWS })
    expect(done.integrationContext).toEqual({ oauth: null })
    expect(readable(done)).toBe('Authentication data cleared successfully.')
    expect(await org.requests()).toEqual([])
  })

  it.each<[string, JsonObject]>([
    ['no parameter at all', {}],
    [
      'a private key that is none',
      { url: 'https://org.example', use_oauth: true, client_id: 'c', private_key: 'bad' },
    ],
  ])('works with %s: it is what one runs when signing in fails', async (_, params) => {
    const start = { command: 'okta-auth-reset', args: {}, integrationContext: KEPT, params }
    const done = await org.bundle.run(start)
    expect(readable(done)).toBe('Authentication data cleared successfully.')
    expect(done.integrationContext).toEqual({ oauth: null })
  })

  it('says when there is none', async () => {
    const done = await run('okta-auth-reset', { IAMConfiguration: ROWS })
    expect(done.integrationContext).toBeUndefined()
    expect(readable(done)).toMatch(/^No authentication data is kept/)
  })

  it('dry-run removes nothing and does not show the token', async () => {
    const done = await run('okta-auth-reset', KEPT, { 'dry-run': 'true' })
    expect(done.integrationContext).toBeUndefined()
    expect(contextOf(done, 'Okta.Plan')).toMatchObject({ from: 'kept', to: 'none', calls: [] })
    expect(JSON.stringify(done)).not.toContain('a-token-that-stays')
  })
})
