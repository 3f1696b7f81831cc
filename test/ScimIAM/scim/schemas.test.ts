import { describe, expect, it } from 'vitest'
import type { Client } from '../../../Integrations/ScimIAM/scim/client.ts'
import { errorOf } from '../../../Integrations/ScimIAM/scim/errors.ts'
import { userFields } from '../../../Integrations/ScimIAM/scim/schemas.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const clientOf = (get: Client['get']): Client => ({
  address: { origin: 'https://a.test', path: '' },
  get,
  send: () => Promise.reject(new Error('nothing is sent')),
})
const attributes = [
  { name: '__proto__' },
  { name: 'constructor' },
  { name: 'title', description: 'Title. More.' },
]
const user = { id: 'urn:ietf:params:scim:schemas:core:2.0:User', attributes }

describe('the attributes of a user', () => {
  it('are plain data, whatever their names', async () => {
    const value: JsonObject = { Resources: [user, { ...user, id: 'urn:x:Group' }] }
    const place = { request: 'GET /Schemas', status: 200 }
    const fields = await userFields(clientOf(async () => ({ value, etag: undefined, place })))
    expect(Object.entries(fields ?? {})).toEqual([
      ['__proto__', '__proto__'],
      ['constructor', 'constructor'],
      ['title', 'Title.'],
    ])
  })

  it.each([
    [403, true],
    [404, true],
    [500, false],
  ])('are not told with %i: %s', async (status, isUntold) => {
    const told = userFields(clientOf(() => Promise.reject(errorOf({ request: 'GET /Schemas', status }, ''))))
    await (isUntold ? expect(told).resolves.toBeUndefined() : expect(told).rejects.toThrow(String(status)))
  })
})
