import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { OktaError } from '../../../okta-server/errors.ts'
import { projection } from '../../../okta-server/users/parts.ts'
import { person } from '../client.ts'
import { type SmallOrg, smallOrg } from '../things.ts'

const user = { id: '00u1', status: 'ACTIVE', profile: { firstName: 'Ann', lastName: 'Lee', login: 'ann' } }

describe('fields', () => {
  test.each<[string, object]>([
    ['id', { id: '00u1' }],
    ['id,status', { id: '00u1', status: 'ACTIVE' }],
    ['status , id', { id: '00u1', status: 'ACTIVE' }],
    ['profile', { profile: user.profile }],
    ['profile:(firstName)', { profile: { firstName: 'Ann' } }],
    ['id,profile:(lastName, login),status', { ...user, profile: { lastName: 'Lee', login: 'ann' } }],
    ['profile:()', { profile: {} }],
    ['nothing,profile:(nothing)', { profile: {} }],
    ['id:(x)', { id: '00u1' }],
    ['__proto__,constructor,id', { id: '00u1' }],
  ])('%s', (fields, expected) => {
    expect(projection(fields)(user)).toEqual(expected)
  })

  test.each([
    'profile:(firstName',
    'profile:firstName',
    '(id)',
    'id;status',
    'profile.firstName',
    ',id',
    'id,,status',
  ])('%s are refused', fields => {
    expect(() => projection(fields)).toThrow(/Api validation failed: fields/)
  })

  it('are read or refused, whatever they are', () => {
    fc.assert(
      fc.property(fc.string(), fields => {
        try {
          expect(Object.keys(user)).toEqual(expect.arrayContaining(Object.keys(projection(fields)(user))))
        } catch (error) {
          expect(error).toBeInstanceOf(OktaError)
        }
      }),
    )
  })
})

describe('over HTTP', () => {
  let small: SmallOrg
  beforeAll(async () => {
    small = await smallOrg()
  })
  afterAll(() => small.close())
  const typed = (parts: string) => ({ 'Content-Type': `application/json; okta-response=${parts}` })

  it('the list has the asked fields, and still its links', async () => {
    const { list, headers } = await small.org.get('/api/v1/users?limit=1&fields=id,profile:(login)')
    expect(list).toEqual([{ id: small.ids.user('owner'), profile: { login: 'owner@org.example' } }])
    expect(headers.link).toMatch(/rel="next"/)
  })

  it('a list of fields that is none is 400 E0000001', async () => {
    const { status, body } = await small.org.get('/api/v1/users?fields=profile:(')
    expect([status, body.errorCode]).toEqual([400, 'E0000001'])
  })

  it('credentials are left out when the content type asks so', async () => {
    for (const path of ['/api/v1/users?limit=1', '/api/v1/users/ann']) {
      const whole = await small.org.get(path, { 'Content-Type': 'application/json' })
      const parts = await small.org.get(path, typed('omitCredentials,omitTransitioningToStatus'))
      const [before, after] = [whole, parts].map(({ list, body }) => list[0] ?? body)
      expect(before).toHaveProperty('credentials')
      expect(after).not.toHaveProperty('credentials')
      expect({ ...after, credentials: before?.credentials }).toEqual(before)
    }
  })

  it('links to credentials are left out when the content type asks so', async () => {
    const { body } = await small.org.get('/api/v1/users/ann', typed('"omitCredentialsLinks"'))
    expect(body).toHaveProperty('credentials')
    expect(Object.keys(body._links ?? {}).sort()).toEqual([
      'deactivate',
      'resetFactors',
      'schema',
      'self',
      'suspend',
      'type',
    ])
  })

  it('expand=blocks embeds the blocks, of which there are none', async () => {
    expect((await small.org.get('/api/v1/users/ann?expand=blocks')).body._embedded).toEqual({ blocks: [] })
    expect((await small.org.get('/api/v1/users/ann')).body).not.toHaveProperty('_embedded')
  })

  it('a hash can be imported into a STAGED user only, a hook into none', async () => {
    await small.org.post('/api/v1/users?activate=false', person('staged@org.example'))
    const set = (name: string, password: object) =>
      small.org.post(`/api/v1/users/${name}`, { credentials: { password } })
    const hash = { hash: { algorithm: 'SHA-256', value: 'x' } }
    const replies = [
      await set('staged', { hook: { type: 'default' } }),
      await set('ann', hash),
      await set('staged', hash),
    ]
    expect(replies.map(({ status, body }) => [status, body.errorCode])).toEqual([
      [400, 'E0000001'],
      [400, 'E0000001'],
      [200, undefined],
    ])
    expect(replies[2]?.body.credentials).toHaveProperty('password')
    expect((await small.org.post('/api/v1/users/staged/lifecycle/activate')).status).toBe(200)
    expect((await small.org.get('/api/v1/users/staged')).body.status).toBe('ACTIVE')
  })

  it('a password cannot be set for somebody who signs in elsewhere', async () => {
    const credentials = { provider: { type: 'FEDERATION', name: 'FEDERATION' } }
    await small.org.post('/api/v1/users?provider=true', { ...person('federated@org.example'), credentials })
    const { status, body } = await small.org.post('/api/v1/users/federated', {
      credentials: { password: { value: 'Blue-horse-17' } },
    })
    expect([status, body.errorSummary]).toEqual([400, 'Api validation failed: password'])
  })
})
