import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { type Client, client, person } from '../client.ts'
import { seeded } from '../people.ts'

let okta: RunningOkta
let org: Client
beforeAll(async () => {
  const logins = [
    'owner@org.example',
    'sam@org.example',
    'sam@other.example',
    "o'hara@org.example",
    'plus+one@org.example',
    'Mixed.Case@org.example',
    'a/b@org.example',
  ]
  okta = await startOkta({ seed: { people: logins.map(login => seeded(login)) } })
  org = client(okta)
})
afterAll(() => okta.close())

const get = (reference: string) => org.get(`/api/v1/users/${encodeURIComponent(reference)}`)

describe('GET /api/v1/users/{id}', () => {
  test.each([
    ['me', 'owner@org.example'],
    ['owner', 'owner@org.example'],
    ['OWNER@ORG.example', 'owner@org.example'],
    ['sam@other.example', 'sam@other.example'],
    ["o'hara@org.example", "o'hara@org.example"],
    ['plus+one', 'plus+one@org.example'],
    ['mixed.case', 'Mixed.Case@org.example'],
  ])('%s finds %s', async (reference, login) => {
    const { status, body } = await get(reference)
    expect([status, body.profile?.login]).toEqual([200, login])
    expect((await get(String(body.id))).body).toEqual(body)
  })

  test.each([
    'sam',
    'a/b@org.example',
    'a/b',
    'nobody',
    '00u00000000000000000',
    '__proto__',
    'constructor',
    '%',
  ])('%s finds nobody', async reference => {
    const { status, body } = await get(reference)
    expect(status).toBe(404)
    expect(body).toMatchObject({
      errorCode: 'E0000007',
      errorSummary: `Not found: Resource not found: ${reference} (User)`,
    })
  })

  it('finds a login with a slash by its id', async () => {
    const list = await org.get('/api/v1/users')
    const id = list.list.find(user => String(user.profile?.login) === 'a/b@org.example')?.id
    expect((await get(String(id))).status).toBe(200)
  })

  it('finds a short name again when it is no longer ambiguous', async () => {
    const { body } = await org.post('/api/v1/users', person('owner@third.example'))
    const ambiguous = (await get('owner')).status
    await org.delete(`/api/v1/users/${body.id}`)
    await org.delete(`/api/v1/users/${body.id}`)
    expect([ambiguous, (await get('owner')).status]).toEqual([404, 200])
  })
})
