import { inDays, type Row, yesterday } from './row.ts'

const terminated = { status: 'terminated' }

const requiredData: Row[] = [
  { name: '§2.1 an entry without e-mail', entry: { email: '' }, rule: 'required data', reason: 'e-mail' },
  {
    name: '§2.1 an entry without employee id',
    entry: { employeeId: '' },
    rule: 'required data',
    reason: 'employee id',
  },
  {
    name: '§2.1 an entry without hire date',
    entry: { hired: undefined },
    rule: 'required data',
    reason: 'hire date',
  },
  {
    name: '§2.1 an entry without all three: each is named',
    entry: { email: '', employeeId: '', hired: undefined },
    rule: 'required data',
    reason: 'the e-mail, the employee id, the hire date',
  },
  {
    name: '§2.4 gates: required data missing holds back a termination too',
    entry: { ...terminated, hired: undefined },
    profile: {},
    rule: 'required data',
  },
  {
    name: '§2.1 a date that does not fit the configured format',
    entry: { hired: undefined, unreadable: { field: 'hiredate', value: '31.12.2026' } },
    rule: 'date format',
    reason: '31.12.2026',
  },
  {
    name: '§2.1 a deactivation date that does not fit does not make somebody permanent',
    entry: { ...terminated, unreadable: { field: 'terminationdate', value: 'soon' } },
    profile: {},
    rule: 'date format',
    reason: 'terminationdate',
  },
  {
    name: '§2.1 the display name is not required',
    entry: { displayName: '' },
    incident: 'IAM - New Hire',
    rule: 'new hire',
  },
]

const waiting = [
  ['Is Processed', { isProcessed: true }, 'being processed'],
  ['Is Temporary User', { isTemporary: true }, 'temporary profile'],
] as const

const open: Row[] = waiting.flatMap(([field, profile, rule]): Row[] => [
  { name: `§2.4 gates: ${field}, and the report is the same`, profile, rule },
  {
    name: `§2.4 gates: ${field}, and only the day has changed`,
    entry: { leaves: yesterday },
    profile,
    rule,
  },
  {
    name: `§2.4 gates: ${field} holds back an activation`,
    profile: { ...profile, account: 'pending' },
    rule,
  },
  { name: `§2.4 gates: ${field} holds back Force Sync`, profile: { ...profile, forceSync: true }, rule },
  { name: `§2.4 gates: ${field} holds back AD deactivation`, entry: { hired: inDays(20) }, profile, rule },
  {
    name: `§2.4 gates: ${field}, and the report shows a new change`,
    news: true,
    fields: { title: 'Lead' },
    profile,
    incident: 'IAM - Update User',
    rule: 'update',
    changes: ['title'],
  },
  {
    name: `§2.4 gates: ${field}, and the report shows the end`,
    entry: terminated,
    news: true,
    profile: { ...profile, status: 'active' },
    incident: 'IAM - Terminate User',
    rule: 'termination',
  },
  {
    name: `§2.4 gates: ${field}, and a stronger source: the source comes first`,
    profile: { ...profile, sourcePriority: 0 },
    rule: 'stronger source',
  },
])

export const gates: readonly Row[] = [...requiredData, ...open]
