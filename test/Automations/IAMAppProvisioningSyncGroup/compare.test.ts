import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from '../../../Automations/IAMAppProvisioningSyncGroup/compare.ts'

const person = (add: string | undefined, names: string[] = [], ids = add ? [add] : [], isUnsure = false) => ({
  add,
  ids,
  names,
  isUnsure,
})
const member = (value: string, display = '') => ({ value, display })

describe('a comparison', () => {
  it.each<[string, Parameters<typeof compare>, Partial<ReturnType<typeof compare>>]>([
    ['of nothing', [[], []], { add: [], remove: [] }],
    ['who is missing joins', [[person('a'), person('b')], [member('a')]], { add: ['b'], remove: [] }],
    ['who is nobody leaves', [[person('a')], [member('a'), member('z')]], { add: [], remove: ['z'] }],
    ['one account of two people joins once', [[person('a'), person('a')], []], { add: ['a'], remove: [] }],
    [
      'who is not to join stays by the id',
      [[person(undefined, [], ['a'])], [member('a')]],
      { add: [], remove: [] },
    ],
    [
      'and by the name, whatever its case',
      [[person(undefined, ['ann@x'])], [member('q', 'Ann@X')]],
      { add: [], remove: [] },
    ],
    ['an empty name is nobody', [[person(undefined, [])], [member('q')]], { add: [], remove: ['q'] }],
    [
      'nobody leaves while any account may be that of somebody, whatever the name is',
      [[person(undefined, ['ann@x'], [], true)], [member('q'), member('r', 'Ann Lee'), member('s', 'bob@x')]],
      { add: [], remove: [], kept: 3 },
    ],
    [
      'nobody is kept for that who would stay anyway',
      [
        [person('a'), person(undefined, ['ann@x'], [], true)],
        [member('a'), member('q', 'ann@x')],
      ],
      { add: [], remove: [], kept: 0 },
    ],
    [
      'each of several accounts that may be those of somebody stays, whatever the name is',
      [[person(undefined, ['ann@x'], ['q', 'r'])], [member('q', 'Ann Lee'), member('s', 'Bob Lee')]],
      { add: [], remove: ['s'] },
    ],
    [
      'who is a member by another account of theirs does not join by the older one',
      [[{ ...person('old', [], ['old', 'new']), own: ['old', 'new'] }], [member('new', 'Ann Lee')]],
      { add: [], remove: [] },
    ],
    [
      'a group within the group stays',
      [[], [{ ...member('g', 'Buyers'), isGroup: true }, member('z', 'Zoe')]],
      { add: [], remove: ['z'], kept: 0 },
    ],
    ['nobody leaves where the members are not told', [[person('a')], undefined], { add: ['a'], remove: [] }],
  ])('%s', (_, given, expected) => expect(compare(...given)).toMatchObject(expected))

  it('ends with exactly those who are to be members', () => {
    const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', '__proto__'))
    fc.assert(
      fc.property(ids, ids, (wanted, there) => {
        const { add, remove } = compare(
          wanted.map(id => person(id)),
          there.map(id => member(id)),
        )
        const after = [...there.filter(id => !remove.includes(id)), ...add]
        expect(after.sort()).toEqual([...wanted].sort())
      }),
    )
  })
})
