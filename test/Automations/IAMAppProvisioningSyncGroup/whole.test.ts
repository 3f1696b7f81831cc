import fc from 'fast-check'
import { expect, it } from 'vitest'
import { World } from './world.ts'

const PEOPLE = ['ann', 'bob', 'cyd', 'dan'].map(name => `${name}@x.example`)
const move = fc.record({
  login: fc.constantFrom(...PEOPLE),
  isIn: fc.boolean(),
  /** Minutes that pass before it, and whether there is a sync behind it. */
  after: fc.integer({ min: 0, max: 4 }),
  sync: fc.boolean(),
  /** Whether the person has, from now on, an account in the application. */
  account: fc.boolean(),
})

it('delta after delta ends where a comparison of all members ends', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 12 }), async moves => {
      const one = new World()
      for (const login of PEOPLE) one.person(login, {}, null)
      await one.sync()
      for (const { login, isIn, after, sync, account } of moves) {
        one.minute += after
        if (isIn !== one.inOkta?.has(login)) isIn ? one.join(login, one.minute) : one.leave(login, one.minute)
        if (account) one.accounts.set(login, { id: `id-${login}`, active: true })
        if (sync) expect(await one.synced()).toMatchObject({ mode: 'delta' })
      }
      one.minute += 1
      await one.sync()
      const wanted = [...(one.inOkta ?? [])]
        .filter(login => one.accounts.has(login))
        .map(login => `id-${login}`)
      expect(one.membersOf()).toEqual(wanted.sort())
      expect(await one.synced({ full: 'true' })).toMatchObject({ added: 0, removed: 0 })
    }),
    { numRuns: 200 },
  )
})
