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
  ['{"v":2}', /has the version 2, this server reads 1/],
  ['{"v":', /okta\.json cannot be read/],
])('refuses the state %s', async (text, message) => {
  writeFileSync(join(folder, 'okta.json'), text)
  await expect(startOkta({ state: folder })).rejects.toThrow(message)
})
