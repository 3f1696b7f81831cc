import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startOkta } from '../../okta-server/server.ts'
import { client, link, person } from './client.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'okta-state-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('survives a clean end: people, ids, passwords and cursors', async () => {
  const state = join(folder, 'deep', 'state')
  const first = await startOkta({ people: 10, state })
  const org = client(first)
  const credentials = {
    password: { value: 'Blue-horse-17' },
    recovery_question: { question: 'Pet?', answer: 'Whiskers' },
  }
  const created = await org.post('/api/v1/users', { ...person('kept@new.example'), credentials })
  const before = await org.get('/api/v1/users?limit=4')
  const nextPage = await org.get(link(before, 'next') ?? '')
  await first.close()

  const second = await startOkta({ people: 3, state })
  const again = client(second)
  const kept = await again.get('/api/v1/users/kept@new.example')
  const page = await again.get((link(before, 'next') ?? '').replace(first.url, second.url))
  const change = { oldPassword: { value: 'Blue-horse-17' }, newPassword: { value: 'Green-table-42' } }
  const changed = await again.post(`/api/v1/users/${kept.body.id}/credentials/change_password`, change)
  const another = await again.post('/api/v1/users', person('another@new.example'))
  const owner = await again.get('/api/v1/users/me')
  await second.close()

  expect({ ...kept.body, _links: null }).toEqual({ ...created.body, _links: null })
  expect(page.list.map(user => user.id)).toEqual(nextPage.list.map(user => user.id))
  expect([changed.status, owner.status]).toEqual([200, 200])
  expect(String(another.body.id) > String(created.body.id)).toBe(true)
})

it('keeps groups, applications, roles, factors, zones, providers and the log, with its cursors', async () => {
  const first = await startOkta({ state: folder })
  const org = client(first)
  const user = (await org.get('/api/v1/users/me')).body.id
  const group = (await org.post('/api/v1/groups', { profile: { name: 'Kept' } })).body.id
  const poll = await org.get('/api/v1/logs')
  await org.put(`/api/v1/groups/${group}/users/${user}`)
  await org.post('/api/v1/users/me/roles', { type: 'APP_ADMIN' })
  await org.post('/_test/choices', { heldEvents: 'zone.' })
  await org.post('/api/v1/zones', { type: 'IP', name: 'Office', gateways: [] })
  const paths = [
    '/api/v1/groups',
    '/api/v1/users/me/groups',
    '/api/v1/users/me/appLinks',
    '/api/v1/users/me/roles',
    '/api/v1/users/me/factors',
    '/api/v1/apps',
    `/api/v1/apps?filter=${encodeURIComponent(`user.id eq "${user}"`)}&expand=user/${user}`,
    '/api/v1/zones',
    '/api/v1/idps',
  ]
  const read = async (okta: typeof first) =>
    Promise.all(paths.map(async path => (await client(okta).get(path)).text.replaceAll(okta.url, '')))
  const before = await read(first)
  await first.close()

  const second = await startOkta({ state: folder })
  const after = await read(second)
  const late = await client(second).get((link(poll, 'next') ?? '').replace(first.url, second.url))
  const another = await client(second).post('/api/v1/groups', { profile: { name: 'Another' } })
  await second.close()
  expect(after).toEqual(before)
  expect(late.list.map(({ eventType }) => eventType)).toEqual([
    'group.user_membership.add',
    'user.account.privilege.grant',
    'zone.create',
  ])
  expect(String(another.body.id) > String(group)).toBe(true)
})

it('keeps live sessions', async () => {
  const first = await startOkta({ people: 1, state: folder })
  await client(first).post('/_test/sessions', { user: 'rosalind.achterberg', count: 2 })
  const before = await client(first).get('/_test/sessions')
  await first.close()
  const second = await startOkta({ state: folder })
  const after = await client(second).get('/_test/sessions')
  await second.close()
  expect(before.list).toHaveLength(1)
  expect(after.body).toEqual(before.body)
})

it('reads what servers without service apps and sessions wrote', async () => {
  const first = await startOkta({ people: 2, state: folder })
  await first.close()
  const file = join(folder, 'okta.json')
  const { serviceApps, sessions, ...older } = JSON.parse(readFileSync(file, 'utf8'))
  writeFileSync(file, JSON.stringify(older))
  const second = await startOkta({ state: folder })
  const { status } = await client(second).get('/api/v1/users/me')
  await second.close()
  expect([status, serviceApps.length, sessions]).toEqual([200, 2, []])
})

it('is one private file without any password or answer', async () => {
  const okta = await startOkta({ people: 1, state: folder })
  const credentials = {
    password: { value: 'Blue-horse-17' },
    recovery_question: { question: 'Pet?', answer: 'Whiskers' },
  }
  await client(okta).post('/api/v1/users', { ...person('kept@new.example'), credentials })
  await okta.close()
  const file = join(folder, 'okta.json')
  expect(readdirSync(folder)).toEqual(['okta.json'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).not.toMatch(/Blue-horse|Whiskers|00embedded/)
})

it.each([
  ['{"v":1}', /has the version 1, this server reads 2/],
  ['{"v":', /okta\.json cannot be read/],
])('refuses the state %s', async (text, message) => {
  writeFileSync(join(folder, 'okta.json'), text)
  await expect(startOkta({ state: folder })).rejects.toThrow(message)
})
