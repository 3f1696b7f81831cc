import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { UserStore } from '../../../okta-server/users/store.ts'
import { changed, okta, type User } from '../../../okta-server/users/user.ts'

const now = '2026-01-01T00:00:00.000Z'

function user(id: string, login: string): User {
  return {
    id,
    version: 1,
    status: 'ACTIVE',
    created: now,
    activated: now,
    statusChanged: now,
    lastLogin: null,
    lastUpdated: now,
    passwordChanged: null,
    profile: { login, email: login, firstName: 'A', lastName: 'B' },
    provider: okta,
    password: null,
    formerPasswords: [],
    recovery: null,
  }
}

const login = fc
  .tuple(fc.constantFrom('ann', 'Bob', 'cid'), fc.constantFrom('a.example', 'b.example', 'C.example'))
  .map(([name, domain]) => `${name}@${domain}`)
const write = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), login }),
  fc.record({ kind: fc.constant('rename' as const), at: fc.nat(20), login }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(20) }),
)

/** The plainest store there can be: a list, searched from its beginning. */
class PlainStore {
  users: User[] = []
  history: User[][] = []

  find(reference: string): User | undefined {
    const wanted = reference.toLowerCase()
    const named = this.users.filter(({ profile }) => profile.login.toLowerCase().split('@')[0] === wanted)
    return (
      this.users.find(({ id }) => id === reference) ??
      this.users.find(({ profile }) => profile.login.toLowerCase() === wanted) ??
      (named.length === 1 ? named[0] : undefined)
    )
  }

  write(users: User[]): void {
    this.history.push(this.users)
    this.users = users
  }
}

describe('the store', () => {
  it('finds, lists and lags as the plainest store does, whatever was written', () => {
    fc.assert(
      fc.property(fc.array(write, { maxLength: 40 }), fc.nat(5), (writes, lag) => {
        const store = new UserStore()
        const plain = new PlainStore()
        writes.forEach((one, at) => {
          apply(one, store, plain, `id${String(at).padStart(3, '0')}`)
        })
        expect(store.size).toBe(plain.users.length)
        expect([...store.after()]).toEqual(plain.users)
        for (const reference of ['ann', 'BOB', 'cid', 'ann@a.example', 'bob@C.example', 'id003', 'nobody'])
          expect(store.find(reference)).toEqual(plain.find(reference))
        const seen = [...plain.history, plain.users].at(-1 - Math.min(lag, plain.history.length))
        expect([...store.indexedAfter('', lag)]).toEqual(seen)
        expect([...store.indexedAfter('id005', lag)]).toEqual(seen?.filter(({ id }) => id > 'id005'))
        expect([...store.after('id005')]).toEqual(plain.users.filter(({ id }) => id > 'id005'))
      }),
    )
  })

  it('forgets what it could undo', () => {
    const store = new UserStore()
    store.put(user('id1', 'ann@a.example'))
    store.forgetWrites()
    expect([...store.indexedAfter('', 5)]).toHaveLength(1)
  })

  it('changes the status time only with the status, and the version always', () => {
    const before = user('id1', 'ann@a.example')
    const later = '2026-02-02T00:00:00.000Z'
    expect(changed(before, { status: 'ACTIVE' }, later)).toMatchObject({ statusChanged: now, version: 2 })
    expect(changed(before, { status: 'SUSPENDED' }, later)).toMatchObject({
      statusChanged: later,
      lastUpdated: later,
    })
    expect(before.version).toBe(1)
  })
})

type Write = typeof write extends fc.Arbitrary<infer T> ? T : never

function apply(one: Write, store: UserStore, plain: PlainStore, id: string): void {
  const free = (wanted: string, self?: User) => {
    const holder = plain.users.find(({ profile }) => profile.login.toLowerCase() === wanted.toLowerCase())
    return holder === undefined || holder === self
  }
  if (one.kind === 'add') {
    if (!free(one.login)) return
    const added = user(id, one.login)
    store.put(added)
    plain.write([...plain.users, added])
    return
  }
  const target = plain.users[one.at]
  if (!target) return
  if (one.kind === 'remove') {
    store.remove(target)
    plain.write(plain.users.filter(other => other !== target))
  } else if (free(one.login, target)) {
    const renamed = changed(target, { profile: { ...target.profile, login: one.login } }, now)
    store.put(renamed)
    plain.write(plain.users.map(other => (other === target ? renamed : other)))
  }
}
