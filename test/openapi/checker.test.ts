import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import type { Exchange } from '../../okta-server/testing/observation.ts'
import type { Check } from './checker.ts'
import { absence, present } from './document.ts'
import { createOktaCheck } from './okta.ts'
import { checkRecorded } from './recorded.ts'

if (!present) console.warn(absence)
const check: Check = present ? createOktaCheck() : () => []

type Given = Partial<Omit<Exchange, 'body' | 'answer'>> & { body?: unknown; answer?: unknown }

const date = '2026-01-31T08:00:00.000Z'
const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** An exchange of the integration's; without more it lists the groups, of which there are none. */
function exchange({ body, answer = [], ...more }: Given): Exchange {
  return {
    method: 'GET',
    path: '/api/v1/groups',
    userAgent: 'okta-identity-lifecycle/1.0',
    contentType: body === undefined ? '' : 'application/json',
    status: 200,
    headers: { 'content-type': 'application/json' },
    answer: text(answer),
    ...(body !== undefined && { body: text(body) }),
    ...more,
  }
}

const user = { id: '00u1', status: 'ACTIVE', profile: { login: 'ann@org.example', email: 'ann@org.example' } }
const updated = { method: 'POST', path: '/api/v1/users/00u1', answer: user }
const group = { id: '00g1', type: 'OKTA_GROUP', profile: { name: 'IT', description: null } }
const zone = { type: 'IP', name: 'Block', gateways: [{ type: 'CIDR', value: '1.2.3.0/24' }] }
const putZone = { method: 'PUT', path: '/api/v1/zones/nzo1', answer: zone }
const push = { factorType: 'push', provider: 'OKTA', profile: { name: 'Phone' } }
const factors = { path: '/api/v1/users/00u1/factors' }
const roles = { path: '/api/v1/users/00u1/roles' }
const role = { id: 'ra1', type: 'SUPER_ADMIN', status: 'ACTIVE', assignmentType: 'USER' }
const error = {
  errorCode: 'E0000007',
  errorSummary: 'Not found',
  errorLink: 'E0000007',
  errorId: 'oae1',
  errorCauses: [],
}
const proofRefused = {
  status: 400,
  headers: { 'www-authenticate': 'DPoP error="invalid_dpop_proof"' },
  answer: '',
}
const token = {
  method: 'POST',
  path: '/oauth2/v1/token',
  contentType: 'application/x-www-form-urlencoded',
  body: 'grant_type=client_credentials&scope=okta.users.read&client_assertion=x',
  answer: { token_type: 'DPoP', expires_in: 3600, access_token: 'masked', scope: 'okta.users.read' },
}

describe('what is right', () => {
  test.each<[string, Given]>([
    ['an empty list', {}],
    ['a group without a description (relaxed)', { answer: [group] }],
    ['parameters that are known', { path: '/api/v1/groups?limit=10&search=x&sortBy=profile.name' }],
    ['the pages of the groups of a user', { path: '/api/v1/users/me/groups?limit=200&after=x' }],
    ['a user', { path: '/api/v1/users/me', answer: user }],
    ['a partial update that clears', { ...updated, body: { profile: { title: null, department: null } } }],
    ["an attribute of the embedded Okta's schema", { ...updated, body: { profile: { badges: ['1'] } } }],
    [
      'a value that Okta refuses',
      { ...updated, body: { profile: { email: 'x' } }, status: 400, answer: error },
    ],
    ['a zone', { ...putZone, body: zone }],
    ['a system zone without addresses', { ...putZone, answer: { ...zone, gateways: null } }],
    ['factors', { ...factors, answer: [push, { factorType: 'signed_nonce', provider: 'OKTA' }] }],
    [
      'an array of resend links (relaxed)',
      { ...factors, answer: [{ ...push, _links: { resend: [{ href: 'https://x' }] } }] },
    ],
    ['a role by its discriminator (relaxed)', { ...roles, answer: [role] }],
    [
      'a status that is relaxed',
      { method: 'POST', path: '/api/v1/users/00u1/lifecycle/deactivate', status: 204, answer: '' },
    ],
    [
      'an empty object where nothing is listed',
      { method: 'POST', path: '/api/v1/users/00u1/lifecycle/suspend', answer: {} },
    ],
    ['a refusal that the operation does not list', { status: 401, answer: error }],
    ['a proof that is refused', proofRefused],
    ['a body that had not arrived', { method: 'POST', path: '/api/v1/groups', answer: group }],
    ['whatever a fault answers', { fault: 'status', status: 599, answer: '' }],
    ['a bad request of somebody else', { userAgent: 'curl', path: '/api/v1/groups?nonsense=1' }],
    ['a path of nobody', { userAgent: 'curl', path: '/api/v1/nonsense', status: 404, answer: error }],
    ['a token', token],
  ])('%s', (_, given) => expect(check(exchange(given))).toEqual([]))
})

describe.runIf(present)('what is found', () => {
  test.each<[string, Given, RegExp]>([
    [
      'a path that is not there',
      { path: '/api/v1/nonsense', status: 404, answer: error },
      /^request: the document has no GET \/api\/v1\/nonsense$/,
    ],
    [
      'a method that is not there',
      { method: 'PUT', status: 405, answer: error },
      /^request: the document has no PUT/,
    ],
    [
      'an operation that Okta has not',
      { userAgent: '', path: '/api/v1/nonsense' },
      /^answer: 200 for an operation/,
    ],
    [
      'a query parameter',
      { path: '/api/v1/groups?serach=x' },
      /^request: the query parameter 'serach' is not known$/,
    ],
    ['a query parameter of another operation', { path: '/api/v1/groups?fields=x' }, /'fields' is not known/],
    [
      'one that is missing',
      { method: 'POST', path: '/api/v1/users/00u1/lifecycle/reset_password', answer: {} },
      /'sendEmail' is missing/,
    ],
    [
      'a bad request that met a fault',
      { path: '/api/v1/groups?serach=x', fault: 'cut' },
      /'serach' is not known/,
    ],
    [
      'a missing body',
      { method: 'POST', body: '', contentType: '', answer: group },
      /^request: the body is missing$/,
    ],
    ['a body too many', { body: {} }, /^request: there is a body where none is taken$/],
    [
      'a body of another type',
      { method: 'POST', contentType: 'text/plain', body: {}, answer: group },
      /the body is text\/plain/,
    ],
    ['a member of the body', { ...updated, body: { profil: {} } }, /^request: \/profil is not known$/],
    [
      'a member deep in the body',
      { ...putZone, body: { ...zone, gateways: [{ type: 'CIDR', valeu: '1' }] } },
      /\/gateways\/0\/valeu is not known/,
    ],
    [
      'a member of another branch',
      { ...putZone, body: { ...zone, proxyType: 'Tor' } },
      /\/proxyType is not known/,
    ],
    [
      'a member that only Okta writes',
      { ...putZone, body: { ...zone, created: date } },
      /\/created is written by Okta only/,
    ],
    [
      'a profile attribute',
      { ...updated, body: { profile: { frstName: 'Ann' } } },
      /\/profile\/frstName is not known/,
    ],
    [
      'a profile attribute that is refused',
      { ...updated, status: 400, answer: error, body: { profile: { frstName: 'A' } } },
      /frstName/,
    ],
    [
      'a type in the body',
      { ...updated, body: { profile: { title: 7 } } },
      /request: \/profile\/title must be string,null, not 7 \(UpdateUserRequest\)/,
    ],
    [
      'a required member of a body',
      { method: 'POST', path: '/api/v1/users', body: {}, answer: user },
      /required property 'profile'/,
    ],
    [
      'a role that is none',
      { ...roles, method: 'POST', body: { type: 'KING' }, status: 201, answer: role },
      /request: .*\/type must be equal to one of/,
    ],
    ['a form field', { ...token, body: `${token.body}&secret=x` }, /\/secret is not known/],
    [
      'a type in the answer',
      { answer: [{ ...group, id: 7 }] },
      /^answer: \/0\/id must be string, not 7 \(list of Group\)$/,
    ],
    [
      'null where nothing allows it',
      { answer: [{ ...group, created: null }] },
      /\/0\/created must be string/,
    ],
    [
      'a date that is none',
      { answer: [{ ...group, created: 'yesterday' }] },
      /must match format "date-time"/,
    ],
    [
      'a value that is not listed',
      { answer: [{ ...group, type: 'CLUB' }] },
      /\/0\/type must be equal to one of/,
    ],
    [
      'a branch that the discriminator names',
      { ...factors, answer: [{ ...push, profile: { name: 7 } }] },
      /\/0\/profile\/name must be string/,
    ],
    ['a discriminator that is missing', { ...roles, answer: [{ id: 'ra1' }] }, /required property 'type'/],
    [
      'a discriminator that is not mapped',
      { ...roles, answer: [{ ...role, type: 'KING' }] },
      /\/0\/type must be equal to one of/,
    ],
    ['no list', { answer: group }, /answer: \/ must be array/],
    ['no JSON', { answer: '<html>' }, /answer: \/ must be array/],
    [
      'another content type',
      { headers: { 'content-type': 'text/html' } },
      /^answer: 200 is 'text\/html', not application\/json$/,
    ],
    ['a status', { status: 201 }, /^answer: the status 201 is not known$/],
    [
      'a relaxed status elsewhere',
      { method: 'POST', path: '/api/v1/users/00u1/lifecycle/suspend', status: 204, answer: '' },
      /204 is not known/,
    ],
    [
      'a body that should not be',
      { method: 'DELETE', path: '/api/v1/groups/00g1', status: 204, answer: group },
      /^answer: 204 has a body/,
    ],
    [
      'an error without the envelope',
      { status: 403, answer: { errorCode: 7 } },
      /\/errorCode must be string/,
    ],
    ['an empty refusal without a reason', { ...proofRefused, headers: {} }, /^answer: 400 is ''/],
    [
      'a token type',
      { ...token, answer: { ...token.answer, token_type: 'MAC' } },
      /\/token_type must be equal/,
    ],
  ])('%s', (_, given, problem) => {
    const problems = check(exchange(given))
    expect(problems.length).toBeGreaterThan(0)
    expect(problems.join('\n')).toMatch(problem)
  })
})

describe.runIf(present)('a record', () => {
  it('is checked whole: what is wrong is told with method, path and status, half a line and repetitions are passed over', () => {
    const folder = mkdtempSync(join(tmpdir(), 'checked-'))
    const bad = JSON.stringify(exchange({ path: '/api/v1/groups?serach=x' }))
    const good = JSON.stringify(exchange({}))
    writeFileSync(join(folder, 'a.jsonl'), `${good}\n${bad}\n${good.slice(0, 40)}`)
    writeFileSync(join(folder, 'b.jsonl'), `${bad}\n`)
    const { exchanges, violations } = checkRecorded(folder)
    rmSync(folder, { recursive: true })
    expect(exchanges).toBe(2)
    expect([...violations.keys()]).toEqual([
      "GET /api/v1/groups?serach=x → 200: request: the query parameter 'serach' is not known",
    ])
  })
})
