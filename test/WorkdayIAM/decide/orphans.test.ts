import { describe, expect, it } from 'vitest'
import { isStillOrphan, type Met, orphanCheck } from '../../../Integrations/WorkdayIAM/decide/orphans.ts'
import type { Profile } from '../../../Integrations/WorkdayIAM/decide/person.ts'
import { profileOf, SETTINGS, yesterday } from './row.ts'

const met = (entries: readonly (readonly [email: string, employeeId: string])[]): Met => ({
  entries: entries.length,
  emails: new Set(entries.flatMap(([email]) => email || [])),
  employeeIds: new Set(entries.flatMap(([, id]) => id || [])),
  nameless: [],
})
const person = (number: number, other: Partial<Profile> = {}) =>
  profileOf({ email: `p${number}@example.com`, employeeId: `${number}`, ...other })
const people = (count: number) => Array.from({ length: count }, (_, index) => person(index))
/** A report with the first people, and somebody who has no profile. */
const reportOf = (count: number) =>
  met([['new@example.com', '9999'], ...people(count).map(one => [one.email, one.employeeId] as const)])
const SOMEBODY = met([['new@example.com', '9999']])
const check = (profiles: Iterable<Profile>, report: Met, threshold = 100) =>
  orphanCheck(profiles, report, SETTINGS, threshold)

const WHO: readonly [string, Partial<Profile>, boolean][] = [
  ['is enabled', {}, true],
  ['is pending', { account: 'pending' }, true],
  ['has no account status', { account: '' }, true],
  ['is disabled', { account: 'disabled' }, false],
  ['is processed', { isProcessed: true }, false],
  ['is temporary', { isTemporary: true }, false],
  ['is terminated', { status: 'terminated' }, false],
  ['was terminated in Okta (TUFE)', { terminationTrigger: 'TUFE' }, false],
  ['is on leave of absence', { status: 'leave of absence' }, true],
  ['has no status', { status: '' }, true],
  ['has a last day that has passed', { leaves: yesterday }, true],
  ['is of a stronger source', { sourcePriority: 0 }, false],
  ['is of a weaker source', { sourcePriority: 2 }, false],
  ['is of no priority', { sourcePriority: undefined }, false],
  ['is of another source of the same priority (L15)', { source: 'Workday_2' }, false],
  ['names no source but Workday as its truth (L11)', { source: '', sourceOfTruth: 'Workday' }, true],
  ['names no source but Workday IAM as its truth (L11)', { source: '', sourceOfTruth: 'Workday IAM' }, true],
  ['names another truth', { source: '', sourceOfTruth: 'SAP' }, false],
  ['names no source and no truth', { source: '', sourceOfTruth: '' }, false],
  ['names this source and another truth', { sourceOfTruth: 'SAP' }, true],
]

const MET: readonly [string, Met, Partial<Profile>, boolean][] = [
  ['by e-mail', met([['p1@example.com', '']]), {}, true],
  ['by employee id', met([['new@example.com', '1']]), {}, true],
  [
    'by employee id after the e-mail changed',
    met([['new@example.com', '1']]),
    { email: 'old@example.com' },
    true,
  ],
  ['by neither', SOMEBODY, {}, false],
  ['not by two empty employee ids', { ...SOMEBODY, employeeIds: new Set(['']) }, { employeeId: '' }, false],
]

describe('orphanCheck (ilm.md §2.6)', () => {
  it.each(WHO)('who %s, read again before the incident: an orphan is %j%j', (_, other, isOrphan) => {
    expect(isStillOrphan(person(1, other), SETTINGS)).toBe(isOrphan)
  })

  it.each(WHO)('who %s and has no entry: an orphan is %j%j', (_, other, isOrphan) => {
    expect(check([person(1, other)], SOMEBODY).orphans).toHaveLength(Number(isOrphan))
  })

  it.each(MET)('meets somebody %s', (_, report, other, isMet) => {
    expect(check([person(1, other)], report).orphans).toHaveLength(Number(!isMet))
  })

  it('gives them by their values, whatever the order of the profiles', () => {
    const orphans = check([person(3), person(1), person(2)], SOMEBODY).orphans
    expect(orphans.map(({ value }) => value)).toEqual(['p1@example.com', 'p2@example.com', 'p3@example.com'])
  })

  it('takes any iterable, once', () => {
    expect(check(new Set(people(3)).values(), SOMEBODY)).toMatchObject({ of: 3 })
  })
})

const SHARE: readonly [string, number, number, number, boolean][] = [
  ['exactly the threshold', 100, 90, 10, true],
  ['one more than the threshold', 100, 89, 10, false],
  ['one less than the threshold', 100, 91, 10, true],
  ['a share between two per cents', 200, 179, 10, false],
  ['everybody, 100 % allowed', 5, 0, 100, true],
  ['somebody, nothing allowed', 100, 99, 0, false],
  ['nobody, nothing allowed', 100, 100, 0, true],
  ['one of one', 1, 0, 50, false],
  ['half of two', 2, 1, 50, true],
  ['a threshold with a fraction', 1000, 995, 0.5, true],
  ['a threshold with a fraction, one more', 1000, 994, 0.5, false],
]

describe('the report is believed or not (L2)', () => {
  it.each(SHARE)(
    '%s: of %i profiles %i have an entry, %d %% may be missing',
    (_, all, there, threshold, fine) => {
      const { of, orphans, doubt } = check(people(all), reportOf(there), threshold)
      expect([of, orphans.length]).toEqual([all, all - there])
      expect(doubt === undefined, doubt).toBe(fine)
    },
  )

  it('counts those whose incident is open, else a half report would take a share in every cycle', () => {
    const all = people(20).map((one, at) => ({ ...one, isProcessed: at >= 18 }))
    const { orphans, doubt } = check(all, reportOf(17), 10)
    expect(orphans).toHaveLength(1)
    expect(doubt).toMatch(/^3 of 20 profiles/)
    expect(check(all, reportOf(18), 10)).toMatchObject({ orphans: [], doubt: undefined })
  })

  it('says how many of how many, and the threshold', () => {
    expect(check(people(10), reportOf(5), 20).doubt).toMatch(/^5 of 10 profiles .* 20 %/)
  })

  it('counts no other source', () => {
    const foreign = people(1000).map(one => ({ ...one, source: 'Workday_2' }))
    expect(check([...foreign, person(1), person(2)], reportOf(2), 10)).toMatchObject({ of: 1 + 1 })
    expect(check([...foreign, person(1), person(2)], SOMEBODY, 10).doubt).toBeDefined()
  })

  it('does not count the disabled: they would hide a cut report', () => {
    const left = people(900).map(one => ({ ...one, account: 'disabled' }))
    expect(check([...left, ...people(10)], SOMEBODY, 10)).toMatchObject({ of: 10 })
  })

  it.each([0, 10, 100])('does not believe an empty report, %i % allowed', threshold => {
    expect(check(people(1), met([]), threshold).doubt).toMatch(/empty/)
  })

  it('has no doubt in an empty report when nobody could be an orphan', () => {
    expect(check([], met([])).doubt).toBeUndefined()
  })

  it('does not believe a report with entries that name nobody, and says where the first is', () => {
    const { doubt, orphans } = check(people(100), { ...reportOf(99), nameless: [17, 40] })
    expect(orphans).toHaveLength(1)
    expect(doubt).toMatch(/2 entries .*entry 17/)
  })

  it('believes it when nobody is missing: the nameless entry is a new one', () => {
    expect(check(people(100), { ...reportOf(100), nameless: [17] }).doubt).toBeUndefined()
  })
})
