import { describe, expect, it } from 'vitest'
import { ann, bob, fields, id, isStale, world } from './three.ts'
import type { World } from './world.ts'

const DISPLAYS: [string, (login: string) => string][] = [
  ['the login', login => login],
  ['the name of a person', login => (login === '' ? 'Zoe Stranger' : `${login.split('@')[0]} Doe`)],
  ['nothing', () => ''],
]

/** The application has a group with these members before the first sync. */
function existing(...members: string[]): World {
  const one = world()
  one.groups.set('g1', { displayName: 'Sales', members: new Set(members) })
  return one
}

describe.each(DISPLAYS)('where the application shows %s of a member, a comparison', (_, display) => {
  it('lets nobodies leave', async () => {
    const one = Object.assign(existing(id(ann), 'robot'), { display })
    expect(await one.synced()).toMatchObject({ added: 1, removed: 1, skipped: [] })
    expect(one.membersOf()).toEqual([id(ann), id(bob)])
  })

  it('keeps who is in by another account than the profile names, and does not add the older one', async () => {
    const one = Object.assign(existing(id(ann), id(bob), 'robot'), { display })
    isStale(one, ann)
    expect(await one.synced()).toMatchObject({ added: 0, removed: 1, refused: [] })
    expect(one.membersOf()).toEqual([id(ann), id(bob)])
  })

  it('keeps each of several accounts that may be those of a member, and only those', async () => {
    const one = Object.assign(existing('a1', 'a2', id(bob), 'robot'), { display })
    one.accounts.delete(ann)
    for (const each of ['a1', 'a2'])
      one.accounts.set(`login-${each}`, { id: each, active: true, emails: [ann] })
    expect(await one.synced()).toMatchObject({ removed: 1, skipped: [{ login: ann }] })
    expect(one.membersOf()).toEqual(['a1', 'a2', id(bob)])
  })

  it('lets nobody leave of whom it cannot say that they are nobody, and compares again', async () => {
    const one = Object.assign(existing(id(ann), id(bob), 'robot'), { display })
    one.untold.add(ann)
    expect(await one.synced()).toMatchObject({ removed: 0, skipped: [{ login: ann }], lastSynced: null })
    expect(one.membersOf()).toHaveLength(3)
    one.untold.clear()
    one.minute = 15
    expect(await one.synced()).toMatchObject({ mode: 'full', removed: 1, skipped: [] })
    expect(one.membersOf()).toEqual([id(ann), id(bob)])
  })

  it('keeps the accounts of all User Profiles that fit', async () => {
    const one = Object.assign(existing('7', id(ann), id(bob), 'robot'), { display })
    one.person('p2', { username: ann, appprofiles: { CRM: { id: '7' } } }, null)
    fields(one, ann, { username: ann })
    expect(await one.synced()).toMatchObject({ removed: 1, skipped: [{ login: ann }] })
    expect(one.membersOf()).toEqual(['7', id(ann), id(bob)])
  })
})
