import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isByName, wishesIn } from '../../../Automations/IAMAppProvisioningSyncGroup/events.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { event, GROUP, groupTarget, imported, joined, left, user } from './events.ts'

const IN = 'app_group_member_import.insert_success'
const OUT = 'app_group_member_import.delete_success'
const ann = 'ann@x.example'
const bob = 'bob@x.example'

const told = (log: readonly JsonObject[], seen: readonly string[] = []): string[] =>
  wishesIn(log, GROUP, new Set(seen)).wishes.map(
    ({ person, direction }) => `${direction} ${person.id || '-'} ${person.login}`,
  )
const uuidOf = (one: JsonObject): string => String(one.uuid)

describe('what the log says', () => {
  const first = joined(ann, 1)
  const then = left(ann, 2)
  it.each<[string, JsonObject[], string[]]>([
    ['nothing', [], []],
    [
      'who joined and who left',
      [joined(ann, 1), left(bob, 2)],
      ['add 00uann ann@x.example', 'remove 00ubob bob@x.example'],
    ],
    ['the last event wins', [joined(ann, 1), left(ann, 2)], ['remove 00uann ann@x.example']],
    ['by its time, not its place', [left(ann, 2), joined(ann, 1)], ['remove 00uann ann@x.example']],
    ['at the same time by its place', [left(ann, 2), joined(ann, 2)], ['add 00uann ann@x.example']],
    [
      'in the order of the last events',
      [joined(ann, 1), joined(bob, 2), left(ann, 3)],
      ['add 00ubob bob@x.example', 'remove 00uann ann@x.example'],
    ],
    [
      'of a person by the id, whatever the login is now',
      [
        joined(ann, 1),
        event('group.user_membership.remove', 2, [user('ann.lee@x.example', '00uann'), groupTarget()]),
      ],
      ['remove 00uann ann.lee@x.example'],
    ],
    ['a login in lower case', [joined('Ann@X.Example', 1)], ['add 00uAnn ann@x.example']],
    [
      'not of another group of the same name',
      [event('group.user_membership.add', 1, [user(ann), groupTarget('00gOther')])],
      [],
    ],
    ['not what failed', [joined(ann, 1, { outcome: { result: 'FAILURE' } })], []],
    ['not another type', [event('group.lifecycle.delete', 1, [groupTarget()])], []],
    [
      'by the type, whatever the words are (L9)',
      [joined(ann, 1, { displayMessage: 'Remove user from group membership' })],
      ['add 00uann ann@x.example'],
    ],
    [
      'of an imported group by its legacy type',
      [imported(IN, ann, 1), imported(OUT, bob, 2)],
      ['add - ann@x.example', 'remove - bob@x.example'],
    ],
    [
      'or by a type of its own',
      [imported(IN, ann, 1, { eventType: `app.user_management.${IN}`, legacyEventType: null })],
      ['add - ann@x.example'],
    ],
    [
      'not what an import did to the group itself',
      [imported('user_group_import.upsert_success', ann, 1)],
      [],
    ],
    [
      'one person, whom one event names by the id and another by the login',
      [imported(IN, ann, 1), left(ann, 2)],
      ['remove 00uann ann@x.example'],
    ],
    ['not a target that is nobody', [event('group.user_membership.add', 1, [groupTarget()])], []],
    [
      'without a target or with a wrong one',
      [event('group.user_membership.add', 1, []), { eventType: 'group.user_membership.add', target: null }],
      [],
    ],
  ])('%s', (_, log, expected) => expect(told(log)).toEqual(expected))

  it('is not told again of what was seen, which still decides', () => {
    expect(told([first], [uuidOf(first)])).toEqual([])
    expect(told([first, then], [uuidOf(first)])).toEqual(['remove 00uann ann@x.example'])
    // An event that came late into the log lies before one that is done.
    expect(told([first, then], [uuidOf(then)])).toEqual(['remove 00uann ann@x.example'])
    expect(told([first, then], [uuidOf(first), uuidOf(then)])).toEqual([])
  })

  it('is told of every event of the group, for the next time', () => {
    expect(
      wishesIn([first, left(bob, 3), joined(bob, 4, { target: [] })], GROUP, new Set([uuidOf(first)])).events,
    ).toHaveLength(2)
  })

  it.each<[string, JsonObject]>([
    ['an event of an import without a legacy type', imported(IN, ann, 1, { legacyEventType: null })],
    ['a group within the group', imported('app_group_group_member_import.insert_success', ann, 1)],
  ])('%s needs a comparison', (_, one) => {
    expect(wishesIn([one], GROUP, new Set()).undecided).toContain(uuidOf(one))
    expect(wishesIn([one], GROUP, new Set([uuidOf(one)])).undecided).toBeUndefined()
  })

  it.each<[string, JsonObject[], boolean]>([
    ['an import by its name in the directory', [imported(IN, ann, 1)], true],
    ['an import that has the id', [imported(IN, ann, 1, { target: [user(ann), groupTarget()] })], false],
    ['an import of another kind', [imported('user_group_import.upsert_success', ann, 1)], false],
    ['a group of Okta itself', [joined(ann, 1)], false],
    [
      'a group of Okta that is only called so',
      [event('group.user_membership.add', 1, [user(ann), groupTarget('00gOther')])],
      false,
    ],
  ])('%s is known by the name alone: %#', (_, log, expected) => {
    expect(isByName(log, GROUP, new Set())).toBe(expected)
    expect(isByName(log, GROUP, new Set(log.map(uuidOf)))).toBe(false)
  })
})

describe('the last event wins', () => {
  const people = ['ann@x.example', 'bob@x.example', 'cyd@x.example']
  const logs = fc.array(fc.tuple(fc.constantFrom(...people), fc.boolean(), fc.integer({ min: 0, max: 50 })))

  it('for everybody, in any order of the log', () => {
    fc.assert(
      fc.property(logs, fc.infiniteStream(fc.nat()), (moves, order) => {
        const unique = [...new Map(moves.map(move => [move[2], move])).values()]
        const log = unique.map(([login, isIn, minute]) =>
          isIn ? joined(login, minute) : left(login, minute),
        )
        const shuffled = log.map(one => ({ one, at: order.next().value ?? 0 })).sort((a, b) => a.at - b.at)
        // The naive version: play the moves one after the other.
        const last = new Map([...unique].sort((a, b) => a[2] - b[2]).map(([login, isIn]) => [login, isIn]))
        const wanted = [...last].map(([login, isIn]) => `${isIn ? 'add' : 'remove'} ${login}`)
        const found = wishesIn(
          shuffled.map(({ one }) => one),
          GROUP,
          new Set(),
        ).wishes
        expect(found.map(({ person, direction }) => `${direction} ${person.login}`).sort()).toEqual(
          wanted.sort(),
        )
      }),
    )
  })
})
