import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { type Exchange, recordTo } from '../../okta-server/testing/observation.ts'
import { type Client, client, person } from '../okta-server/client.ts'

const seen: Exchange[] = []
let okta: RunningOkta
let org: Client
beforeAll(async () => {
  okta = await startOkta({ token: '00a-secret', observe: exchange => seen.push(exchange) })
  org = client(okta)
})
afterAll(() => okta.close())
beforeEach(() => void seen.splice(0))

describe('an observer gets', () => {
  it('the request and its answer', async () => {
    const { text } = await org.send('POST', '/api/v1/groups', {
      body: { profile: { name: 'Seen' } },
      headers: { 'User-Agent': 'somebody/1.0' },
    })
    expect(seen).toMatchObject([
      {
        method: 'POST',
        path: '/api/v1/groups',
        userAgent: 'somebody/1.0',
        contentType: 'application/json',
        body: '{"profile":{"name":"Seen"}}',
        status: 200,
        headers: { 'content-type': 'application/json' },
        answer: text,
      },
    ])
  })

  it('paths with their query, refusals, and answers without a body', async () => {
    await org.get('/api/v1/users?limit=2&q=a')
    await org.get('/api/v1/users/nobody')
    await org.delete('/api/v1/users/rosalind.achterberg/sessions')
    expect(seen.map(({ path, status }) => `${status} ${path}`)).toEqual([
      '200 /api/v1/users?limit=2&q=a',
      '404 /api/v1/users/nobody',
      '204 /api/v1/users/rosalind.achterberg/sessions',
    ])
    expect(seen[2]?.answer).toBe('')
  })

  it('no credentials: neither token nor passwords, answers to questions, assertions', async () => {
    const credentials = {
      password: { value: 'Correct-horse-9' },
      recovery_question: { question: 'Pet?', answer: 'Whiskers' },
    }
    await org.post('/api/v1/users', { ...person('seen@org.example'), credentials })
    await org.post('/api/v1/users/seen@org.example/lifecycle/expire_password_with_temp_password')
    await org.send('POST', '/oauth2/v1/token', {
      text: 'grant_type=client_credentials&client_assertion=ey.secret.jwt&scope=okta.users.read',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })
    expect(seen.map(({ status }) => status)).toEqual([200, 200, 400])
    const all = JSON.stringify(seen)
    for (const secret of ['00a-secret', 'Correct-horse-9', 'Whiskers', 'ey.secret'])
      expect(all).not.toContain(secret)
    expect(seen[0]?.body).toContain('"password":{"value":"masked"}')
    expect(seen[1]?.answer).toMatch(/"tempPassword":"masked"/)
    expect(seen[2]?.body).toContain('client_assertion=masked&scope')
  })

  it('the fault that a request met, without an answer, and none of the switches', async () => {
    await org.post('/_test/faults', [
      { match: { path: '/api/v1/groups' }, answer: { kind: 'status', status: 503 } },
    ])
    const { status } = await org.get('/api/v1/groups')
    expect([status, seen.length]).toEqual([503, 1])
    expect(seen).toMatchObject([{ fault: 'status', status: 503, answer: '' }])
  })
})

describe('a record', () => {
  it('has a line for each exchange, at once, in a file of its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'record-'))
    const one: Exchange = {
      method: 'GET',
      path: '/api/v1/groups',
      userAgent: '',
      contentType: '',
      status: 200,
      headers: {},
      answer: '[]',
    }
    const [first, second] = [recordTo(folder), recordTo(folder)]
    first(one)
    first({ ...one, answer: 'two\nlines' })
    second(one)
    const files = readdirSync(folder).map(name => readFileSync(join(folder, name), 'utf8'))
    expect(files.map(text => text.split('\n').length - 1).sort()).toEqual([1, 2])
    expect(JSON.parse(files.join('').split('\n')[0] ?? '')).toMatchObject({ path: '/api/v1/groups' })
    rmSync(folder, { recursive: true })
  })
})
