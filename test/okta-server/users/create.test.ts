import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { type Client, client, person } from '../client.ts'

let okta: RunningOkta
let org: Client
beforeAll(async () => {
  okta = await startOkta({ people: 1, now: '2026-05-01T10:00:00Z' })
  org = client(okta)
})
afterAll(() => okta.close())

const duplicate = 'login: An object with this field already exists in the current organization'
const password = { password: { value: 'Blue-horse-17' } }

describe('POST /api/v1/users', () => {
  test.each<[string, string, string, object]>([
    ['a@new.example', '', 'PROVISIONED', {}],
    ['b@new.example', '?activate=true', 'PROVISIONED', {}],
    ['c@new.example', '?activate=false', 'STAGED', {}],
    ['no-provider@new.example', '?activate=false&provider=true', 'STAGED', {}],
    ['d@new.example', '', 'ACTIVE', { credentials: password }],
    ['e@new.example', '?activate=false', 'STAGED', { credentials: password }],
    ['f@new.example', '?nextLogin=changePassword', 'PASSWORD_EXPIRED', { credentials: password }],
    [
      'g@new.example',
      '?provider=true',
      'ACTIVE',
      { credentials: { provider: { type: 'FEDERATION', name: 'FEDERATION' } } },
    ],
    [
      'h@new.example',
      '',
      'PROVISIONED',
      { credentials: { provider: { type: 'FEDERATION', name: 'FEDERATION' } } },
    ],
    [
      'i@new.example',
      '',
      'ACTIVE',
      { credentials: { password: { hash: { algorithm: 'BCRYPT', value: 'x' } } } },
    ],
  ])('%s%s becomes %s', async (login, query, status, more) => {
    const { status: http, body } = await org.post(`/api/v1/users${query}`, { ...person(login), ...more })
    expect(http).toBe(200)
    expect(body).toMatchObject({
      status,
      created: expect.stringMatching(/^2026-05-01T10:\d\d:\d\d\.000Z$/),
      lastLogin: null,
    })
    expect(body.activated === null).toBe(status === 'STAGED')
    expect((await org.get(`/api/v1/users/${login}`)).body.status).toBe(status)
  })

  it('answers the user as Okta lays it out, without any secret', async () => {
    const recovery_question = { question: 'First pet?', answer: 'Mr Whiskers' }
    const body = {
      ...person('layout@new.example', { secondEmail: 'l@home.example', grade: 4 }),
      credentials: { ...password, recovery_question },
    }
    const created = await org.post('/api/v1/users', body)
    expect(Object.keys(created.body)).toEqual([
      'id',
      'status',
      'created',
      'activated',
      'statusChanged',
      'lastLogin',
      'lastUpdated',
      'passwordChanged',
      'type',
      'profile',
      'credentials',
      '_links',
    ])
    expect(created.body.id).toMatch(/^00u\w{17}$/)
    expect(created.body.profile).toEqual({
      firstName: 'Robin',
      lastName: 'Vale',
      mobilePhone: null,
      secondEmail: 'l@home.example',
      login: 'layout@new.example',
      email: 'layout@new.example',
      grade: 4,
    })
    expect(created.body.credentials).toEqual({
      password: {},
      recovery_question: { question: 'First pet?' },
      emails: [
        { value: 'layout@new.example', status: 'VERIFIED', type: 'PRIMARY' },
        { value: 'l@home.example', status: 'VERIFIED', type: 'SECONDARY' },
      ],
      provider: { type: 'OKTA', name: 'OKTA' },
    })
    expect(created.text).not.toMatch(/Blue-horse|Whiskers|scrypt|salt/)
  })

  it('needs a login that nobody has, whatever the case', async () => {
    await org.post('/api/v1/users', person('taken@new.example'))
    const { status, body } = await org.post('/api/v1/users', person('TAKEN@new.example'))
    expect(status).toBe(400)
    expect(body).toMatchObject({
      errorCode: 'E0000001',
      errorSummary: 'Api validation failed: login',
      errorCauses: [{ errorSummary: duplicate }],
    })
  })

  test.each<[string, unknown, string, string[]]>([
    ['no profile', {}, 'profile', ['profile: The field cannot be left blank']],
    [
      'an empty profile',
      { profile: {} },
      'login',
      [
        'login: The field cannot be left blank',
        'firstName: The field cannot be left blank',
        'lastName: The field cannot be left blank',
        'email: The field cannot be left blank',
        'login: Username must be in the form of an email address',
      ],
    ],
    [
      'a null first name',
      person('x1@new.example', { firstName: null }),
      'firstName',
      ['firstName: The field cannot be left blank'],
    ],
    [
      'a login that is no address',
      person('nobody'),
      'login',
      ['login: Username must be in the form of an email address', 'email: Does not match required pattern'],
    ],
    [
      'a bad e-mail',
      person('x2@new.example', { email: 'not an e-mail' }),
      'email',
      ['email: Does not match required pattern'],
    ],
    [
      'a long first name',
      person('x3@new.example', { firstName: 'x'.repeat(51) }),
      'firstName',
      ['firstName: String is too long (maximum: 50)'],
    ],
    [
      'a number as a title',
      person('x4@new.example', { title: 7 }),
      'title',
      ['title: The value 7 is not of the type string'],
    ],
    [
      'a text as a grade',
      person('x5@new.example', { grade: '7' }),
      'grade',
      ['grade: The value "7" is not of the type integer'],
    ],
    [
      'a value outside the list',
      person('x6@new.example', { employmentType: 'owner' }),
      'employmentType',
      ['employmentType: The value must be one of employee, contractor, intern'],
    ],
    [
      'an unknown attribute',
      person('x7@new.example', { shoeSize: 44 }),
      'shoeSize',
      ["shoeSize: Property name 'shoeSize' is not defined in profile"],
    ],
    [
      'a hostile attribute',
      { profile: JSON.parse('{"__proto__": {"login": "x@y.example"}}') },
      '__proto__',
      ["__proto__: Property name '__proto__' is not defined in profile"],
    ],
    [
      'a weak password',
      { ...person('x8@new.example'), credentials: { password: { value: 'short' } } },
      'password',
      [
        'password: Password requirements were not met. Password requirements: at least 8 characters, a lowercase letter, an uppercase letter, a number, no parts of your username.',
      ],
    ],
    [
      'a short answer',
      { ...person('x9@new.example'), credentials: { recovery_question: { question: 'Q', answer: 'abc' } } },
      'recoveryQuestion',
      ['recoveryQuestion: The answer must be at least 4 characters'],
    ],
    [
      'an unknown type',
      { ...person('y1@new.example'), type: { id: 'otyNone' } },
      'type',
      ['type: There is no user type "otyNone"'],
    ],
  ])('refuses %s', async (_, body, subject, causes) => {
    const reply = await org.post('/api/v1/users', body)
    expect(reply.status).toBe(400)
    expect(reply.body).toMatchObject({
      errorCode: 'E0000001',
      errorSummary: `Api validation failed: ${subject}`,
      errorCauses: causes.map(errorSummary => ({ errorSummary })),
    })
  })

  test.each<[string, object, number, string]>([
    ['?nextLogin=changePassword', {}, 400, 'E0000124'],
    ['?nextLogin=changePassword&activate=false', {}, 400, 'E0000125'],
    ['?activate=maybe', {}, 400, 'E0000001'],
    ['', { groupIds: Array.from({ length: 21 }, (_, n) => `00g${n}`) }, 400, 'E0000093'],
    ['', { groupIds: ['00gNobody'] }, 404, 'E0000007'],
    [
      '?provider=true',
      { credentials: { ...password, provider: { type: 'SOCIAL', name: 'SOCIAL' } } },
      400,
      'E0000001',
    ],
    ['?provider=true', { credentials: { provider: { type: 'PAPER' } } }, 400, 'E0000001'],
  ])('refuses %s with %o as %i %s and creates nobody', async (query, more, status, code) => {
    const reply = await org.post(`/api/v1/users${query}`, { ...person('refused@new.example'), ...more })
    expect([reply.status, reply.body.errorCode]).toEqual([status, code])
    expect((await org.get('/api/v1/users/refused@new.example')).status).toBe(404)
  })
})
