import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isObject, type Json } from '../../okta-server/json.ts'
import { sorted } from '../../okta-server/sort.ts'
import type { User } from '../../okta-server/users/user.ts'

const value = fc.oneof(
  fc.constantFrom<Json | undefined>('a', 'B', 'b', '', undefined, null),
  fc.string({ maxLength: 2 }),
)
const people = fc.array(value, { maxLength: 15 }).map(values =>
  values.map((title, at) => {
    const profile = {
      login: 'x',
      email: 'x',
      firstName: 'x',
      lastName: 'x',
      ...(title !== undefined && { title }),
    }
    return { id: `id${String(at).padStart(2, '0')}`, profile } as unknown as User
  }),
)
const read = (user: User) => user.profile.title

function allPages(users: User[], limit: number, descending: boolean): string[] {
  const ids: string[] = []
  for (let after: Json | undefined, first = true; first || after !== undefined; first = false) {
    const page = sorted(users, read, descending).page(limit, isObject(after) ? after : undefined)
    expect(page.items.length).toBeLessThanOrEqual(limit)
    ids.push(...page.items.map(({ id }) => id))
    after = page.next
  }
  return ids
}

describe('sorted', () => {
  it('gives the same order whatever the page size', () => {
    fc.assert(
      fc.property(people, fc.integer({ min: 1, max: 6 }), fc.boolean(), (users, limit, descending) => {
        expect(allPages(users, limit, descending)).toEqual(allPages(users, 100, descending))
        expect(new Set(allPages(users, limit, descending)).size).toBe(users.length)
      }),
    )
  })

  it('goes on behind somebody who is gone', () => {
    fc.assert(
      fc.property(people, fc.boolean(), (users, descending) => {
        const all = allPages(users, 100, descending)
        const { items, next } = sorted(users, read, descending).page(3, undefined)
        if (!isObject(next)) return
        const left = users.filter(({ id }) => id !== items.at(-1)?.id)
        const rest = sorted(left, read, descending).page(100, next).items
        expect(rest.map(({ id }) => id)).toEqual(all.slice(3))
      }),
    )
  })

  it('does not mind the case, and puts the empty-handed last both ways', () => {
    const users = ['b', null, 'A', 'C'].map(
      (title, at) => ({ id: `id${at}`, profile: { title } }) as unknown as User,
    )
    expect(allPages(users, 2, false)).toEqual(['id2', 'id0', 'id3', 'id1'])
    expect(allPages(users, 2, true)).toEqual(['id3', 'id0', 'id2', 'id1'])
  })
})
