import { describe, expect, it } from 'vitest'
import {
  endOf,
  isBeforeEnabling,
  isEmployed,
  isTooEarly,
  lastDay,
} from '../../../Integrations/WorkdayIAM/decide/employment.ts'
import type { Entry } from '../../../Integrations/WorkdayIAM/decide/person.ts'
import { entryOf, inDays, SETTINGS, TODAY, tomorrow, yesterday } from './row.ts'

const settings = (syncDays?: number, enableDays?: number) => ({ ...SETTINGS, syncDays, enableDays })

/** Days to the hire date, days of the setting, and whether it is further away. */
const AWAY: readonly [days: number, setting: number | undefined, away: boolean][] = [
  [30, 30, false],
  [31, 30, true],
  [29, 30, false],
  [0, 0, false],
  [1, 0, true],
  [-1, 0, false],
  [-400, 30, false],
  [10_000, undefined, false],
]

describe('the first sync (ilm.md §2.2.2)', () => {
  it.each(AWAY)('leaves out who is hired in %i days when X is %s: %s', (days, syncDays, isLeftOut) => {
    expect(isTooEarly(entryOf({ entry: { hired: inDays(days) } }), settings(syncDays), TODAY)).toBe(isLeftOut)
  })

  it.each(AWAY)('has Pending for who is hired in %i days when Y is %s: %s', (days, enableDays, isPending) => {
    const entry = entryOf({ entry: { hired: inDays(days) } })
    expect(isBeforeEnabling(entry, settings(undefined, enableDays), TODAY)).toBe(isPending)
  })

  it.each<[string, Partial<Entry>, boolean, boolean]>([
    ['active', {}, false, true],
    ['on leave', { status: 'leave of absence' }, false, true],
    ['Terminated', { status: 'terminated' }, true, false],
    ['Terminated and prehire', { status: 'terminated', prehire: true }, false, false],
    ['of no status', { status: '' }, false, true],
    ['gone since yesterday', { leaves: yesterday }, true, false],
    ['gone after today', { leaves: TODAY }, false, true],
    ['gone after tomorrow', { leaves: tomorrow }, false, true],
    ['Terminated, but with days to go', { status: 'terminated', leaves: tomorrow }, true, false],
    ['cancelled before the hire date', { hired: tomorrow, leaves: yesterday }, true, false],
    ['rehired after a last day', { hired: TODAY, leaves: inDays(-90), rehired: true }, false, true],
    ['prehire and gone', { prehire: true, leaves: yesterday }, true, false],
  ])('who is %s meets the termination condition %j, is active %j', (_, entry, ends, isActive) => {
    const person = entryOf({ entry })
    expect([endOf(person, TODAY) !== undefined, isEmployed(person, TODAY)]).toEqual([ends, isActive])
  })

  it.each<[string, Partial<Entry>, number | undefined]>([
    ['is D', { leaves: tomorrow }, tomorrow],
    ['may be the hire date', { hired: TODAY, leaves: TODAY }, TODAY],
    ['is D when no hire date is known', { hired: undefined, leaves: yesterday }, yesterday],
    [
      'is not that of an earlier employment',
      { hired: TODAY, leaves: inDays(-200), rehired: true },
      undefined,
    ],
    ['is D of a cancelled hire', { hired: tomorrow, leaves: yesterday }, yesterday],
    ['is open', {}, undefined],
  ])('the last day %s', (_, entry, day) => expect(lastDay(entryOf({ entry }))).toBe(day))
})
