import { inDays, type Row } from './row.ts'

const gone = { status: 'terminated' }
const back = { prehire: true, rehired: true }
const pending = { account: 'pending', status: 'active' }
const disabled = { account: 'disabled' }

/** What a gate holds back that would otherwise happen. */
export const gateOrder: readonly Row[] = [
  {
    name: '§2.4 gates: required data before every event',
    entry: { ...gone, email: '' },
    profile: {},
    rule: 'required data',
  },
  {
    name: '§2.4 gates: a taken e-mail before a new hire',
    others: [{ employeeId: '2002' }],
    rule: 'e-mail taken',
  },
  {
    name: '§2.4 gates: a taken e-mail before too early',
    entry: { hired: inDays(31) },
    others: [{ employeeId: '2002' }],
    rule: 'e-mail taken',
  },
  {
    name: '§2.4 gates: gone before too early',
    entry: { ...gone, hired: inDays(31) },
    rule: 'not active',
  },
  {
    name: '§2.4 gates: a stronger source before AD Activation',
    profile: { ...pending, sourcePriority: 0 },
    rule: 'stronger source',
  },
  {
    name: '§2.4 gates: another source before Terminate',
    entry: gone,
    profile: { source: 'Workday_2' },
    rule: 'other source',
  },
  {
    name: '§2.4 gates: another source before Is Processed',
    profile: { source: 'Workday_2', isProcessed: true },
    rule: 'other source',
  },
  {
    name: '§2.4 gates: Is Processed before TUFE',
    profile: { isProcessed: true, terminationTrigger: 'TUFE', forceSync: true },
    rule: 'being processed',
  },
  {
    name: '§2.4 gates: Terminate before Is Processed and TUFE',
    entry: gone,
    profile: { isProcessed: true, terminationTrigger: 'TUFE' },
    incident: 'IAM - Terminate User',
    rule: 'termination',
  },
  {
    name: '§2.4 gates: a stronger source before Terminate and Is Processed',
    entry: gone,
    profile: { isProcessed: true, sourcePriority: 0 },
    rule: 'stronger source',
  },
  {
    name: '§2.4 gates: Is Processed before a rehire that is forced',
    entry: back,
    profile: { ...disabled, isProcessed: true, forceSync: true },
    rule: 'being processed',
  },
]
