import { inDays, type Row, TODAY, tomorrow, yesterday } from './row.ts'

const hire = { incident: 'IAM - New Hire', rule: 'new hire' } as const
const early = { rule: 'too early' } as const
const left = { rule: 'not active' } as const

const when: Row[] = [
  { name: '§2.4 IAM - New Hire: no profile, hired long ago', ...hire },
  { name: '§2.4 IAM - New Hire: hired today', entry: { hired: TODAY }, ...hire },
  { name: '§2.4 IAM - New Hire: X days reached exactly', entry: { hired: inDays(30) }, ...hire },
  {
    name: '§2.4 IAM - New Hire: one day more than X',
    entry: { hired: inDays(31) },
    ...early,
    reason: '31 days',
  },
  {
    name: '§2.4 IAM - New Hire: X is empty, no limit',
    entry: { hired: inDays(3650) },
    settings: { syncDays: undefined },
    ...hire,
  },
  { name: '§2.4 IAM - New Hire: X is 0, today', entry: { hired: TODAY }, settings: { syncDays: 0 }, ...hire },
  {
    name: '§2.4 IAM - New Hire: X is 0, tomorrow',
    entry: { hired: tomorrow },
    settings: { syncDays: 0 },
    ...early,
  },
  {
    name: '§2.4 IAM - New Hire: X is 0, hired yesterday',
    entry: { hired: yesterday },
    settings: { syncDays: 0 },
    ...hire,
  },
  {
    name: '§2.4 IAM - New Hire: Y does not matter',
    entry: { hired: inDays(20) },
    settings: { enableDays: 0 },
    ...hire,
  },
]

const who: Row[] = [
  { name: '§2.4 IAM - New Hire: on leave of absence', entry: { status: 'leave of absence' }, ...hire },
  { name: '§2.4 IAM - New Hire: status empty and prehire', entry: { status: '', prehire: true }, ...hire },
  { name: '§2.4 IAM - New Hire: status empty is not Terminated', entry: { status: '' }, ...hire },
  { name: '§2.4 IAM - New Hire: prehire', entry: { prehire: true, hired: inDays(10) }, ...hire },
  { name: '§2.4 IAM - New Hire: Terminated, nobody to terminate', entry: { status: 'terminated' }, ...left },
  {
    name: '§2.4 IAM - New Hire: Terminated and prehire is not active',
    entry: { status: 'terminated', prehire: true },
    ...left,
  },
  {
    name: '§2.4 IAM - New Hire: somebody rehired who has no profile',
    entry: { prehire: true, rehired: true, hired: inDays(10) },
    ...hire,
  },
]

const until: Row[] = [
  { name: 'L6 no deactivation date is active', entry: { leaves: undefined }, ...hire },
  { name: '§2.4 IAM - New Hire: D lies in the future', entry: { leaves: tomorrow }, ...hire },
  { name: '§8.7 D is today: the last day is a day of work', entry: { leaves: TODAY }, ...hire },
  { name: '§2.4 IAM - New Hire: D is in the past', entry: { leaves: yesterday }, ...left },
  {
    name: '§2.4 IAM - New Hire: D is in the past, and prehire',
    entry: { leaves: yesterday, prehire: true },
    ...left,
  },
  {
    name: '§2.4 IAM - New Hire: D has passed before H, never rehired: a cancelled hire',
    entry: { hired: inDays(3), leaves: yesterday },
    ...left,
  },
  {
    name: '§2.4 IAM - New Hire: D is of an earlier employment of somebody rehired',
    entry: { hired: inDays(-10), leaves: inDays(-200), rehired: true },
    ...hire,
  },
]

const met: Row[] = [
  {
    name: '§2.2 an entry that repeats an e-mail or an employee id',
    met: { repeats: 3 },
    rule: 'repeated entry',
    reason: 'Entry 3',
  },
  {
    name: '§2.2 a repeated entry of somebody who is known: neither of the two is believed blindly',
    entry: { status: 'terminated' },
    profile: {},
    met: { repeats: 3 },
    rule: 'repeated entry',
  },
  {
    name: '§2.1 required data missing comes before repeated',
    entry: { hired: undefined },
    met: { repeats: 3 },
    rule: 'required data',
  },
]

const email: Row[] = [
  {
    name: '§2.4 gates: no profile, but another one holds the e-mail',
    others: [{ employeeId: '2002' }],
    rule: 'e-mail taken',
    reason: '2002',
  },
  {
    name: '§2.4 gates: the e-mail is that of somebody who has left',
    others: [{ employeeId: '2002', account: 'disabled', status: 'terminated' }],
    rule: 'e-mail taken',
  },
  {
    name: '§2.3 step 3: a profile with the e-mail and no employee id is the person',
    others: [{ employeeId: '' }],
    rule: 'no change',
  },
  {
    name: '§2.3 step 3: the employee id comes before the e-mail',
    entry: { email: 'anna.bell@example.com' },
    others: [{ email: 'anna.old@example.com', value: 'anna.old@example.com' }],
    rule: 'no change',
  },
]

export const newHire: readonly Row[] = [...when, ...who, ...until, ...met, ...email]
