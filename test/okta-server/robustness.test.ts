import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { type Client, client } from './client.ts'

let okta: RunningOkta
let org: Client
beforeAll(async () => {
  okta = await startOkta({ people: 5 })
  okta.org.limiter.overrides = { '*': 1_000_000 }
  org = client(okta)
})
afterAll(() => okta.close())

const text = fc.string({ unit: 'grapheme', maxLength: 30 })
const parameters = fc.dictionary(
  fc.constantFrom('q', 'filter', 'search', 'limit', 'after', 'sortBy', 'sortOrder', 'fields'),
  fc.oneof(text, fc.constantFrom('id pr', 'status eq "ACTIVE"', '1', 'created', 'desc')),
)

it('answers any list query with people or one of its own refusals', async () => {
  await fc.assert(
    fc.asyncProperty(parameters, async query => {
      const reply = await org.get(`/api/v1/users?${new URLSearchParams(query)}`)
      if (reply.status === 200) expect(Array.isArray(reply.body)).toBe(true)
      else expect(reply.body).toMatchObject({ errorCode: expect.stringMatching(/^E00000(01|29|30|31|33)$/) })
    }),
    { numRuns: 150 },
  )
})

it('answers any body of a new user with that user or a refusal, never with a fault of its own', async () => {
  const member = fc.constantFrom(
    'profile',
    'credentials',
    'groupIds',
    'type',
    'password',
    'login',
    '__proto__',
  )
  const body = fc.dictionary(member, fc.oneof(fc.jsonValue(), fc.dictionary(member, fc.jsonValue())))
  await fc.assert(
    fc.asyncProperty(body, async value => {
      const reply = await org.send('POST', '/api/v1/users', { text: JSON.stringify(value) })
      expect([200, 400, 404]).toContain(reply.status)
    }),
    { numRuns: 150 },
  )
})

it('answers any path segment', async () => {
  await fc.assert(
    fc.asyncProperty(text, async segment => {
      const { status } = await org.get(`/api/v1/users/x${encodeURIComponent(segment)}`)
      expect(status).toBe(404)
    }),
    { numRuns: 100 },
  )
})
