import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { type Client, client, link, pages, person } from './client.ts'

let okta: RunningOkta
let org: Client
beforeAll(async () => {
  okta = await startOkta({ people: 520 })
  org = client(okta)
})
afterAll(() => okta.close())

const filter = encodeURIComponent('status eq "ACTIVE"')

describe('pages of users', () => {
  it('are 200 long by default and at most', async () => {
    const plain = await org.get('/api/v1/users')
    const asked = await org.get('/api/v1/users?limit=1000')
    expect([plain.list.length, asked.list.length]).toEqual([200, 200])
    expect(link(asked, 'self')).toBe(`${okta.url}/api/v1/users?limit=200`)
  })

  it('come with two Link headers, self first, both with the effective limit', async () => {
    const reply = await org.get(`/api/v1/users?filter=${filter}&limit=3`)
    const links = reply.lines.filter(([name]) => name === 'Link').map(([, value]) => value)
    expect(links).toHaveLength(2)
    expect(links[0]).toBe(`<${okta.url}/api/v1/users?filter=status+eq+%22ACTIVE%22&limit=3>; rel="self"`)
    expect(links[1]).toMatch(
      /^<http:\/\/127\.0\.0\.1:\d+\/api\/v1\/users\?filter=.*&limit=3&after=[^>]+>; rel="next"$/,
    )
  })

  test.each([1, 7, 100, 173, 200])('of %i hold everybody once, in the order of creation', async limit => {
    okta.org.limiter.overrides = { '*': 10_000 }
    const search = encodeURIComponent('id pr')
    const all = await pages(org, `/api/v1/users?search=${search}&limit=${limit}`)
    const ids = all.flat().map(user => String(user.id))
    expect(all).toHaveLength(Math.ceil(520 / limit))
    expect(ids).toHaveLength(520)
    expect(ids).toEqual([...new Set(ids)].sort())
  })

  it('have no next link on the last page, also when it is full', async () => {
    const last = await org.get(
      `/api/v1/users?filter=${encodeURIComponent('profile.firstName eq "Rosalind" and profile.lastName eq "Achterberg"')}&limit=1`,
    )
    expect(last.list).toHaveLength(1)
    expect(link(last, 'next')).toBeUndefined()
    expect(link(last, 'self')).toBeDefined()
  })

  it('neither repeat nor lose people when others come and go in between', async () => {
    const first = await org.get('/api/v1/users?limit=5')
    const next = link(first, 'next') ?? ''
    const expected = (await org.get(next)).list.map(user => user.id)
    await org.post('/api/v1/users', person('late@new.example'))
    const lastSeen = String(first.list.at(-1)?.id)
    await org.delete(`/api/v1/users/${lastSeen}`)
    await org.delete(`/api/v1/users/${lastSeen}`)
    expect((await org.get(`/api/v1/users/${lastSeen}`)).status).toBe(404)
    expect((await org.get(next)).list.map(user => user.id)).toEqual(expected)
  })

  it('may change their limit on the way', async () => {
    const next = link(await org.get('/api/v1/users?limit=5'), 'next') ?? ''
    expect((await org.get(next.replace('limit=5', 'limit=2'))).list).toHaveLength(2)
  })

  test.each(['abc', 'x.y', '00u1234', '..', 'IjAwdSI.AAAAAAAAAAAA'])(
    'refuse the foreign cursor %s',
    async after => {
      const { status, body } = await org.get(`/api/v1/users?after=${after}`)
      expect(status).toBe(400)
      expect(body).toMatchObject({
        errorCode: 'E0000029',
        errorCauses: [{ errorSummary: 'Invalid cursor.' }],
      })
    },
  )

  it('refuse the cursor of another query', async () => {
    const after = new URL(link(await org.get('/api/v1/users?limit=5'), 'next') ?? '').searchParams.get(
      'after',
    )
    expect((await org.get(`/api/v1/users?filter=${filter}&after=${after}`)).body.errorCode).toBe('E0000029')
    expect((await org.get(`/api/v1/users?after=${after}`)).status).toBe(200)
  })

  test.each(['0', '-1', 'many', '1.5', '99999999999'])('refuse the limit %s', async limit => {
    const { status, body } = await org.get(`/api/v1/users?limit=${limit}`)
    expect([status, body.errorCode, body.errorSummary]).toEqual([
      400,
      'E0000001',
      'Api validation failed: limit',
    ])
  })
})

describe('a page cap', () => {
  it('lowers the maximum of paged lists and is seen in the self link', async () => {
    const capped = await startOkta({ people: 20, pageCap: 7 })
    const small = client(capped)
    const all = await pages(small, '/api/v1/users')
    const reply = await small.get('/api/v1/users?limit=50')
    await capped.close()
    expect(all.map(page => page.length)).toEqual([7, 7, 6])
    expect(link(reply, 'self')).toBe(`${capped.url}/api/v1/users?limit=7`)
  })
})

describe('joined links', () => {
  it('come in one line when that is chosen', async () => {
    await org.post('/_test/choices', { joinedLink: true, rateLimits: { '*': 10_000 } })
    const reply = await org.get('/api/v1/users?limit=1')
    await org.delete('/_test/choices')
    expect(reply.lines.filter(([name]) => name === 'Link')).toHaveLength(1)
    expect([link(reply, 'self'), link(reply, 'next')]).toEqual([expect.any(String), expect.any(String)])
  })
})
