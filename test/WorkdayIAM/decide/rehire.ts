import { inDays, type Row, tomorrow, yesterday } from './row.ts'

const rehired = { incident: 'IAM - Rehire User', rule: 'rehire' } as const
const none = { rule: 'no change' } as const
const profile = { account: 'disabled' }
const entry = { prehire: true, rehired: true }

const byFlags: Row[] = [
  { name: '§2.4 IAM - Rehire User: P = True and R = Yes', entry, ...rehired, reason: 'rehired employee' },
  { name: '§2.4 IAM - Rehire User: P = True alone', entry: { prehire: true }, ...none },
  { name: '§2.4 IAM - Rehire User: R = Yes alone', entry: { rehired: true }, ...none },
  {
    name: '§2.4 IAM - Rehire User: P and R, still Terminated',
    entry: { ...entry, status: 'terminated' },
    ...rehired,
  },
  { name: '§2.4 IAM - Rehire User: P and R, status empty', entry: { ...entry, status: '' }, ...rehired },
  {
    name: '§2.4 IAM - Rehire User: P and R, the old D is still in the report',
    entry: { ...entry, hired: inDays(10), leaves: inDays(-200) },
    ...rehired,
  },
  {
    name: '§2.4 IAM - Rehire User: P and R, but D of this employment has passed',
    entry: { ...entry, hired: inDays(-30), leaves: yesterday },
    rule: 'not active',
  },
  {
    name: '§2.4 IAM - Rehire User: P and R, D is to come',
    entry: { ...entry, leaves: tomorrow },
    ...rehired,
  },
  { name: '§2.4 IAM - Rehire User: X days exactly', entry: { ...entry, hired: inDays(30) }, ...rehired },
  {
    name: '§2.4 gates: H - T > X, a rehire waits',
    entry: { ...entry, hired: inDays(31) },
    rule: 'too early',
  },
  {
    name: '§2.4 IAM - Rehire User: X is empty',
    entry: { ...entry, hired: inDays(3650) },
    settings: { syncDays: undefined },
    ...rehired,
  },
  {
    name: '§2.4 IAM - Rehire User: of a weaker source',
    entry,
    profile: { ...profile, sourcePriority: 5 },
    ...rehired,
  },
]

const email: Row[] = [
  {
    name: "§2.4 gates: a rehire does not take another one's e-mail",
    entry: { ...entry, email: 'anna.fox@example.com' },
    profile: { ...profile, email: 'anna@example.com' },
    others: [{ email: 'anna.fox@example.com', employeeId: '2002' }],
    rule: 'e-mail taken',
  },
  {
    name: '§2.4 IAM - Rehire User: with a new e-mail that nobody has',
    entry: { ...entry, email: 'anna.fox@example.com' },
    profile: { ...profile, email: 'anna@example.com' },
    ...rehired,
  },
]

const account: Row[] = [
  { name: '§2.4 IAM - Rehire User: not when A = Enabled', entry, profile: {}, ...none },
  { name: '§2.4 IAM - Rehire User: not when A is empty', entry, profile: { account: '' }, ...none },
  {
    name: '§2.4 IAM - Rehire User: not when A = Pending',
    entry,
    profile: { account: 'pending' },
    incident: 'IAM - AD User Activation',
    rule: 'AD activation',
  },
]

export const rehire: readonly Row[] = [
  {
    name: '§2.4 IAM - Rehire User: P and R in an entry that the profile has seen',
    entry,
    profile,
    ...rehired,
  },
  ...[...byFlags, ...email, ...account].map(row => ({ news: true, profile, ...row })),
  {
    name: '§6 Force Sync: a rehire in an entry that has been seen',
    entry,
    profile: { ...profile, forceSync: true },
    ...rehired,
  },
]
