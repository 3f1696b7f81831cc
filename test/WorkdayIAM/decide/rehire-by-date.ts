import { inDays, type Row, TODAY, tomorrow, yesterday } from './row.ts'

const rehired = { incident: 'IAM - Rehire User', rule: 'rehire' } as const
const profile = { account: 'disabled' }
const entry = { prehire: true, rehired: true }
/** Terminated since the last day ten days ago. */
const wasEnded = { ...profile, leaves: inDays(-10) }

const byDate: Row[] = [
  { name: 'L5 D was removed', profile: wasEnded, ...rehired, reason: 'was removed' },
  {
    name: 'L5 D was moved to the future',
    entry: { leaves: inDays(30) },
    profile: wasEnded,
    ...rehired,
    reason: '2026-12-22',
  },
  { name: 'L5 D was moved to tomorrow', entry: { leaves: tomorrow }, profile: wasEnded, ...rehired },
  {
    name: '§8.7 D was moved to today, a day of work',
    entry: { leaves: TODAY },
    profile: wasEnded,
    ...rehired,
  },
  {
    name: 'L5 D was moved to yesterday',
    entry: { leaves: yesterday },
    profile: wasEnded,
    rule: 'not active',
  },
  { name: 'L5 D is as it was', entry: { leaves: inDays(-10) }, profile: wasEnded, rule: 'not active' },
  {
    name: 'L5 D is today, as it was: disabled on the last day',
    entry: { leaves: TODAY },
    profile: { ...profile, leaves: TODAY },
    rule: 'no change',
  },
  {
    name: 'L5 D is of an earlier employment, as it was',
    entry: { hired: inDays(-10), leaves: inDays(-200), rehired: true },
    rule: 'no change',
  },
  {
    name: 'L5 D was removed, but Terminated and prehire',
    entry: { status: 'terminated', prehire: true },
    profile: wasEnded,
    rule: 'not active',
  },
  { name: 'L5 there never was a D', rule: 'no change' },
  {
    name: '§2.6 an orphan who was terminated is in the report again, as before',
    profile: { ...profile, terminationTrigger: 'ORPHAN' },
    ...rehired,
    reason: 'in the report again',
  },
  {
    name: '§2.6 an orphan who was terminated is in the report again, as Terminated',
    entry: { status: 'terminated' },
    profile: { ...profile, terminationTrigger: 'ORPHAN' },
    rule: 'not active',
  },
  {
    name: '§2.6 an orphan who was kept',
    profile: { account: 'enabled', terminationTrigger: 'ORPHAN' },
    rule: 'no change',
  },
  {
    name: 'L5 D was removed, but Terminated',
    entry: { status: 'terminated' },
    profile: wasEnded,
    rule: 'not active',
  },
  {
    name: 'L5 D came: the future of somebody who never had one is no rehire',
    entry: { leaves: inDays(30) },
    profile: { ...profile, leaves: undefined },
    incident: 'IAM - Update User',
    rule: 'update',
    changes: ['terminationdate'],
  },
  {
    // An update would take the new D into the profile, and nothing would be left to tell a rehire by.
    name: '§2.4 gates: H - T > X, a removed D waits too',
    entry: { hired: inDays(31) },
    profile: { ...wasEnded, hired: inDays(-400) },
    rule: 'too early',
  },
]

const lost: Row[] = [
  {
    name: 'L5 nobody in the report has a D: the report has lost its column, and D was not removed',
    entry: { lacksLastDay: true },
    profile: wasEnded,
    ...{ incident: 'IAM - Update User', rule: 'update' },
  },
  {
    name: 'L5 nobody in the report has a D, and P and R are set',
    entry: { ...entry, lacksLastDay: true },
    profile: wasEnded,
    ...rehired,
  },
]

const updated = { incident: 'IAM - Update User', rule: 'update' } as const
/** Somebody whose last day had not come was disabled for another reason, which still holds. */
const notEnded: Row[] = [
  {
    name: 'L5 D was brought forward from one future day to another: no rehire',
    entry: { leaves: tomorrow },
    profile: { ...profile, leaves: inDays(20) },
    ...updated,
  },
  {
    name: 'L5 D was put off from one future day to another: no rehire',
    entry: { leaves: inDays(20) },
    profile: { ...profile, leaves: tomorrow },
    ...updated,
  },
  {
    name: 'L5 D was removed before it came: no rehire',
    profile: { ...profile, leaves: tomorrow },
    ...updated,
  },
  {
    name: 'L5 D was brought forward, and P and R are set: a rehire by its flags',
    entry: { ...entry, leaves: tomorrow },
    profile: { ...profile, leaves: inDays(20) },
    ...rehired,
  },
  {
    name: 'L5 D was removed while A = Enabled: an update',
    profile: { leaves: inDays(20) },
    incident: 'IAM - Update User',
    rule: 'update',
    changes: ['terminationdate'],
  },
]

export const rehireByDate: readonly Row[] = [...byDate, ...lost, ...notEnded].map(row => ({
  news: true,
  profile,
  ...row,
}))
