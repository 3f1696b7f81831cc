import { inDays, type Row, yesterday } from './row.ts'

const ended = { incident: 'IAM - Terminate User', rule: 'termination' } as const

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
    entry: {
      hired: undefined,
      unreadable: { field: 'hiredate', value: '"31.12.2026"', fault: 'does not fit' },
    },
    rule: 'date format',
    reason: '31.12.2026',
  },
  {
    name: '§2.1 a deactivation date that does not fit does not make somebody permanent',
    entry: {
      ...terminated,
      unreadable: { field: 'terminationdate', value: '"soon"', fault: 'does not fit' },
    },
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

const noColumn: Row[] = [
  {
    name: '§2.1 a status that is no text does not hire anybody',
    entry: {
      status: '',
      unreadable: { field: 'employmentstatus', value: '["Terminated"]', fault: 'is no text' },
    },
    rule: 'date format',
    reason: 'employmentstatus is ["Terminated"], which is no text.',
  },
  {
    name: '§2.1 nobody in the report has a status: it has lost the column',
    entry: { status: '', lacksStatus: true },
    rule: 'required data',
    reason: 'No entry of the report has an employment status.',
  },
  {
    name: '§2.1 nobody in the report has a status, and the last day has passed: no termination either',
    entry: { status: '', lacksStatus: true, leaves: yesterday },
    profile: {},
    rule: 'required data',
  },
]

/** A profile made by hand or by the public pack: there is nothing to tell news by. */
const unseen: Row[] = [
  {
    name: '§2.4 gates: Is Processed of a profile that has seen no entry',
    news: true,
    profile: { isProcessed: true, digest: '', account: 'pending' },
    rule: 'being processed',
  },
  {
    name: '§2.4 gates: Is Processed of a profile that has seen no entry holds back no termination',
    entry: terminated,
    news: true,
    profile: { isProcessed: true, digest: '' },
    ...ended,
  },
  {
    name: '§2.4 gates: Is Temporary User of a profile that has seen no entry and has ended',
    entry: terminated,
    news: true,
    profile: { isTemporary: true, digest: '' },
    rule: 'temporary profile',
  },
  {
    name: '§2.4 gates: Is Temporary User of a profile that has seen no entry',
    news: true,
    fields: { title: 'Lead' },
    profile: { isTemporary: true, digest: '' },
    rule: 'temporary profile',
  },
  {
    name: '§2.4 gates: a profile that has seen no entry, and nobody is at work on it',
    news: true,
    fields: { title: 'Lead' },
    profile: { digest: '' },
    incident: 'IAM - Update User',
    rule: 'update',
  },
]

const waiting = [
  ['Is Processed', { isProcessed: true }, 'being processed'],
  ['Is Temporary User', { isTemporary: true }, 'temporary profile'],
] as const

const open: Row[] = waiting.flatMap(([field, profile, rule]): Row[] => [
  { name: `§2.4 gates: ${field}, and the report is the same`, profile, rule },
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

const [isProcessed, isTemporary] = [{ isProcessed: true }, { isTemporary: true }]
/** What comes by time, without another entry: whoever refused an earlier change has not refused this. */
const byTime: Row[] = [
  {
    name: '§2.4 gates: Is Processed, and the last day is over',
    entry: { leaves: yesterday },
    profile: isProcessed,
    ...ended,
    reason: 'The last day was',
  },
  {
    name: '§2.4 gates: Is Processed, and the entry that was seen says Terminated',
    entry: terminated,
    profile: isProcessed,
    ...ended,
  },
  {
    name: '§2.4 gates: Is Processed, and a pending account of a hire that was cancelled',
    entry: { hired: inDays(3), leaves: yesterday },
    profile: { ...isProcessed, account: 'pending' },
    ...ended,
  },
  {
    name: '§2.4 gates: Is Processed, the last day is over and the account disabled',
    entry: { leaves: yesterday },
    profile: { ...isProcessed, account: 'disabled' },
    rule: 'being processed',
  },
  {
    name: '§2.4 gates: Is Processed, and the last day of a profile of another source is over',
    entry: { leaves: yesterday },
    profile: { ...isProcessed, source: 'Workday_2' },
    rule: 'other source',
  },
  {
    name: '§2.4 gates: Is Temporary User, and the last day is over',
    entry: { leaves: yesterday },
    profile: isTemporary,
    rule: 'temporary profile',
  },
  {
    name: '§2.4 gates: Is Temporary User and Is Processed, and the last day is over',
    entry: { leaves: yesterday },
    profile: { ...isTemporary, ...isProcessed },
    rule: 'temporary profile',
  },
]

/** What playbooks write into Report Digest is the digest of no entry, so every entry is news. */
const marks: Row[] = ['again', 'kept'].flatMap((mark): Row[] => {
  const profile = { isProcessed: true, digest: mark, textDigest: mark }
  return [
    {
      name: `§2.4 gates: Is Processed and the digest ${mark}, and nothing differs`,
      profile,
      rule: 'no change',
    },
    {
      name: `§2.4 gates: Is Processed and the digest ${mark}, and the account is pending`,
      profile: { ...profile, account: 'pending' },
      incident: 'IAM - AD User Activation',
      rule: 'AD activation',
    },
    {
      name: `§2.4 gates: Is Processed and the digest ${mark}, and a field differs`,
      news: true,
      fields: { title: 'Lead' },
      profile,
      incident: 'IAM - Update User',
      rule: 'update',
    },
  ]
})

export const gates: readonly Row[] = [
  ...[...requiredData, ...noColumn, ...unseen],
  ...[...open, ...byTime, ...marks],
]
