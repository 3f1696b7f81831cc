import { inDays, type Row } from './row.ts'

const terminated = { status: 'terminated' }
const bob = { email: 'bob@example.com', displayName: 'Bob Ray', hired: inDays(-900) }
const refused = { rule: 'other person', reason: 'Bob Ray (bob@example.com, employee id 1001)' } as const
const ended = { incident: 'IAM - Terminate User', rule: 'termination' } as const

/** An employee id that two people have: it was given again, or two sources number alike. */
const somebodyElse: Row[] = [
  {
    name: '§2.3 step 3: the employee id is that of somebody else, who is not terminated for it',
    entry: terminated,
    profile: bob,
    ...refused,
  },
  { name: '§2.3 step 3: nor updated', news: true, profile: bob, ...refused },
  {
    name: '§2.3 step 3: nor taken over from a weaker source',
    news: true,
    profile: { ...bob, sourcePriority: 5, source: 'SAP_1' },
    ...refused,
  },
  {
    name: '§2.3 step 3: nor rehired',
    news: true,
    entry: { prehire: true, rehired: true },
    profile: { ...bob, account: 'disabled' },
    ...refused,
  },
  {
    name: '§2.3 step 3: somebody else before an open incident',
    profile: { ...bob, isProcessed: true },
    ...refused,
  },
  {
    name: '§2.3 step 3: a stronger source before somebody else',
    profile: { ...bob, sourcePriority: 0 },
    rule: 'stronger source',
  },
]

/** One fact that fits makes them the same person. */
const fitting: Row[] = [
  ['the e-mail', { ...bob, email: 'anna@example.com' }],
  ['the display name', { ...bob, displayName: 'ANNA  bell' }],
  ['the hire date', { ...bob, hired: inDays(-400) }],
  ['no display name to compare', { ...bob, displayName: '' }],
  ['no hire date to compare', { ...bob, hired: undefined }],
].map(([fact, profile]) => ({
  name: `§2.3 step 3: the same employee id, and ${fact}`,
  entry: terminated,
  profile: profile as Row['profile'] & object,
  ...ended,
}))

export const otherPerson: readonly Row[] = [...somebodyElse, ...fitting]
