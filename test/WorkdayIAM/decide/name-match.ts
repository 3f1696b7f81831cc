import { inDays, type Row, yesterday } from './row.ts'

const fox = { employeeId: '2002', email: 'fox@example.com', displayName: 'Anna Fox' }
const gone = { ...fox, account: 'disabled', status: 'terminated' }
const matched = {
  incident: 'IAM - Sync User',
  rule: 'partial name match',
  nameOwner: 'fox@example.com',
} as const
const entry = { displayName: 'Anna Fox' }
const others = [fox]

export const nameMatch: readonly Row[] = [
  { name: "§2.5 new hire: the display name is another one's", entry, others, ...matched, reason: 'Anna Fox' },
  {
    name: '§2.5 new hire: the name in other case and blanks',
    entry: { displayName: ' anna  FOX ' },
    others,
    ...matched,
  },
  { name: '§2.5 new hire: the owner is disabled', entry, others: [gone], ...matched },
  {
    name: '§2.5 new hire: a longer name is another name',
    entry: { displayName: 'Anna Foxx' },
    others,
    incident: 'IAM - New Hire',
    rule: 'new hire',
  },
  {
    name: "§2.5 new hire: an empty name is nobody's",
    entry: { displayName: '' },
    others: [{ ...fox, displayName: '' }],
    incident: 'IAM - New Hire',
    rule: 'new hire',
  },
  {
    name: '§2.5 new hire: too early comes first',
    entry: { ...entry, hired: inDays(31) },
    others,
    rule: 'too early',
  },
  {
    name: '§2.5 new hire: not active comes first',
    entry: { ...entry, leaves: yesterday },
    others,
    rule: 'not active',
  },
  {
    name: '§2.5 new hire: a taken e-mail comes first',
    entry: { ...entry, email: 'fox@example.com' },
    others,
    rule: 'e-mail taken',
  },
  {
    name: '§2.5 new hire: another new hire of the report has the name',
    met: { namesake: 3 },
    rule: 'name in report',
    reason: 'Entry 3',
  },
  {
    name: '§2.5 new hire: a profile with the name comes before an entry with it',
    entry,
    others,
    met: { namesake: 3 },
    ...matched,
  },
  {
    name: '§2.5 new hire: too early comes before an entry with the name',
    entry: { hired: inDays(31) },
    met: { namesake: 3 },
    rule: 'too early',
  },
  {
    name: '§2.5 an entry with the name is nothing to somebody who is known',
    entry: { hired: inDays(1) },
    met: { namesake: 3 },
    profile: { account: 'pending' },
    incident: 'IAM - AD User Activation',
    rule: 'AD activation',
  },
]
