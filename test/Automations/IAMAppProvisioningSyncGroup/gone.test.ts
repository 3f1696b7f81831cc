import { expect, it } from 'vitest'
import { ann, bob, id, world } from './three.ts'

const later = 'later@x.example'

it('somebody who waited for an account and was deleted in Okta meanwhile does not join', async () => {
  const one = world()
  await one.synced()
  one.minute = 15
  one.person(later, {}, null)
  one.join(later, 14)
  expect(await one.synced()).toMatchObject({ added: 0, skipped: [{ login: later, what: 'add' }] })
  // Okta's log has no event of the group when somebody is deactivated or deleted.
  one.inOkta?.delete(later)
  one.accounts.set(later, { id: 'late', active: true })
  one.minute = 30
  expect(await one.synced()).toMatchObject({ added: 0, skipped: [] })
  expect(one.membersOf()).toEqual([id(ann), id(bob)])
})

it('somebody who waited and is still a member joins, and Okta is asked for all members only then', async () => {
  const one = world()
  await one.synced()
  one.minute = 15
  one.person(later, {}, null)
  one.join(later, 14)
  await one.synced()
  const asked = () =>
    one.calls.filter(([name, args]) => name === 'iam-get-group' && args.includeMembers === 'true').length
  const before = asked()
  one.minute = 30
  await one.synced()
  expect(asked()).toBe(before)
  one.accounts.set(later, { id: 'late', active: true })
  one.minute = 45
  expect(await one.synced()).toMatchObject({ added: 1, skipped: [] })
  expect(asked()).toBe(before + 1)
  expect(one.membersOf()).toContain('late')
})

it('an empty answer of Okta empties no group unless somebody asks for it', async () => {
  const one = world()
  one.groups.set('g1', { displayName: 'Sales', members: new Set([id(ann), id(bob)]) })
  one.inOkta?.clear()
  await expect(one.sync()).rejects.toThrow(/shows no member of the group "Sales".*nobody was removed/)
  expect(one.membersOf()).toEqual([id(ann), id(bob)])
  expect(await one.synced({ full: 'true' })).toMatchObject({ removed: 2 })
  expect(one.membersOf()).toEqual([])
})
