import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { contextOf } from '../../wire/bundle.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
  await org.person('here@example.com', 'ACTIVE', { title: 'Before' })
})
afterAll(() => org.close())
beforeEach(() => org.faults())

const on = (method: string, path: string, answer: Json, times = 1): JsonObject => ({
  match: { method, path },
  times,
  answer,
})
const UPDATE = ['POST', '/api/v1/users/00u'] as const
const update = async () => {
  const done = await org.command('iam-update-user', {
    'user-profile': { email: 'here@example.com', title: 'After' },
  })
  return { type: done.entries[0]?.Type, vendor: contextOf(done, 'IAM.Vendor') }
}
const title = async () => (await org.user('here@example.com'))?.profile.title

describe('U16: what Okta refuses is a note with success false', () => {
  it.each<[string, JsonObject, RegExp, string]>([
    [
      'validation, with all causes',
      on(...UPDATE, {
        kind: 'status',
        status: 400,
        body: {
          errorCode: 'E0000001',
          errorSummary: 'Api validation failed: title',
          errorId: 'oae1',
          errorCauses: [{ errorSummary: 'title: too long' }, { errorSummary: 'title: not allowed' }],
        },
      }),
      /^Api validation failed: title\. Reason:\n1\. title: too long\n2\. title: not allowed \[POST \/api\/v1\/users\/00u.*: HTTP 400, E0000001, request .+\]$/,
      'E0000001',
    ],
    [
      'mastered elsewhere: the attributes that were sent',
      on(...UPDATE, {
        kind: 'status',
        status: 403,
        body: { errorCode: 'E0000023', errorSummary: 'Operation failed', errorCauses: [] },
      }),
      /Attributes sent: title\./,
      'E0000023',
    ],
    [
      'no permission',
      on(...UPDATE, {
        kind: 'status',
        status: 403,
        body: { errorCode: 'E0000006', errorSummary: 'No permission', errorCauses: [] },
      }),
      /has no role that permits this/,
      'E0000006',
    ],
    [
      'a body without envelope',
      on(...UPDATE, { kind: 'status', status: 404, body: { status: 404, message: 'Resource not found' } }),
      /^Resource not found\./,
      '404',
    ],
    [
      'HTML',
      on(...UPDATE, { kind: 'status', status: 502, html: '<html>Bad gateway</html>' }),
      /an HTML page; check that the URL/,
      '502',
    ],
  ])('%s', async (_, fault, message, code) => {
    await org.faults(fault)
    const { type, vendor } = await update()
    expect(type).toBe(1)
    expect(vendor).toMatchObject({
      action: 'update',
      success: false,
      errorCode: code,
      email: 'here@example.com',
    })
    expect(vendor.errorMessage).toMatch(message)
    expect(await title()).toBe('Before')
  })

  it('a wrong token', async () => {
    const done = await org.command(
      'iam-get-user',
      { 'user-profile': { email: 'x@example.com' } },
      { credentials: 'wrong-token-1' },
    )
    expect(done.entries[0]?.Type).toBe(1)
    expect(contextOf(done, 'IAM.Vendor')).toMatchObject({ success: false, errorCode: 'E0000011' })
  })

  it('nobody there to talk to: no error code, what to check', async () => {
    const vendor = await org.iam(
      'iam-get-user',
      { email: 'x@example.com' },
      {},
      { url: 'http://127.0.0.1:9' },
    )
    expect(vendor).toMatchObject({
      success: false,
      errorCode: '',
      errorMessage: expect.stringMatching(/ECONNREFUSED.*check the URL/),
    })
  })

  it('an HTML page with status 200 is no Okta', async () => {
    await org.faults(on('GET', '/api/v1/users', { kind: 'status', status: 200, html: '<!doctype html>' }, 9))
    const vendor = await org.iam('iam-get-user', { email: 'x@example.com' })
    expect(vendor).toMatchObject({
      success: false,
      errorCode: '200',
      errorMessage: expect.stringContaining('check that the URL'),
    })
  })

  it('an infrastructure 404 is not taken for a missing user, so nobody is created', async () => {
    await org.faults(
      on(
        'GET',
        '/api/v1/users',
        { kind: 'status', status: 404, body: { status: 404, message: 'Resource not found' } },
        9,
      ),
    )
    await org.forget()
    expect(
      await org.iam('iam-create-user', { email: 'ghost@example.com', givenname: 'A', surname: 'B' }),
    ).toMatchObject({ success: false, errorCode: '404' })
    expect((await org.requests()).filter(request => request.startsWith('POST'))).toEqual([])
  })
})

describe('the rate limit', () => {
  it.each(['normal', 'absent', 'doubled', 'zero'])('%s headers: waits and goes on', async headers => {
    await org.faults(on(...UPDATE, { kind: 'rate-limit', reset: 1, headers }))
    const { vendor } = await update()
    expect(vendor).toMatchObject({ success: true })
    expect(await title()).toBe('After')
    await org.call('POST', '/api/v1/users/here@example.com', { profile: { title: 'Before' } })
  })

  it('a reset beyond Longest wait is an error entry that keeps its outputs', async () => {
    await org.faults(on(...UPDATE, { kind: 'rate-limit', reset: 3600, headers: 'normal' }))
    const { type, vendor } = await update()
    expect(type).toBe(4)
    expect(vendor).toMatchObject({ success: false, errorCode: 'E0000047' })
    expect(vendor.errorMessage).toMatch(
      /\(limit \d+, remaining 0\)\. It opens again in 36\d\d s, at 20.*Longest wait \(90 s\)/,
    )
    expect(await title()).toBe('Before')
  })
})

describe('an answer that Okta would not give', () => {
  it.each<[string, Json]>([
    ['no profile', [{ id: '00u1', status: 'ACTIVE' }]],
    ['a profile that is null', [{ id: '00u1', status: 'ACTIVE', profile: null }]],
    ['a profile that is a list', [{ id: '00u1', status: 'ACTIVE', profile: [] }]],
    ['nobody in a list', [null]],
    ['an object instead of a list', { users: [] }],
  ])('a user with %s is no user', async (_, body) => {
    await org.faults(on('GET', '/api/v1/users\\?', { kind: 'status', status: 200, body }))
    const vendor = await org.iam('iam-get-user', { email: 'here@example.com' })
    expect(vendor).toMatchObject({
      success: false,
      errorMessage: expect.stringContaining('check that the URL'),
    })
  })

  it('a create without an answer says that it may have happened, and the next run heals it', async () => {
    await org.faults(on('POST', '/api/v1/users\\?', { kind: 'status', status: 201, html: '' }))
    const person = { email: 'unanswered@example.com', givenname: 'A', surname: 'B' }
    const vendor = await org.iam('iam-create-user', person)
    expect(vendor).toMatchObject({ success: false, errorCode: '' })
    expect(vendor.errorMessage).toMatch(/what became of it is not known; run the command again/)
    expect(await org.iam('iam-create-user', person)).toMatchObject({ success: true, active: true })
  })
})

describe('what may be repeated', () => {
  it('reading goes on after a gateway error and a cut connection', async () => {
    await org.faults(
      on('GET', '/api/v1/users', { kind: 'status', status: 503 }),
      on('GET', '/api/v1/users', { kind: 'cut', when: 'before' }),
    )
    expect(await org.iam('iam-get-user', { email: 'here@example.com' })).toMatchObject({ success: true })
  })

  it.each(['before', 'after'])('a create that is cut off %s it was done is sent once', async when => {
    await org.faults(on('POST', '/api/v1/users\\?', { kind: 'cut', when }))
    await org.forget()
    const person = { email: `once-${when}@example.com`, givenname: 'A', surname: 'B' }
    expect(await org.iam('iam-create-user', person)).toMatchObject({ success: false, errorCode: '' })
    expect((await org.requests()).filter(request => request.startsWith('POST /api/v1/users?'))).toHaveLength(
      1,
    )
    expect(await org.iam('iam-create-user', person)).toMatchObject({ success: true, active: true })
    expect(await org.user(person.email)).toMatchObject({ status: 'PROVISIONED' })
  })
})

describe('a next link to another origin', () => {
  it('is refused, and the token is not sent there', async () => {
    for (const one of 'abcdefghi')
      await org.person(`many-${one}@example.com`, 'ACTIVE', { email: 'many@example.com' })
    await org.faults(on('GET', '/api/v1/users\\?filter', { kind: 'next-link', origin: 'http://127.0.0.2:1' }))
    const vendor = await org.iam('iam-get-user', { email: 'many@example.com' })
    expect(vendor).toMatchObject({ success: false })
    expect(vendor.errorMessage).toMatch(
      /^The next page is at another origin \(http:\/\/127\.0\.0\.2:1\) than the org/,
    )
  })

  it('pages of 7 are followed to their end', async () => {
    const vendor = await org.iam('iam-get-user', { email: 'many@example.com' })
    expect(String(vendor.errorMessage).match(/00u/g)).toHaveLength(9)
  })
})
