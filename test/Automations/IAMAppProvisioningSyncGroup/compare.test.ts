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
  it.each<[string, Parameters<typeof compare>, ReturnType<typeof compare>]>([
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
      'but where somebody has two accounts it may be one of them',
      [[person(undefined, ['ann@x'], [], true)], [member('q'), member('r', 'bob@x')]],
      { add: [], remove: ['r'] },
    ],
    ['nobody leaves where the members are not told', [[person('a')], undefined], { add: ['a'], remove: [] }],
  ])('%s', (_, given, expected) => expect(compare(...given)).toEqual(expected))

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
