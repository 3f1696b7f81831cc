import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { type Client, client, person } from './client.ts'

let okta: RunningOkta
let org: Client
beforeAll(async () => {
  okta = await startOkta({ people: 3 })
  org = client(okta)
})
afterAll(() => okta.close())

describe('every answer', () => {
  test.each([
    ['/api/v1/users', 200],
    ['/api/v1/users/nobody', 404],
    ['/api/v1/nothing', 404],
  ])('of %s has the headers of Okta', async (path, status) => {
    const { headers, status: actual } = await org.get(path)
    expect(actual).toBe(status)
    expect(headers['x-okta-request-id']).toMatch(/^\w{27}$/)
    expect(Number.isNaN(Date.parse(String(headers.date)))).toBe(false)
    expect(headers['cache-control']).toBe('no-cache, no-store')
    for (const name of ['limit', 'remaining', 'reset'])
      expect(headers[`x-rate-limit-${name}`]).toMatch(/^\d+$/)
    expect(headers['content-type']).toMatch(/^application\/json/)
  })

  it('has a request id and an error id of its own', async () => {
    const [one, two] = [await org.get('/api/v1/nothing'), await org.get('/api/v1/nothing')]
    expect(one.headers['x-okta-request-id']).not.toBe(two.headers['x-okta-request-id'])
    expect(one.body.errorId).not.toEqual(two.body.errorId)
    expect(one.body).toEqual({
      errorCode: 'E0000008',
      errorSummary: 'The requested path was not found',
      errorLink: 'E0000008',
      errorId: expect.stringMatching(/^oae\w{17}$/),
      errorCauses: [],
    })
  })
})

describe('authentication', () => {
  test.each<[string, string | undefined, number, string | undefined]>([
    ['none', undefined, 401, 'E0000004'],
    ['another scheme', 'Basic abc', 401, 'E0000004'],
    ['the scheme alone', 'SSWS', 401, 'E0000004'],
    ['a wrong token', 'SSWS 00wrong', 401, 'E0000011'],
    ['the token in another case', 'SSWS 00EMBEDDED-OKTA-TOKEN', 401, 'E0000011'],
    ['the token', 'SSWS 00embedded-okta-token', 200, undefined],
    ['the scheme in another case', 'ssws 00embedded-okta-token', 200, undefined],
  ])('%s', async (_, authorization, status, code) => {
    const headers = { Authorization: authorization ?? [] }
    const reply = await org.send('GET', '/api/v1/users/me', { headers })
    expect([reply.status, reply.body.errorCode]).toEqual([status, code])
  })

  it('comes before the path is looked at', async () => {
    expect((await org.get('/api/v1/nothing', { Authorization: 'SSWS x' })).status).toBe(401)
  })
})

describe('refusals before the org is asked', () => {
  test.each<[string, string, object, number, string]>([
    ['PATCH', '/api/v1/users', {}, 405, 'E0000022'],
    ['DELETE', '/api/v1/users', {}, 405, 'E0000022'],
    ['PUT', '/api/v1/users/me/lifecycle/suspend', {}, 405, 'E0000022'],
    ['GET', '/api/v1/users/me/lifecycle/explode', {}, 404, 'E0000008'],
    ['POST', '/api/v1/users', { text: '{"profile":' }, 400, 'E0000003'],
    ['POST', '/api/v1/users', { text: '[]' }, 400, 'E0000003'],
    ['POST', '/api/v1/users', { text: '"x"' }, 400, 'E0000003'],
    ['POST', '/api/v1/users', {}, 400, 'E0000003'],
    ['POST', '/api/v1/users/me', {}, 400, 'E0000003'],
    [
      'POST',
      '/api/v1/users',
      { text: 'a=b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      400,
      'E0000021',
    ],
    ['POST', '/api/v1/users', { text: '{}', headers: { 'Content-Type': [] } }, 400, 'E0000018'],
    ['GET', '/api/v1/users', { headers: { Accept: 'text/html' } }, 400, 'E0000019'],
  ])('%s %s with %o is %i %s', async (method, path, sent, status, code) => {
    const reply = await org.send(method, path, sent)
    expect([reply.status, reply.body.errorCode]).toEqual([status, code])
  })

  test.each(['*/*', 'application/*', 'text/html, application/json;q=0.9', 'application/hal+json'])(
    'takes Accept %s',
    async Accept => {
      expect((await org.get('/api/v1/users', { Accept })).status).toBe(200)
    },
  )

  it('wants a length of every POST', async () => {
    const answer = await raw(
      `POST /api/v1/users/me/lifecycle/suspend HTTP/1.1\r\nHost: x\r\nAuthorization: SSWS ${okta.token}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 411 /)
    expect((await org.get('/api/v1/users/me')).body.status).toBe('ACTIVE')
  })

  it('answers outside the API without the envelope of Okta', async () => {
    const { status, body } = await org.get('/login/default')
    expect([status, body]).toEqual([404, { status: 404, message: 'Resource not found' }])
  })
})

describe('bodies', () => {
  it('are UTF-8 both ways', async () => {
    const { body } = await org.post(
      '/api/v1/users',
      person('zoe@new.example', { firstName: 'Zoë', lastName: 'Łęcka 李 🙂' }),
    )
    expect((await org.get(`/api/v1/users/${body.id}`)).body.profile).toMatchObject({
      firstName: 'Zoë',
      lastName: 'Łęcka 李 🙂',
    })
  })
})

function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(okta.url).port), '127.0.0.1', () => socket.write(request))
    let answer = ''
    socket.on('data', chunk => {
      answer += chunk
    })
    socket.on('end', () => resolve(answer))
    socket.on('error', reject)
  })
}
