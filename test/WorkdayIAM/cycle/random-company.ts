import fc from 'fast-check'
import type { JsonObject } from '../../../kit/wire.ts'
import { entry, profileFor } from './people.ts'

/** Somebody in the report, the profiles or both, and which incidents that comes to; written down, not computed. */
interface Fate {
  readonly report?: (n: number) => JsonObject
  /** A second entry of the same person, far behind the first. */
  readonly again?: (n: number) => JsonObject
  readonly profile?: (n: number) => JsonObject
  readonly raises: readonly string[]
}

const same = (n: number) => profileFor(entry(n))
const left = { Employment_Status: 'Terminated', Termination_Date: '10/31/2026' }
const tomorrow = { Last_Hire_Date: '11/23/2026' }
const nextYear = { Last_Hire_Date: '11/22/2027' }

const FATES: Readonly<Record<string, Fate>> = {
  hired: { report: entry, raises: ['New Hire'] },
  'as ever': { report: entry, profile: same, raises: [] },
  'as ever, but from before digests': {
    report: entry,
    profile: n => profileFor(entry(n), { reportdigest: '' }),
    raises: [],
  },
  'with a column that nobody maps': { report: n => entry(n, { Shoes: '42' }), profile: same, raises: [] },
  promoted: { report: n => entry(n, { Title: 'Director' }), profile: same, raises: ['Update User'] },
  renamed: {
    report: n => entry(n, { Email_Address: `new${n}@example.com` }),
    profile: same,
    raises: ['Update User'],
  },
  forced: { report: entry, profile: n => profileFor(entry(n), { forcesync: true }), raises: ['Update User'] },
  taken: {
    report: entry,
    profile: n => profileFor(entry(n), { sourcepriority: 5, sourceinstance: 'Other', reportdigest: '' }),
    raises: ['Update User'],
  },
  left: { report: n => entry(n, left), profile: same, raises: ['Terminate User'] },
  'left as foreseen': {
    report: n => entry(n, { Termination_Date: '11/21/2026' }),
    profile: n => profileFor(entry(n, { Termination_Date: '11/21/2026' })),
    raises: ['Terminate User'],
  },
  'left long ago': {
    report: n => entry(n, left),
    profile: n => profileFor(entry(n, left), { adaccountstatus: 'Disabled' }),
    raises: [],
  },
  'left, and never had a profile': { report: n => entry(n, left), raises: [] },
  back: {
    report: entry,
    profile: n => profileFor(entry(n, left), { adaccountstatus: 'Disabled' }),
    raises: ['Rehire User'],
  },
  begins: {
    report: n => entry(n, tomorrow),
    profile: n => profileFor(entry(n, tomorrow), { adaccountstatus: 'Pending' }),
    raises: ['AD User Activation'],
  },
  postponed: { report: n => entry(n, nextYear), profile: same, raises: ['AD User Deactivation'] },
  'far away': { report: n => entry(n, nextYear), raises: [] },
  missing: { profile: same, raises: ['Terminate User'] },
  'missing and gone already': {
    profile: n => profileFor(entry(n), { adaccountstatus: 'Disabled' }),
    raises: [],
  },
  'of another source': { profile: n => profileFor(entry(n), { sourceinstance: 'Other' }), raises: [] },
  stronger: {
    report: n => entry(n, { Title: 'Director' }),
    profile: n => profileFor(entry(n), { sourcepriority: 0 }),
    raises: [],
  },
  'being processed': {
    report: entry,
    profile: n => profileFor(entry(n), { isprocessed: true, forcesync: true }),
    raises: [],
  },
  // The profile has no id either: an entry that fits nobody might be that of anybody who is missing.
  'without an id': {
    report: n => entry(n, { Emp_ID: '' }),
    profile: n => profileFor(entry(n), { employeeid: '', reportdigest: '' }),
    raises: [],
  },
  'in two rows, the first of which has left': {
    report: n => entry(n, left),
    again: n => entry(n, { Title: 'Director' }),
    profile: same,
    raises: [],
  },
  'in two rows, one of them as ever': {
    report: n => entry(n, left),
    again: entry,
    profile: same,
    raises: [],
  },
  'hired in two rows': { report: entry, again: n => entry(n, { Title: 'Clerk' }), raises: [] },
  'with a strange date': { report: n => entry(n, { Last_Hire_Date: 'soon' }), profile: same, raises: [] },
}

export interface Company {
  readonly report: JsonObject[]
  readonly profiles: ReadonlyMap<string, JsonObject>
  /** What has to be raised, as `type employee-id`, sorted. */
  readonly wanted: string[]
  readonly hasProblems: boolean
}

const PROBLEMS = [
  ...['without an id', 'with a strange date', 'hired in two rows'],
  ...['in two rows, the first of which has left', 'in two rows, one of them as ever'],
]

/** A company of people with random fates, in random order. */
export const companies: fc.Arbitrary<Company> = fc
  .array(fc.constantFrom(...Object.keys(FATES)), { maxLength: 30 })
  .chain(fates => {
    const people = fates.map((name, index) => ({ n: index + 1, name, fate: FATES[name] ?? { raises: [] } }))
    return fc.shuffledSubarray(people, { minLength: people.length }).map(shuffled => ({
      report: [
        ...shuffled.flatMap(({ n, fate }) => (fate.report ? [fate.report(n)] : [])),
        ...shuffled.flatMap(({ n, fate }) => (fate.again ? [fate.again(n)] : [])),
      ],
      profiles: new Map(
        shuffled.flatMap(({ n, fate }) =>
          fate.profile ? [[`p${n}@example.com`, fate.profile(n)] as const] : [],
        ),
      ),
      wanted: people.flatMap(({ n, fate }) => fate.raises.map(type => `${type} ${1000 + n}`)).sort(),
      hasProblems: fates.some(name => PROBLEMS.includes(name)),
    }))
  })
