import { expect, it } from 'vitest'
import { claimsOf } from '../../../Integrations/WorkdayIAM/cycle/claims.ts'
import type { Judged } from '../../../Integrations/WorkdayIAM/cycle/judge.ts'
import { refuseWrongFormat } from '../../../Integrations/WorkdayIAM/cycle/slice.ts'
import { profileOf } from '../decide/row.ts'

const judgedAs = (rule: string, count: number) =>
  Array.from({ length: count }, (_, at) => ({
    ...{ entry: { place: at + 1 }, decision: { rule, reason: 'hiredate is "soon".' } },
  })) as unknown as Judged[]

/** Judges so many entries with a date that cannot be read, others, and some that their digests recognised. */
function refused(wrong: number, others: number, recognised: number): boolean {
  const claimed = new Map(Array.from({ length: recognised }, (_, at) => [profileOf({}), at] as const))
  const claims = claimsOf({ claimed, fromFirst: { texts: [], more: undefined } })
  try {
    refuseWrongFormat([...judgedAs('date format', wrong), ...judgedAs('new hire', others)], claims)
    return false
  } catch (error) {
    expect((error as Error).message).toBe(
      `${wrong} of ${wrong + others} entries have a date that cannot be read, so nothing was raised. Entry 1: hiredate is "soon".`,
    )
    return true
  }
}

it.each([
  [0, 0, 0, false],
  [1, 0, 0, false],
  [2, 0, 0, false],
  [3, 0, 0, true],
  [3, 3, 0, true],
  [3, 4, 0, false],
  [5, 2, 3, true],
  [5, 3, 3, false],
  [50, 0, 1000, false],
])(
  '%i wrong dates beside %i other entries and %i that were recognised: refused is %j',
  (wrong, others, recognised, wanted) => {
    expect(refused(wrong, others, recognised)).toBe(wanted)
  },
)
