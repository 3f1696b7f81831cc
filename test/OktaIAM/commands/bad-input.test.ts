import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())

/** The one entry of a run as type and text. */
async function answer(command: string, args: JsonObject, params: JsonObject = {}) {
  const { entries } = await org.command(command, args, params)
  expect(entries).toHaveLength(1)
  return { type: entries[0]?.Type, text: String(entries[0]?.HumanReadable ?? entries[0]?.Contents) }
}
const profile = { 'user-profile': { email: 'x@example.com' } }

describe('bad input ends in one sentence and nothing is sent', () => {
  it.each<[string, JsonObject, JsonObject, RegExp]>([
    [
      'U15: bad JSON',
      { 'user-profile': '{"email":' },
      {},
      /^The argument "user-profile" is .*JSON.*; expected a JSON object such as/,
    ],
    [
      'a list instead of an object',
      { 'user-profile': '[]' },
      {},
      /^The argument "user-profile" is "\[\]"; expected a JSON object/,
    ],
    ['no profile', {}, {}, /^The argument "user-profile" is missing/],
    [
      'no identifying attribute',
      { 'user-profile': { title: 'X' } },
      {},
      /must contain at least one attribute.*\["id","login","email"\].*It holds \["title"\].*\(Outgoing\)/,
    ],
    [
      'a bad flag',
      { ...profile, 'allow-enable': 'perhaps' },
      {},
      /^The argument "allow-enable" is "perhaps"; expected true or false\.$/,
    ],
    ['an unknown mapper', profile, { 'mapper-out': 'No such' }, /"No such".*mapper-out/],
    [
      'a URL that is none',
      profile,
      { url: 'http://acme.okta.com' },
      /^The parameter "url" is "http:\/\/acme\.okta\.com", which is not https/,
    ],
    ['no token', profile, { credentials: { identifier: '', password: '' } }, /^Missing API token\./],
    [
      'a token that is none',
      profile,
      { credentials: { identifier: '', password: 'two words' } },
      /^The API token holds a blank/,
    ],
    [
      'a bad number',
      profile,
      { 'longest-wait': 'long' },
      /^The parameter "longest-wait" is "long"; expected a whole number/,
    ],
    ['an unknown choice', profile, { 'disable-by': 'delete' }, /expected one of deactivate, suspend/],
  ])('%s', async (_, args, params, expected) => {
    await org.forget()
    const { type, text } = await answer('iam-create-user', args, params)
    expect(type).toBe(4)
    expect(text).toMatch(expected)
    expect(text).not.toContain('\n')
    expect(await org.requests()).toEqual([])
  })

  it('an incoming mapper that does not exist is named, with the parameter', async () => {
    await org.person('mapped@example.com', 'ACTIVE')
    const { type, text } = await answer(
      'iam-get-user',
      { 'user-profile': { email: 'mapped@example.com' } },
      { 'mapper-in': 'Gone' },
    )
    expect([type, text]).toEqual([4, expect.stringMatching(/"Gone".*mapper-in/)])
  })

  it('an unknown command is named', async () => {
    expect(await answer('iam-fly', {})).toEqual({ type: 4, text: 'Okta IAM has no command "iam-fly".' })
  })
})

describe('the older apitoken', () => {
  it('is read when credentials are empty, and credentials win', async () => {
    const older = { credentials: { identifier: '', password: '' }, apitoken: org.okta.token }
    expect(await answer('test-module', {}, older)).toEqual({ type: 1, text: 'ok' })
    expect((await answer('test-module', {}, { apitoken: 'wrong-token' })).text).toBe('ok')
  })
})

describe('test-module', () => {
  it('answers ok', async () => expect(await answer('test-module', {})).toEqual({ type: 1, text: 'ok' }))

  it.each<[string, JsonObject, RegExp]>([
    [
      'a wrong token',
      { credentials: 'wrong-token' },
      /^Invalid token provided; the API token is unknown, expired or revoked.*E0000011/,
    ],
    [
      'a port where nobody listens',
      { url: 'http://127.0.0.1:9' },
      /^No answer from http:\/\/127\.0\.0\.1:9 .*ECONNREFUSED.*check the URL/,
    ],
  ])('%s is told in one sentence', async (_, params, expected) => {
    const { type, text } = await answer('test-module', {}, params)
    expect(type).toBe(4)
    expect(text).toMatch(expected)
  })
})

describe('get-mapping-fields', () => {
  it('lists base and custom attributes with their titles under one type', async () => {
    const { entries } = await org.command('get-mapping-fields')
    const fields = (entries[0]?.Contents as Record<string, JsonObject> | undefined)?.['User Profile'] ?? {}
    expect(fields).toMatchObject({ login: 'Username', firstName: 'First name', email: 'Primary email' })
    expect(Object.keys(fields).length).toBeGreaterThan(31)
  })
})
