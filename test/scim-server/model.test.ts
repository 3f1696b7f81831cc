import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Directory } from '../../scim-server/directory.ts'
import { ScimError } from '../../scim-server/errors.ts'
import { membersNamed, readGroupChanges } from '../../scim-server/group-patch.ts'
import { readOperations } from '../../scim-server/operations.ts'
import { patchedUser } from '../../scim-server/user-patch.ts'
import { groupUrn, operations, userUrn } from './client.ts'

const USERS = ['u000001', 'u000002', 'u000003', 'u000004', 'u000005']

function directory(): Directory {
  const made = new Directory(() => new Date('2026-02-01T08:00:00Z'))
  for (const [at] of USERS.entries()) made.users.add({ schemas: [userUrn], userName: `user${at}` })
  return made
}

/** What a PATCH may do to members, and what becomes of a set by it; the last user is one whom nobody knows. */
const ids = fc.subarray([...USERS, 'nobody'])
const known = fc.subarray(USERS)
const operation = fc.oneof(
  known.map(list => ({ op: 'add', list })),
  known.map(list => ({ op: 'replace', list })),
  ids.filter(list => list.length > 0).map(list => ({ op: 'remove', list })),
)
type Wanted = { op: string; list: string[] }
const values = (list: readonly string[]) => list.map(value => ({ value }))

const asPath = ({ op, list }: Wanted) =>
  op === 'remove'
    ? { op, path: `members[${list.map(id => `value eq "${id}"`).join(' or ')}]` }
    : { op, path: 'members', value: values(list) }
const asValue = ({ op, list }: Wanted) => ({ op, path: 'members', value: values(list) })

/** Naively: who is in by whatever was said of them last. */
function modelled(start: readonly string[], list: readonly Wanted[]): Set<string> {
  let members = [...start]
  for (const { op, list: named } of list) {
    if (op === 'replace') members = [...named]
    else if (op === 'add') members = members.concat(named)
    else members = members.filter(id => !named.includes(id))
  }
  return new Set(members)
}

describe('the members of a group after any operations', () => {
  it.each([
    ['by paths', asPath, false],
    ['by values', asValue, true],
  ] as const)('%s are those of the model, and the number named is told', (_, written, byValue) => {
    fc.assert(
      fc.property(known, fc.array(operation, { minLength: 1, maxLength: 5 }), (start, list) => {
        const { groups } = directory()
        const group = groups.add({ schemas: [groupUrn], displayName: 'G', members: values(start) })
        const changes = readGroupChanges(readOperations(operations(...list.map(written)), byValue))
        groups.change(group, changes)
        expect(group.members).toEqual(modelled(start, list))
        expect(membersNamed(changes)).toBe(list.reduce((sum, one) => sum + one.list.length, 0))
        expect(group.version).toBe(2)
      }),
    )
  })

  it('are as before when one of them is refused', () => {
    fc.assert(
      fc.property(known, fc.array(operation, { maxLength: 4 }), fc.nat(4), (start, list, at) => {
        const { groups } = directory()
        const group = groups.add({ schemas: [groupUrn], displayName: 'G', members: values(start) })
        const bad = { op: 'add', list: ['u000001', 'nobody'] }
        const all = [...list.slice(0, at), bad, ...list.slice(at)]
        const changes = readGroupChanges(readOperations(operations(...all.map(asPath)), false))
        expect(() => groups.change(group, changes)).toThrow('there is no member with the id nobody')
        expect([group.members, group.version]).toEqual([new Set(start), 1])
      }),
    )
  })
})

describe('a user after any operations', () => {
  const value = fc.oneof(
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    fc.constant([]),
    fc.constant({}),
    fc.constant([{ value: 'x', type: 'work' }]),
  )
  const path = fc.constantFrom(
    'active',
    'title',
    'name',
    'name.givenName',
    'emails',
    'emails[type eq "work"]',
    'emails[type eq "work"].value',
    'id',
    'nosuch',
    '__proto__',
  )
  const any = fc
    .record({ op: fc.constantFrom('add', 'replace', 'remove'), path, value })
    .map(({ op, ...one }) => (op === 'remove' ? { op, path: one.path } : { op, ...one }))

  it('is a user still, or all of it is refused and nothing has changed', () => {
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 4 }), list => {
        const before = { userName: 'ada', emails: [{ value: 'a', type: 'work' }], active: true }
        const copy = structuredClone(before)
        try {
          const after = patchedUser(before, readOperations(operations(...list), false))
          expect(after.userName).toBe('ada')
          expect([undefined, 'boolean']).toContain(
            after.active === undefined ? undefined : typeof after.active,
          )
          expect(after.emails === undefined || Array.isArray(after.emails)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(ScimError)
        }
        expect(before).toEqual(copy)
        expect(Object.getPrototypeOf(before)).toBe(Object.prototype)
      }),
    )
  })

  it('a replace done twice is as one', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.boolean(), (title, active) => {
        const list = readOperations(
          operations({ op: 'replace', value: { title, active, name: { familyName: title } } }),
          false,
        )
        const once = patchedUser({ userName: 'ada' }, list)
        expect(patchedUser(once, list)).toEqual(once)
        expect(once).toEqual({ userName: 'ada', title, active, name: { familyName: title } })
      }),
    )
  })
})

it('names of users are free again when they are changed or gone', () => {
  const { users } = directory()
  const renamed = users.get('u000001')
  users.set(renamed, { userName: 'Other' })
  expect([users.named('user0'), users.named('OTHER')?.id]).toEqual([undefined, 'u000001'])
  users.add({ schemas: [userUrn], userName: 'user0' })
  users.remove('u000001')
  expect([users.named('other'), users.named('USER0')?.id]).toEqual([undefined, 'u000006'])
  expect(() => users.get('u000001')).toThrow('Resource u000001 not found')
})
