import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { type Client, client, type Value } from './client.ts'

// As in conformance.test.ts: without Okta's document beside the project there is nothing to compare with.
const document = '../shared/okta/openapi-subset.json'
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false })
if (existsSync(document)) ajv.addSchema(JSON.parse(readFileSync(document, 'utf8')), 'okta')

/** Where live answers depart from the document: null, or a list of links, against what it says. */
const liveDepartures = [
  '/profile/description',
  // The anyOf around the null above, and a profile whose members the document calls objects.
  '/profile',
  '/profile/phoneNumber',
  '/accessibility/errorRedirectUrl',
  '/accessibility/loginRedirectUrl',
  '/universalLogout',
  '/externalId',
  '/_links/resend',
  '/policy/subject/filter',
  '/policy/subject/matchAttribute',
  '/policy/accountLink/filter',
  // Zones without addresses, and events whose members are null (okta-api §15, §17.4).
  '/gateways',
]

function problems(schema: string, value: Value | undefined): unknown[] {
  if (!existsSync(document)) return []
  const validate = ajv.compile({ $ref: `okta#/components/schemas/${schema}` })
  if (validate(value)) return []
  return (validate.errors ?? [])
    .filter(({ instancePath }) => !liveDepartures.includes(instancePath))
    .filter(({ instancePath }) => schema !== 'LogEvent' || valueAt(value, instancePath) !== null)
    .map(({ instancePath, message }) => `${instancePath} ${message}`)
}

function valueAt(value: unknown, path: string): unknown {
  const names = path.split('/').slice(1)
  return names.reduce<unknown>((found, name) => (found as Record<string, unknown> | undefined)?.[name], value)
}

let okta: RunningOkta
let org: Client
beforeAll(async () => {
  okta = await startOkta()
  org = client(okta)
})
afterAll(() => okta.close())

const rosalind = '/api/v1/users/rosalind.achterberg'
const first = async (path: string) => String((await org.get(path)).list[0]?.id)

describe("Okta's own schemas fit", () => {
  test.each<[string, string, () => string | Promise<string>]>([
    ['Group', 'groups', () => '/api/v1/groups'],
    ['Group', 'the groups of a user', () => `${rosalind}/groups`],
    ['User', 'members', async () => `/api/v1/groups/${await first('/api/v1/groups')}/users?limit=5`],
    ['AssignedAppLink', 'application links', () => `${rosalind}/appLinks`],
    ['StandardRole', 'roles', () => `${rosalind}/roles`],
    ['UserFactor', 'factors', () => `${rosalind}/factors`],
    ['NetworkZone', 'zones', () => '/api/v1/zones'],
    ['IPNetworkZone', 'IP zones', () => `/api/v1/zones?filter=${encodeURIComponent('usage eq "POLICY"')}`],
    ['IdentityProvider', 'identity providers', () => '/api/v1/idps'],
  ])('%s: %s', async (schema, _, path) => {
    const { status, list } = await org.get(await path())
    expect([status, list.length > 0]).toEqual([200, true])
    for (const item of list) expect(problems(schema, item)).toEqual([])
  })

  it('each application and its assignments', async () => {
    const { list } = await org.get('/api/v1/apps')
    expect(list).toHaveLength(8)
    for (const app of list) {
      expect(problems('Application', app)).toEqual([])
      for (const user of (await org.get(`/api/v1/apps/${app.id}/users?limit=5`)).list)
        expect(problems('AppUser', user)).toEqual([])
      for (const group of (await org.get(`/api/v1/apps/${app.id}/groups`)).list)
        expect(problems('ApplicationGroupAssignment', group)).toEqual([])
    }
  })

  it('what verifying answers', async () => {
    const { list } = await org.get(`${rosalind}/factors`)
    const path = (type: string) =>
      `${rosalind}/factors/${list.find(({ factorType }) => String(factorType) === type)?.id}/verify`
    const headers = { 'User-Agent': 'tests/1.0' }
    const push = await org.send('POST', path('push'), { headers })
    const sms = await org.post(path('sms'))
    expect([push.status, sms.status]).toEqual([201, 200])
    expect(problems('UserFactorVerifyResponseWaiting', push.body)).toEqual([])
    expect(problems('UserFactorVerifyResponse', sms.body)).toEqual([])
  })

  it('events', async () => {
    const group = (await org.post('/api/v1/groups', { profile: { name: 'Checked' } })).body.id
    const user = (await org.get(rosalind)).body.id
    await org.put(`/api/v1/groups/${group}/users/${user}`)
    await org.post(`${rosalind}/roles`, { type: 'REPORT_ADMIN' })
    const { list } = await org.get('/api/v1/logs')
    expect(list.length).toBeGreaterThanOrEqual(3)
    for (const event of list) expect(problems('LogEvent', event)).toEqual([])
  })

  it('but not what is wrong, when they are there', () => {
    const wrong = { id: 7, type: 'CLUB' } as unknown as Value
    expect(problems('Group', wrong).length > 0).toBe(existsSync(document))
  })
})
