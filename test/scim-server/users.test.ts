import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { type RunningScimServer, startScimServer } from '../../scim-server/server.ts'
import { call, enterpriseUrn, operations, userUrn } from './client.ts'

let server: RunningScimServer
beforeEach(async () => {
  server = await startScimServer({ now: () => new Date('2026-02-01T08:00:00Z') })
})
afterEach(() => server.close())

const ada = {
  schemas: [userUrn, enterpriseUrn],
  userName: 'Ada@example.com',
  name: { givenName: 'Ada', familyName: 'Byron' },
  emails: [
    { value: 'ada@example.com', type: 'work', primary: true },
    { value: 'ada@home.example', type: 'home' },
  ],
  [enterpriseUrn]: { department: 'Engines', manager: { value: 'u9' } },
}
const made = async () => (await call(server, 'POST', '/Users', ada)).body.id as string

describe('POST', () => {
  it('makes a user with an id, a place and no password', async () => {
    const { status, headers, body } = await call(server, 'POST', '/Users', {
      ...ada,
      password: 'x',
      id: 'mine',
    })
    const location = `${server.url}/Users/u000001`
    const created = '2026-02-01T08:00:00.000Z'
    expect(status).toBe(201)
    expect(body).toEqual({
      ...ada,
      ...{ id: 'u000001', active: true },
      meta: { resourceType: 'User', created, lastModified: created, location },
    })
    expect([headers.get('location'), headers.get('content-type')]).toEqual([
      location,
      'application/scim+json',
    ])
    expect(server.users()[0]).toMatchObject({ id: 'u000001', password: 'x' })
  })

  it('takes names of attributes in any case, and nulls and empty lists for nothing', async () => {
    const sent = {
      schemas: [userUrn],
      USERNAME: 'b@example.com',
      displayname: null,
      Emails: [],
      Active: false,
    }
    const { body } = await call(server, 'POST', '/Users', sent)
    expect(body).toMatchObject({ userName: 'b@example.com', active: false })
    expect(Object.keys(body).sort()).toEqual(['active', 'id', 'meta', 'schemas', 'userName'])
  })

  test.each<[string, unknown, number, string, RegExp]>([
    [
      'a taken name in another case',
      { schemas: [userUrn], userName: 'ADA@example.com' },
      409,
      'uniqueness',
      /ADA/,
    ],
    ['no schemas', { userName: 'b' }, 400, 'invalidSyntax', /"schemas" must name urn:\S+:User$/],
    ['no name', { schemas: [userUrn] }, 400, 'invalidValue', /^userName is required$/],
    ['an empty name', { schemas: [userUrn], userName: '' }, 400, 'invalidValue', /^userName is required$/],
    [
      'an unknown attribute',
      { schemas: [userUrn], userName: 'b', login: 'b' },
      400,
      'invalidSyntax',
      /"login"/,
    ],
    [
      '__proto__',
      '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"b","__proto__":{}}',
      400,
      'invalidSyntax',
      /"__proto__"/,
    ],
    [
      'an unknown sub-attribute',
      { schemas: [userUrn], userName: 'b', name: { last: 'b' } },
      400,
      'invalidSyntax',
      /^name has no attribute "last"$/,
    ],
    [
      'active as a text',
      { schemas: [userUrn], userName: 'b', active: 'true' },
      400,
      'invalidValue',
      /^active must be true or false, not "true"$/,
    ],
    [
      'one e-mail without a list',
      { schemas: [userUrn], userName: 'b', emails: { value: 'b' } },
      400,
      'invalidValue',
      /^emails must be a list/,
    ],
    [
      'an e-mail as a text',
      { schemas: [userUrn], userName: 'b', emails: ['b'] },
      400,
      'invalidValue',
      /^emails must be an object/,
    ],
    [
      'an extension that is not named',
      { ...ada, schemas: [userUrn], userName: 'b' },
      400,
      'invalidSyntax',
      /enterprise:2.0:User too$/,
    ],
    ['a list', [], 400, 'invalidSyntax', /^the body must be an object$/],
    ['no JSON', '{', 400, 'invalidSyntax', /^the body is no JSON$/],
  ])('refuses %s', async (_, body, status, scimType, detail) => {
    await made()
    const refused = await call(server, 'POST', '/Users', body)
    expect(refused.body).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      ...{ status: String(status), scimType, detail: expect.stringMatching(detail) },
    })
    expect([refused.status, server.users().length]).toEqual([status, 1])
  })

  it('takes JSON only', async () => {
    const { status, body } = await call(server, 'POST', '/Users', ada, { 'content-type': 'text/plain' })
    expect([status, body.status]).toEqual([415, '415'])
  })
})

describe('PUT', () => {
  it('replaces everything: what is not sent is gone, and active is true again', async () => {
    const id = await made()
    await call(server, 'PATCH', `/Users/${id}`, operations({ op: 'replace', path: 'active', value: false }))
    const { status, body } = await call(server, 'PUT', `/Users/${id}`, {
      schemas: [userUrn],
      userName: 'lovelace',
    })
    expect([status, Object.keys(body).sort()]).toEqual([200, ['active', 'id', 'meta', 'schemas', 'userName']])
    expect(body).toMatchObject({ userName: 'lovelace', active: true })
    expect((await call(server, 'POST', '/Users', ada)).status).toBe(201)
  })

  it('refuses a name that somebody else has, and takes one in another case', async () => {
    const id = await made()
    server.addUser({ userName: 'b' })
    const put = (userName: string) => call(server, 'PUT', `/Users/${id}`, { schemas: [userUrn], userName })
    expect([(await put('B')).status, (await put('ADA@example.com')).status]).toEqual([409, 200])
  })
})

describe('PATCH', () => {
  const department = `${enterpriseUrn}:department`
  test.each<[string, unknown[], Record<string, unknown>]>([
    ['op in any case', [{ op: 'Replace', path: 'active', value: false }], { active: false }],
    [
      'several',
      [
        { op: 'add', path: 'title', value: 'Countess' },
        { op: 'replace', path: 'title', value: 'Lady' },
      ],
      { title: 'Lady' },
    ],
    [
      'without path',
      [{ op: 'replace', value: { active: false, [enterpriseUrn]: { division: 'D' } } }],
      { active: false, [enterpriseUrn]: { department: 'Engines', division: 'D', manager: { value: 'u9' } } },
    ],
    [
      'a dotted key',
      [{ op: 'replace', value: { 'name.givenName': 'Augusta' } }],
      { name: { givenName: 'Augusta', familyName: 'Byron' } },
    ],
    [
      'a sub-attribute',
      [{ op: 'replace', path: 'name.familyName', value: 'King' }],
      { name: { givenName: 'Ada', familyName: 'King' } },
    ],
    [
      'an object merges',
      [{ op: 'replace', path: 'name', value: { familyName: 'King' } }],
      { name: { givenName: 'Ada', familyName: 'King' } },
    ],
    [
      'the extension',
      [{ op: 'replace', path: department, value: 'Looms' }],
      { [enterpriseUrn]: { department: 'Looms', manager: { value: 'u9' } } },
    ],
    ['a URN of the core', [{ op: 'add', path: `${userUrn}:title`, value: 'Lady' }], { title: 'Lady' }],
    [
      'a value that fits',
      [{ op: 'replace', path: 'emails[type eq "work"].value', value: 'a@b' }],
      { emails: [{ value: 'a@b', type: 'work', primary: true }, ada.emails[1]] },
    ],
    [
      'a whole value that fits',
      [{ op: 'replace', path: 'emails[type eq "home"]', value: { value: 'h' } }],
      { emails: [ada.emails[0], { value: 'h', type: 'home' }] },
    ],
    [
      'removing one that fits',
      [{ op: 'remove', path: 'emails[type eq "home"]' }],
      { emails: [ada.emails[0]] },
    ],
    ['removing all', [{ op: 'remove', path: 'emails' }], { emails: undefined }],
    [
      'adding, twice the same',
      [{ op: 'add', path: 'emails', value: [{ value: 'c' }, ada.emails[1]] }],
      { emails: [...ada.emails, { value: 'c' }] },
    ],
    ['null', [{ op: 'replace', path: 'name', value: null }], { name: undefined }],
    [
      'active removed',
      [
        { op: 'replace', path: 'active', value: false },
        { op: 'remove', path: 'active' },
      ],
      { active: true },
    ],
  ])('%s', async (_, list, changed) => {
    const id = await made()
    expect((await call(server, 'PATCH', `/Users/${id}`, operations(...list))).status).toBe(204)
    const { body } = await call(server, 'GET', `/Users/${id}`)
    const { meta } = body
    expect(body).toEqual({ ...ada, ...{ id, meta, active: true }, ...changed })
  })

  test.each<[{ Operations: unknown[] }, number, string]>([
    [operations({ op: 'change', path: 'active', value: true }), 400, 'invalidSyntax'],
    [operations({ op: 'replace', path: 'login', value: 'x' }), 400, 'invalidPath'],
    [operations({ op: 'replace', path: 'urn:x:y:title', value: 'x' }), 400, 'invalidPath'],
    [operations({ op: 'replace', path: 'emails[', value: 'x' }), 400, 'invalidPath'],
    [operations({ op: 'replace', path: 7, value: 'x' }), 400, 'invalidPath'],
    [operations({ op: 'replace', path: 'id', value: 'x' }), 400, 'mutability'],
    [operations({ op: 'remove', path: 'userName' }), 400, 'mutability'],
    [operations({ op: 'replace', path: 'active', value: 'False' }), 400, 'invalidValue'],
    [operations({ op: 'add', path: 'active' }), 400, 'invalidValue'],
    [operations({ op: 'add', value: [] }), 400, 'invalidValue'],
    [operations({ op: 'replace', path: 'emails[type eq "other"].value', value: 'x' }), 400, 'noTarget'],
    [operations({ op: 'remove' }), 400, 'noTarget'],
    [operations(), 400, 'invalidSyntax'],
    [{ Operations: [{ op: 'remove', path: 'title' }] }, 400, 'invalidSyntax'],
    [operations({ op: 'replace', path: 'userName', value: 'B' }), 409, 'uniqueness'],
  ])('refuses %j whole', async (body, status, scimType) => {
    const id = await made()
    server.addUser({ userName: 'b' })
    const before = server.users()
    const list = body.Operations.length > 0 ? [{ op: 'add', path: 'nickName', value: 'half' }] : []
    const sent = { ...body, Operations: [...list, ...body.Operations] }
    const refused = await call(server, 'PATCH', `/Users/${id}`, sent)
    expect([refused.status, refused.body.scimType]).toEqual([status, scimType])
    expect(server.users()).toEqual(before)
  })
})

it('DELETE removes a user, also from groups, and frees the name', async () => {
  const id = await made()
  server.addGroup({ displayName: 'Sales', members: [id] })
  expect((await call(server, 'DELETE', `/Users/${id}`)).status).toBe(204)
  expect([server.users(), server.groups()[0]?.members]).toEqual([[], []])
  expect((await call(server, 'DELETE', `/Users/${id}`)).body).toMatchObject({ status: '404' })
  expect((await call(server, 'POST', '/Users', ada)).body.id).toBe('u000003')
})
