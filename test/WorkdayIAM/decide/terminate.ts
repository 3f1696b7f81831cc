import { personIn } from '../../../Integrations/WorkdayIAM/decide/person.ts'
import { inDays, type Row, TODAY, tomorrow, yesterday } from './row.ts'

const termination = { incident: 'IAM - Terminate User', rule: 'termination' } as const
const entry = { status: 'terminated' }
const { status } = personIn({ employmentstatus: ' TERMINATED ' }, 'terminationdate')

const byStatus: Row[] = [
  {
    name: '§2.4 IAM - Terminate User: S = Terminated and P = False',
    entry,
    ...termination,
    reason: 'Terminated',
  },
  { name: '§2.4 IAM - Terminate User: the status in capitals', entry: { status }, ...termination },
  {
    name: '§2.4 IAM - Terminate User: rehired does not matter',
    entry: { ...entry, rehired: true },
    ...termination,
  },
  {
    name: '§2.4 IAM - Terminate User: S = Terminated and P = True',
    entry: { ...entry, prehire: true },
    rule: 'not active',
  },
  {
    name: '§2.4 IAM - Terminate User: Terminated, and D is tomorrow',
    entry: { ...entry, leaves: tomorrow },
    ...termination,
  },
  {
    name: '§2.4 IAM - Terminate User: on leave of absence',
    entry: { status: 'leave of absence' },
    rule: 'no change',
  },
  { name: '§2.4 IAM - Terminate User: status empty', entry: { status: '' }, rule: 'no change' },
  {
    name: 'L4 a hire date beyond X does not suppress Terminate',
    entry: { ...entry, hired: inDays(31) },
    ...termination,
  },
]

const byDate: Row[] = [
  {
    name: '§2.4 IAM - Terminate User: D was yesterday',
    entry: { leaves: yesterday },
    ...termination,
    reason: '2026-11-21',
  },
  { name: '§8.7 D is today: terminated the day after', entry: { leaves: TODAY }, rule: 'no change' },
  { name: '§2.4 IAM - Terminate User: D is tomorrow', entry: { leaves: tomorrow }, rule: 'no change' },
  { name: '§2.4 IAM - Terminate User: D was long ago', entry: { leaves: inDays(-300) }, ...termination },
  {
    name: '§2.4 IAM - Terminate User: D has passed, and prehire',
    entry: { leaves: yesterday, prehire: true },
    ...termination,
  },
  {
    name: '§2.4 IAM - Terminate User: D has passed, and Terminated and prehire',
    entry: { ...entry, leaves: yesterday, prehire: true },
    ...termination,
  },
  {
    name: '§2.4 IAM - Terminate User: hired and gone on the same day',
    entry: { hired: yesterday, leaves: yesterday },
    ...termination,
  },
  {
    name: '§2.4 IAM - Terminate User: D has passed before H, never rehired: a cancelled hire',
    entry: { hired: inDays(3), leaves: yesterday },
    ...termination,
  },
  {
    name: '§2.4 IAM - Terminate User: D is to come, but before H',
    entry: { hired: inDays(7), leaves: tomorrow },
    rule: 'no change',
  },
  {
    name: '§2.4 IAM - Terminate User: D is of an earlier employment of somebody rehired',
    entry: { hired: inDays(-10), leaves: inDays(-200), rehired: true },
    rule: 'no change',
  },
]

const who: Row[] = [
  { name: '§2.4 IAM - Terminate User: A = Pending', entry, profile: { account: 'pending' }, ...termination },
  { name: '§2.4 IAM - Terminate User: A is empty', entry, profile: { account: '' }, ...termination },
  {
    name: '§2.4 IAM - Terminate User: A = Disabled',
    entry,
    profile: { account: 'disabled' },
    rule: 'not active',
  },
  {
    name: '§2.4 IAM - Terminate User: A = Disabled, and D has passed',
    entry: { leaves: yesterday },
    profile: { account: 'disabled' },
    rule: 'not active',
  },
  {
    name: '§2.4 IAM - Terminate User: a conversion hire',
    entry,
    profile: { isConversionHire: true },
    ...termination,
  },
  {
    name: '§2.4 IAM - Terminate User: the report did not say so before',
    entry,
    news: true,
    profile: { status: 'active' },
    ...termination,
  },
]

export const terminate: readonly Row[] = [...byStatus, ...byDate, ...who].map(row => ({
  profile: {},
  ...row,
}))
