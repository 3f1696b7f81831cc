import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { WantedFault } from '../../../scim-server/testing/faults.ts'
import { openOwn } from '../app.ts'

let app: Awaited<ReturnType<typeof openOwn>>
let id: string
let ids: string[]
beforeEach(async () => {
  app = await openOwn({ pageCap: 10 })
  ids = Array.from({ length: 25 }, (_, index) => app.own.addUser({ userName: `p${index}@x` }))
  id = app.own.addGroup({ displayName: 'Sales', members: ids.slice(0, 2) })
})
afterEach(() => app.close())

type Fault = WantedFault
const html: Fault['answer'] = { kind: 'html', status: 200 }
const status = (code: number, more: JsonObject = {}): Fault['answer'] => ({
  kind: 'status',
  status: code,
  ...more,
})

describe('an answer that is none', () => {
  it.each<[string, Fault, number | string, RegExp]>([
    [
      'a page',
      { answer: html },
      200,
      /an HTML page \(".*"\) instead of SCIM's JSON; .* \[GET \/scim\/v2\/Users: HTTP 200\]/,
    ],
    [
      'a page of a gateway',
      { times: 9, answer: { kind: 'html', status: 502 } },
      502,
      /an HTML page .*HTTP 502/,
    ],
    ['a refusal', { answer: status(403) }, 403, /HTTP 403/],
    ['a redirect', { answer: status(302) }, 302, /redirect, which is not followed/],
    ['a fault of the server', { answer: status(500) }, 500, /HTTP 500/],
    [
      'an answer that is cut',
      { times: 9, answer: { kind: 'cut', when: 'before' } },
      '',
      /^No answer from http/,
    ],
  ])('%s is told of a user', async (_, fault, code, sentence) => {
    await app.iam('iam-get-user', { username: 'p0@x' })
    app.own.fault({ match: { path: '/Users' }, ...fault })
    // A refused filter is tried without, so the refusal has to come twice.
    if (code === 403) app.own.fault({ match: { path: '/Users' }, ...fault, times: 2 })
    const told = await app.iam('iam-get-user', { username: 'p3@x' })
    expect(told).toMatchObject({
      success: false,
      errorCode: code,
      errorMessage: expect.stringMatching(sentence),
    })
    expect(JSON.stringify(told)).not.toContain(app.server.token)
  })

  it.each<[string, Fault, RegExp]>([
    [
      'a page',
      { answer: html },
      /The server answered with an HTML page .*so what became of the request is not known/,
    ],
    ['a fault', { answer: status(500) }, /HTTP 500/],
    ['unavailable', { times: 9, answer: status(503) }, /HTTP 503/],
    [
      'cut',
      { times: 9, answer: { kind: 'cut', when: 'after' } },
      /Whether the server has carried it out is not known/,
    ],
  ])(
    '%s in the middle of the members: it stops, says where, and again is safe',
    async (_, fault, sentence) => {
      app.own.fault({ match: { method: 'PATCH' }, after: 2, ...fault })
      const wish = { memberIdsToAdd: ids }
      const told = await app.group('iam-update-group', { id }, wish, { members_per_patch: 5 })
      expect(told).toMatchObject({
        ...{ success: false, added: 10 },
        errorMessage: expect.stringMatching(
          /^10 of 25 members were changed, then it stopped; 15 were not tried\. Run the command again/,
        ),
      })
      expect(told.errorMessage).toMatch(sentence)
      app.own.fault()
      expect(await app.group('iam-update-group', { id }, wish)).toMatchObject({ success: true, added: 25 })
      expect(app.own.groups()[0]?.members.toSorted()).toEqual(ids)
    },
  )

  it('a rate limit is waited for when it is short, and is an error entry when it is long', async () => {
    await app.iam('iam-get-user', { username: 'p0@x' })
    app.own.fault({ match: { path: '/Users' }, answer: status(429, { retryAfter: 1 }) })
    expect(await app.iam('iam-get-user', { username: 'p1@x' }, {}, { longest_wait: 5 })).toMatchObject({
      success: true,
    })
    app.own.fault({ match: { path: '/Users' }, answer: status(429, { retryAfter: 60 }) })
    const { entries } = await app.command(
      'iam-get-user',
      { 'user-profile': { username: 'p1@x' } },
      { longest_wait: 5 },
    )
    expect(entries[0]).toMatchObject({
      Type: 4,
      HumanReadable: expect.stringMatching(/It opens again in 60 s, and no more than Longest wait \(5 s\)/),
    })
  })

  it('503 is tried again for reading and for what may be done twice, and not for creating', async () => {
    await app.iam('iam-get-user', { username: 'p0@x' })
    app.own.fault({ match: { method: 'PATCH' }, answer: status(503) })
    const more = { longest_wait: 5 }
    expect(await app.iam('iam-disable-user', { username: 'p0@x' }, {}, more)).toMatchObject({
      success: true,
      active: false,
    })
    app.own.fault({ match: { method: 'POST' }, answer: status(503) })
    app.forget()
    expect(await app.iam('iam-create-user', { username: 'new@x' }, {}, more)).toMatchObject({
      errorCode: 503,
    })
    expect(app.requests().filter(request => request.startsWith('POST'))).toHaveLength(1)
  })
})

describe('totals that are wrong', () => {
  const totals = (say: string): Fault => ({
    match: { path: '/Users' },
    times: 99,
    answer: { kind: 'totals', say },
  })

  it.each(['low', 'absent', 'text'])('%s: everybody is found all the same', async say => {
    app.own.set({ filter: false })
    app.own.fault(totals(say))
    expect(await app.iam('iam-get-user', { username: 'p24@x' })).toMatchObject({ success: true, id: ids[24] })
    expect(await app.iam('iam-get-user', { username: 'nobody@x' })).toMatchObject({ errorCode: 404 })
  })

  it('high: who is in the list is found, and of who is not nothing is said', async () => {
    app.own.set({ filter: false })
    app.own.fault(totals('high'))
    expect(await app.iam('iam-get-user', { username: 'p24@x' })).toMatchObject({ success: true, id: ids[24] })
    expect(await app.iam('iam-create-user', { username: 'nobody@x', email: 'n@x' })).toMatchObject({
      ...{ success: false, errorCode: '' },
      errorMessage: expect.stringMatching(/\(totalResults\) and gives 25, so who is missing/),
    })
    expect(app.own.users()).toHaveLength(25)
  })

  it('a server that gives the same full page whatever is asked for', async () => {
    app.own.set({ filter: false, paging: false, pageCap: 1000 })
    const told = await app.iam('iam-get-user', { username: 'nobody' }, {}, { page_size: 25 })
    expect(told).toMatchObject({
      success: false,
      errorMessage: expect.stringMatching(/^The server gives the same 25 users/),
    })
    expect(await app.iam('iam-get-user', { username: 'nobody' }, {}, { page_size: 24 })).toMatchObject({
      errorCode: 404,
    })
  })
})

describe('a user whom somebody else changes meanwhile', () => {
  beforeEach(() => app.own.set({ etag: true }))
  const conflict = (times: number) =>
    app.own.fault({ match: { method: 'PATCH' }, times, answer: status(412) })

  it('is read and decided anew', async () => {
    conflict(2)
    expect(await app.iam('iam-disable-user', { username: 'p0@x' })).toMatchObject({
      success: true,
      active: false,
    })
    expect(app.requests().filter(request => request.startsWith('PATCH'))).toHaveLength(3)
  })

  it('at most three times', async () => {
    conflict(9)
    expect(await app.iam('iam-disable-user', { username: 'p0@x' })).toMatchObject({
      ...{ success: false, errorCode: 412 },
      errorMessage: expect.stringMatching(/^It was changed by somebody else 3 times/),
    })
    expect(app.requests().filter(request => request.startsWith('PATCH'))).toHaveLength(3)
  })
})

describe('a redirect', () => {
  it('to another origin gets neither the request nor the token', async () => {
    const asked: Json[] = []
    const thief = createServer((request, response) => {
      asked.push(request.headers.authorization ?? '')
      response.end('{}')
    })
    await new Promise<void>(resolve => thief.listen(0, '127.0.0.1', resolve))
    const elsewhere = `http://127.0.0.1:${(thief.address() as AddressInfo).port}`
    const door = createServer((_, response) => {
      response.writeHead(307, { location: `${elsewhere}/scim/v2/Users` }).end()
    })
    await new Promise<void>(resolve => door.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(door.address() as AddressInfo).port}/scim/v2`
    expect(await app.iam('iam-get-user', { username: 'p0@x' }, {}, { url })).toMatchObject({
      ...{ success: false, errorCode: 307 },
      errorMessage: expect.stringMatching(/an empty body \(a redirect, which is not followed\)/),
    })
    expect(asked).toEqual([])
    for (const server of [thief, door]) server.close()
  })
})
