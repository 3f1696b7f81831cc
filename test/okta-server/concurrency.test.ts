import { connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Reply } from './client.ts'
import { eventReader, type SmallOrg, smallOrg } from './things.ts'

let small: SmallOrg
beforeEach(async () => {
  small = await smallOrg()
})
afterEach(() => small.close())

/** A request that stays in flight until its last byte is sent. */
function unfinished() {
  const { url, token } = small.okta
  const body = '{"profile":{}}'
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  socket.write(
    `POST /api/v1/users/ann HTTP/1.1\r\nHost: x\r\nAuthorization: SSWS ${token}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body.slice(0, -1)}`,
  )
  const ended = new Promise<string>(resolve => {
    let answer = ''
    socket.on('data', chunk => {
      answer += chunk
    })
    socket.on('end', () => resolve(answer))
  })
  return async () => {
    socket.write(body.slice(-1))
    return ended
  }
}

/** Asks until the answer has this status; the time-out of the test ends what would never come. */
async function until(status: number): Promise<Reply> {
  for (;;) {
    const reply = await small.org.get('/api/v1/users/me')
    if (reply.status === status) return reply
  }
}

it('refuses one request more than may be in flight with 429, whose Limit is 0', async () => {
  await small.org.post('/_test/choices', { concurrency: 1 })
  const finish = unfinished()
  const { body, headers } = await until(429)
  expect(body).toMatchObject({ errorCode: 'E0000047', errorCauses: [] })
  expect(headers).toMatchObject({ 'x-rate-limit-limit': '0', 'x-rate-limit-remaining': '0' })
  const ahead = Number(headers['x-rate-limit-reset']) - Date.parse(String(headers.date)) / 1000
  expect(ahead).toBeGreaterThanOrEqual(0)
  expect(ahead).toBeLessThanOrEqual(3)
  expect(await finish()).toMatch(/^HTTP\/1\.1 200 /)
  await until(200)
})

it('writes an event for each refusal, and lets the switches through', async () => {
  const read = eventReader(small.org)
  await small.org.post('/_test/choices', { concurrency: 0 })
  const refused = [await small.org.get('/api/v1/users'), await small.org.get('/api/v1/groups')]
  await small.org.delete('/_test/choices')
  expect(refused.map(({ status }) => status)).toEqual([429, 429])
  expect(await read()).toMatchObject(
    Array(2).fill({
      eventType: 'core.concurrency.org.limit.violation',
      severity: 'WARN',
      outcome: { result: 'DENY' },
      target: null,
      actor: { alternateId: 'owner@org.example' },
    }),
  )
})

it('does not count what was refused', async () => {
  await small.org.post('/_test/choices', { concurrency: 0 })
  for (let n = 0; n < 5; n += 1) await small.org.get('/api/v1/users')
  await small.org.post('/_test/choices', { concurrency: 1 })
  expect((await small.org.get('/api/v1/users')).status).toBe(200)
})
