import { describe, expect, it } from 'vitest'
import { ann, bob, cyd, fields, id, isStale, syncedWorld } from './three.ts'
import type { World } from './world.ts'

describe('somebody leaves', () => {
  it('by the account that is theirs, though the profile names an older one', async () => {
    const one = await syncedWorld()
    isStale(one, bob)
    one.leave(bob, 14)
    one.minute = 15
    expect(await one.synced()).toMatchObject({ mode: 'delta', removed: 1, skipped: [], refused: [] })
    expect(one.membersOf()).toEqual([id(ann)])
  })

  it('by the account that the profile names, though nobody has the login any more', async () => {
    const one = await syncedWorld()
    fields(one, bob, { appprofiles: { CRM: { id: id(bob) } } })
    one.accounts.delete(bob)
    one.leave(bob, 14)
    one.minute = 15
    expect(await one.synced()).toMatchObject({ removed: 1, skipped: [] })
    expect(one.membersOf()).toEqual([id(ann)])
  })

  it('not by the account of who has the login now', async () => {
    const one = await syncedWorld()
    fields(one, bob, { oktauserid: '00uNewBob' })
    one.leave(bob, 14)
    one.minute = 15
    expect(await one.synced()).toMatchObject({
      removed: 0,
      skipped: [
        {
          login: bob,
          what: 'remove',
          reason: `The User Profile "${bob}" is that of the Okta user 00uNewBob.`,
        },
      ],
    })
    expect(one.membersOf()).toContain(id(bob))
  })

  it.each<[string, (one: World) => void, (one: World) => void, RegExp]>([
    [
      'several accounts have the address',
      one => {
        const account = { active: true, emails: [bob] }
        one.accounts.delete(bob)
        one.accounts.set('b', { ...account, id: id(bob) }).set('c', { ...account, id: 'other' })
      },
      one => one.accounts.delete('c'),
      /several accounts/,
    ],
    ['the application does not tell', one => one.untold.add(bob), one => one.untold.clear(), /does not tell/],
    [
      'several User Profiles fit',
      one => {
        fields(one, bob, { username: bob })
        one.person('p2', { username: bob }, null)
      },
      one => {
        one.indicators = one.indicators.filter(({ value }) => value !== 'p2')
      },
      /2 User Profiles fit/,
    ],
  ])('later where %s', async (_, happens, ends, reason) => {
    const one = await syncedWorld()
    happens(one)
    one.leave(bob, 14)
    for (const minute of [15, 30]) {
      one.minute = minute
      const { skipped, lastSynced } = await one.synced()
      expect(skipped).toEqual([{ login: bob, what: 'remove', reason: expect.stringMatching(reason) }])
      expect([lastSynced, one.membersOf()]).toEqual([one.now.toISOString(), [id(ann), id(bob)]])
    }
    ends(one)
    one.minute = 45
    expect(await one.synced()).toMatchObject({ mode: 'delta', removed: 1, skipped: [] })
    expect(one.membersOf()).toEqual([id(ann)])
    one.minute = 60
    expect(await one.synced()).toMatchObject({ removed: 0, skipped: [] })
  })

  it('no more who has joined again meanwhile', async () => {
    const one = await syncedWorld()
    one.untold.add(bob)
    one.leave(bob, 14)
    one.minute = 15
    await one.sync()
    one.untold.clear()
    one.join(bob, 20)
    one.minute = 30
    expect(await one.synced()).toMatchObject({ removed: 0, skipped: [] })
    expect(one.membersOf()).toEqual([id(ann), id(bob)])
  })

  it('still, when a comparison that is not told who is a member comes between', async () => {
    const one = await syncedWorld()
    one.untold.add(bob)
    one.leave(bob, 14)
    one.minute = 15
    await one.sync()
    one.untold.clear()
    const members = one.groups.get('g1')?.members ?? new Set()
    one.groups.set('g1', { displayName: 'Sales', members: undefined })
    expect(await one.synced({ full: 'true' })).toMatchObject({ removed: 0, skipped: [{ login: bob }] })
    one.groups.set('g1', { displayName: 'Sales', members })
    one.minute = 30
    expect(await one.synced()).toMatchObject({ mode: 'delta', removed: 1 })
  })
})

describe('an account that has only the e-mail', () => {
  /** Dan has left; the address is one more of Cyd's. */
  const alias = async (): Promise<World> => {
    const one = await syncedWorld()
    one.accounts.set(cyd, { id: id(cyd), active: true, emails: ['dan@x.example'] })
    one.join(cyd, 10)
    one.minute = 12
    await one.sync()
    return one
  }

  it.each([true, false])(
    'of a colleague neither joins nor leaves for somebody, profile or none: %s',
    async has => {
      const one = await alias()
      if (has) one.person('dan@x.example', {}, null)
      one.leave('dan@x.example', 14)
      one.minute = 15
      expect(await one.synced()).toMatchObject({ removed: 0, skipped: [{ what: 'remove' }] })
      one.join('dan@x.example', 20)
      one.minute = 30
      expect(await one.synced()).toMatchObject({ added: 0, skipped: [{ what: 'add' }] })
      expect(one.membersOf()).toEqual([id(ann), id(bob), id(cyd)])
    },
  )

  it('and a name that nobody else has is theirs', async () => {
    const one = await syncedWorld()
    one.person('dan@x.example', {}, null)
    one.accounts.set('ddoe', { id: 'd', active: true, emails: ['dan@x.example'] })
    one.join('dan@x.example', 14)
    one.minute = 15
    expect(await one.synced()).toMatchObject({ added: 1, skipped: [] })
    one.leave('dan@x.example', 20)
    one.minute = 30
    expect(await one.synced()).toMatchObject({ removed: 1, skipped: [] })
  })

  it('gives way to one that has a later name of theirs', async () => {
    const one = await alias()
    one.person('p4', { username: 'dan@x.example', email: 'd.doe@x.example' }, null)
    one.accounts.set('d.doe@x.example', { id: 'd', active: true })
    one.join('dan@x.example', 14)
    one.minute = 15
    expect(await one.synced()).toMatchObject({ added: 1, skipped: [] })
    expect(one.membersOf()).toContain('d')
  })
})
