import { describe, expect, it } from 'vitest'
import { offered } from '../../../Integrations/ScimIAM/commands/test-module.ts'
import { baseAddress, privateUrl } from '../../../Integrations/ScimIAM/scim/address.ts'
import { emailsOf } from '../../../Integrations/ScimIAM/scim/emails.ts'
import { errorOf, isAbsent, notScim } from '../../../Integrations/ScimIAM/scim/errors.ts'
import { membersOf } from '../../../Integrations/ScimIAM/scim/groups.ts'
import { isSame, quote, resource, segment, versionOf } from '../../../Integrations/ScimIAM/scim/resource.ts'
import { type Read, settled, type UserIds } from '../../../Integrations/ScimIAM/scim/settled.ts'
import { isActive } from '../../../Integrations/ScimIAM/scim/users.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

describe('the base address', () => {
  it.each([
    ['https://a.test/scim/v2', 'https://a.test', '/scim/v2'],
    ['https://a.test/scim/v2/', 'https://a.test', '/scim/v2'],
    ['https://a.test/scim/v2/Users', 'https://a.test', '/scim/v2'],
    ['https://a.test/scim/v2/Groups/', 'https://a.test', '/scim/v2'],
    ['https://a.test', 'https://a.test', ''],
    ['http://127.0.0.1:80/x', 'http://127.0.0.1', '/x'],
  ])('%s', (given, origin, path) => expect(baseAddress(given)).toEqual({ origin, path }))

  it.each([
    ['http://a.test/scim', /not https/],
    ['scim', /not a URL/],
    ['https://u:p@a.test', /holds a name or password/],
    ['https://a.test/#x', /fragment/],
    ['https://a.test/scim?token=s3cret', /"https:\/\/a\.test\/scim", which has a query/],
    ['http://a.test/scim?token=s3cret', /not https/],
    ['a.test?token=s3cret', /not a URL/],
  ])('%s is refused', (given, why) => {
    expect(() => baseAddress(given)).toThrow(why)
    expect(() => baseAddress(given)).toThrow('The parameter "url"')
    expect(() => baseAddress(given)).not.toThrow('s3cret')
  })

  it('of tokens is named by its own parameter', () => {
    expect(() => privateUrl('token_url', 'ftp://a')).toThrow(/"token_url" is "ftp:\/\/a", which is not https/)
  })
})

describe('an error', () => {
  const place = { request: 'GET /Users', status: 400 }
  it.each<[number, Json | string, string]>([
    [
      400,
      { detail: 'bad', scimType: 'invalidFilter', status: '400' },
      'bad. [GET /Users: HTTP 400, invalidFilter]',
    ],
    [400, { scimType: 'tooMany' }, 'tooMany. [GET /Users: HTTP 400, tooMany]'],
    [429, { message: 'slow!' }, 'slow! [GET /Users: HTTP 429]'],
    [403, {}, 'The server refused and gave no reason. [GET /Users: HTTP 403]'],
    [
      401,
      { detail: 'who' },
      'The sign-in is not accepted (who); check the token or the password. [GET /Users: HTTP 401]',
    ],
  ])('%i %j', (status, body, message) => {
    const error = errorOf({ ...place, status }, JSON.stringify(body))
    expect([error.message, error.status]).toEqual([message, status])
  })

  it.each([
    [
      '<html><head><style>b{}</style></head><h1>Sign   in</h1> to Acme</html>',
      /an HTML page \("Sign in to Acme"\)/,
    ],
    ['<!doctype html>', /an HTML page instead/],
    ['', /an empty body instead/],
    ['upstream gone', /something else \("upstream gone"\)/],
  ])('of a page %j', (body, words) => expect(notScim(place, body).message).toMatch(words))
})

describe('404', () => {
  const scim = { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404' }
  it.each<[string, string, string, boolean]>([
    ["SCIM's own of a user", 'GET /scim/Users/1', JSON.stringify(scim), true],
    ['without schemas', 'GET /scim/Groups/1', '{"detail":"no such group"}', true],
    ['of SCIM 1.1', 'PATCH /Groups/1', '{"Errors":[{"code":"404"}]}', true],
    ['without a body', 'DELETE /Groups/1', '', true],
    ['of a list', 'GET /scim/Users', JSON.stringify(scim), false],
    ['of the token endpoint', 'POST /oauth/token', '', false],
    ['a page', 'GET /scim/Users/1', '<html>Sign in</html>', false],
    ["a gateway's JSON", 'GET /scim/Users/1', '{"message":"no Route matched"}', false],
    ['a text', 'GET /scim/Users/1', 'not found', false],
  ])('%s', (_, request, body, absent) =>
    expect(isAbsent(errorOf({ request, status: 404 }, body))).toBe(absent),
  )
})

describe('what a resource says of itself', () => {
  const at = { request: 'GET /Users/1', status: 200 }
  it.each<[Json | undefined, string | undefined]>([
    [{ id: 'a' }, 'a'],
    [{ id: 7 }, '7'],
    [{ id: '' }, undefined],
    [{}, undefined],
    [null, undefined],
    [[], undefined],
    [undefined, undefined],
  ])('id of %j', (value, id) => {
    if (id !== undefined) expect(resource(value, at).id).toBe(id)
    else expect(() => resource(value, at)).toThrow(/instead of SCIM's JSON/)
  })

  it.each<[JsonObject, string | undefined, string | undefined]>([
    [{ meta: { version: 'W/"1"' } }, undefined, 'W/"1"'],
    [{ meta: { version: 'W/"1"' } }, 'W/"2"', 'W/"2"'],
    [{ meta: {} }, undefined, undefined],
    [{ meta: null }, undefined, undefined],
    [{}, undefined, undefined],
  ])('version of %j under %s', (found, etag, version) => expect(versionOf(found, etag)).toBe(version))

  it.each<[JsonObject, boolean]>([
    [{ active: true }, true],
    [{}, true],
    [{ active: false }, false],
    [{ active: 'False' }, false],
  ])('%j is active: %s', (user, active) => expect(isActive(user)).toBe(active))

  it.each<[Json, string[]]>([
    [
      [{ value: 'a' }, { value: 'b', primary: true }],
      ['b', 'a'],
    ],
    [['a', null, { value: null }, {}], ['a']],
    [null, []],
  ])('e-mails of %j', (emails, expected) => expect(emailsOf({ emails })).toEqual(expected))

  it.each<[Json, string[]]>([
    [
      [{ value: 'a' }, { value: 'a', display: 'x' }, { value: 7 }, {}, null, 'b'],
      ['a', '7', 'b'],
    ],
    [null, []],
  ])('members of %j', (members, expected) =>
    expect(membersOf({ members }).map(({ value }) => value)).toEqual(expected),
  )

  it.each<[JsonObject, string | undefined]>([
    [{ type: 'Group' }, 'Group'],
    [{ type: 'group' }, 'Group'],
    [{ type: 'User' }, undefined],
    [{ $ref: 'https://a.test/scim/v2/Groups/7' }, 'Group'],
    [{ $ref: 'https://a.test/scim/v2/Users/7' }, undefined],
    [{}, undefined],
  ])('the type of the member %j', (member, type) =>
    expect(membersOf({ members: [{ value: '7', ...member }] })[0]?.type).toBe(type),
  )
})

describe('values on their way', () => {
  it.each([
    ['a"b\\c', '"a\\"b\\\\c"'],
    ['é\n', '"é\\n"'],
  ])('%j in a filter', (value, text) => expect(quote(value)).toBe(text))

  it.each(['', '.', '..', 'a\u0000', '\ud800'])('%j is no id', id =>
    expect(() => segment(id)).toThrow(/expected an id/),
  )
  it('half a surrogate is in no filter', () => expect(() => quote('\udc00')).toThrow(/well-formed/))
  it('a slash stays within its segment', () => expect(segment('a/b c')).toBe('a%2Fb%20c'))
  it.each<[Json, string | undefined, boolean]>([
    ['Ann ', 'ann', true],
    ['ann', 'bob', false],
    [null, undefined, false],
  ])('%j and %j are the same: %s', (one, other, same) => expect(isSame(one, other)).toBe(same))
})

describe('logins among users', () => {
  const users = [
    { id: '1', userName: 'ann@x' },
    { id: '2', userName: 'bob@x', emails: [{ value: 'ann@x' }, { value: 'shared@x' }] },
    { id: '3', userName: 'cid@x', emails: [{ value: 'shared@x' }, { value: 'c@x' }] },
  ]
  const read = { users, asked: new Set<string>(), isWhole: true, why: 'cut' }
  const logins = ['ANN@x', 'c@x', 'shared@x', 'who@x']
  const ann = { id: '1', active: true, userName: 'ann@x', by: 'userName' as const }
  const cid = { id: '3', active: true, userName: 'cid@x', by: 'email' as const }
  const twice = new Map([['shared@x', ['2', '3']]])
  it.each<[string, Partial<Read>, Partial<UserIds>]>([
    [
      'of all users: a userName goes before an e-mail',
      {},
      { users: new Map(Object.entries({ 'ANN@x': ann, 'c@x': cid })), missing: ['who@x'], twice },
    ],
    [
      'of some users: nothing by e-mail, and nobody is missing',
      { isWhole: false },
      { users: new Map([['ANN@x', ann]]), unknown: ['c@x', 'shared@x', 'who@x'], why: 'cut' },
    ],
    [
      'of some users, and a login that was looked up',
      { isWhole: false, asked: new Set(['shared@x', 'who@x']) },
      { users: new Map([['ANN@x', ann]]), twice, missing: ['who@x'], unknown: ['c@x'], why: 'cut' },
    ],
  ])('%s', (_, given, told) => {
    const nothing = { users: new Map(), missing: [], twice: new Map(), unknown: [], why: '' }
    expect(settled(logins, { ...read, ...given })).toEqual({ ...nothing, ...told })
  })
})

describe('what a server offers', () => {
  const all = { patch: true, filter: true, maxResults: 200, etag: true, isSaid: true }
  it.each([
    [all, 'The server offers PATCH, filters, pages of at most 200, ETags.'],
    [
      { ...all, patch: false, filter: false, etag: false, maxResults: undefined },
      'The server offers no PATCH, no filters, pages of any size, no ETags.',
    ],
  ])('%j', (features, sentence) => expect(offered(features)).toBe(sentence))
  it('of itself nothing', () =>
    expect(offered({ ...all, isSaid: false })).toMatch(/no \/ServiceProviderConfig/))
})
