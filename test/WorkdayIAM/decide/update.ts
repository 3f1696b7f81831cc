import { inDays, type Row, TODAY, yesterday } from './row.ts'

const updated = { incident: 'IAM - Update User', rule: 'update' } as const
const title = { news: true, fields: { title: 'Lead' }, ...updated, changes: ['title'] } as const

const fields: Row[] = [
  { name: '§2.4 IAM - Update User: a field differs', profile: {}, ...title, reason: 'title' },
  {
    name: '§2.4 IAM - Update User: several fields differ, all are named',
    news: true,
    entry: { status: 'leave of absence' },
    fields: { title: '', city: 'Cork' },
    profile: { status: 'active' },
    ...updated,
    changes: ['employmentstatus', 'title', 'city'],
  },
  {
    name: '§2.4 IAM - Update User: the entry is new, no mapped field differs',
    news: true,
    profile: {},
    rule: 'no change',
  },
  { name: '§2.4 IAM - Update User: the entry is as it was', profile: {}, rule: 'no change' },
  {
    name: '§2.4 IAM - Update User: the hire date moved within Y',
    news: true,
    entry: { hired: TODAY },
    profile: { hired: yesterday },
    ...updated,
    changes: ['hiredate'],
  },
  {
    name: '§2.4 IAM - Update User: a deactivation date was set',
    news: true,
    entry: { leaves: TODAY },
    profile: { leaves: undefined },
    ...updated,
    changes: ['terminationdate'],
  },
  {
    name: '§2.4 IAM - Update User: the e-mail changed',
    news: true,
    entry: { email: 'anna.fox@example.com' },
    profile: { email: 'anna@example.com' },
    ...updated,
    changes: ['email'],
  },
  {
    name: "§2.4 gates: the new e-mail is another one's",
    news: true,
    entry: { email: 'anna.fox@example.com' },
    profile: { email: 'anna@example.com' },
    others: [{ email: 'anna.fox@example.com', employeeId: '2002' }],
    rule: 'e-mail taken',
    reason: '2002',
  },
  {
    name: '§2.4 gates: the e-mail did not change, another profile has it too',
    profile: {},
    others: [{ employeeId: '2002', value: 'second' }],
    ...title,
  },
]

const active: Row[] = [
  {
    name: '§2.4 IAM - Update User: on leave of absence',
    entry: { status: 'leave of absence' },
    profile: {},
    ...title,
  },
  { name: '§2.4 IAM - Update User: A is empty', profile: { account: '' }, ...title },
  {
    name: '§2.4 IAM - Update User: A = Pending, before Y',
    entry: { hired: inDays(8) },
    profile: { account: 'pending' },
    ...title,
  },
  {
    name: 'L4 a hire date beyond X does not suppress Update',
    entry: { hired: inDays(31) },
    profile: { account: 'pending' },
    ...title,
  },
  {
    name: '§2.4 IAM - Update User: A = Disabled, the entry is active',
    profile: { account: 'disabled' },
    ...title,
  },
  {
    name: 'L4 a rehire by P and R that waits for X does not suppress Update',
    entry: { prehire: true, rehired: true, hired: inDays(31) },
    profile: { account: 'disabled' },
    ...title,
  },
  {
    name: '§2.4 IAM - Update User: not for Terminated and prehire',
    entry: { status: 'terminated', prehire: true },
    news: true,
    fields: { title: 'Lead' },
    profile: {},
    rule: 'not active',
  },
  {
    name: '§2.4 IAM - Update User: not for a Disabled who is gone',
    entry: { leaves: yesterday },
    news: true,
    fields: { title: 'Lead' },
    profile: { account: 'disabled' },
    rule: 'not active',
  },
]

export const update: readonly Row[] = [...fields, ...active]
