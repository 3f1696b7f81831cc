import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CharacterClass, password } from '../../../Automations/IAMGeneratePassword/password.ts'

const random = (end: number) => randomInt(end)
/** Classes that share no character, with bounds of any kind. */
const policies = fc
  .array(fc.tuple(fc.nat(6), fc.nat(6), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 5 })
  .map(drafts =>
    drafts.map(([min, more, size], index): CharacterClass => {
      const characters = 'abcdefghijklmnopqrstuvwxy'.slice(index * 5, index * 5 + size)
      return { characters, min, max: min + more }
    }),
  )
const countIn = (made: string, { characters }: CharacterClass) =>
  [...made].filter(each => characters.includes(each)).length

describe('a password', () => {
  test('has of every class as many as its bounds say, and nothing else', () => {
    fc.assert(
      fc.property(policies, policy => {
        const made = password(policy, random)
        const counts = policy.map(each => countIn(made, each))
        policy.forEach(({ min, max }, index) => {
          expect(counts[index]).toBeGreaterThanOrEqual(min)
          expect(counts[index]).toBeLessThanOrEqual(max)
        })
        expect(made).toHaveLength(counts.reduce((sum, count) => sum + count, 0))
      }),
    )
  })

  test('asks for every number within what it needs, and takes each answer', () => {
    fc.assert(
      fc.property(policies, fc.infiniteStream(fc.nat(999)), (policy, numbers) => {
        const asked: number[] = []
        const drawn = (end: number) => {
          asked.push(end)
          return (numbers.next().value ?? 0) % end
        }
        const made = password(policy, drawn)
        expect(asked.every(end => end >= 1)).toBe(true)
        // One number for each class, one for each character and one for each place.
        expect(asked).toHaveLength(policy.length + 2 * made.length)
      }),
    )
  })

  /** Every answer that `random` can give, one after the other: with each as likely, what comes of it is the distribution. */
  function all(policy: readonly CharacterClass[]): Map<string, number> {
    const made = new Map<string, number>()
    let path: number[] = []
    for (;;) {
      const ends: number[] = []
      const one = password(policy, end => {
        ends.push(end)
        return path[ends.length - 1] ?? 0
      })
      made.set(one, (made.get(one) ?? 0) + 1)
      const answers = ends.map((_, index) => path[index] ?? 0)
      let last = ends.length - 1
      while (last >= 0 && (answers[last] ?? 0) + 1 >= (ends[last] ?? 0)) last -= 1
      if (last < 0) return made
      path = [...answers.slice(0, last), (answers[last] ?? 0) + 1]
    }
  }

  test('every order of its characters is as likely as every other one', () => {
    const one = (characters: string): CharacterClass => ({ characters, min: 1, max: 1 })
    const made = all(['a', 'B', '1', '-'].map(one))
    expect(made.size).toBe(24)
    expect(new Set(made.values())).toEqual(new Set([1]))
  })

  test('every character of a class is as likely as every other one', () => {
    const made = all([{ characters: 'abc', min: 2, max: 2 }])
    expect([...made.keys()].sort()).toEqual(['aa', 'ab', 'ac', 'ba', 'bb', 'bc', 'ca', 'cb', 'cc'])
    expect(new Set(made.values())).toEqual(new Set([2]))
  })

  test('every number of characters within the bounds comes up', () => {
    const lengths = new Set(
      [...all([{ characters: 'a', min: 1, max: 4 }]).keys()].map(({ length }) => length),
    )
    expect(lengths).toEqual(new Set([1, 2, 3, 4]))
  })
})
