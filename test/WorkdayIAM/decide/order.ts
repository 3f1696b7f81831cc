import { inDays, type Row, TODAY, yesterday } from './row.ts'

const terminate = { incident: 'IAM - Terminate User', rule: 'termination' } as const
const activate = { incident: 'IAM - AD User Activation', rule: 'AD activation' } as const
const deactivate = { incident: 'IAM - AD User Deactivation', rule: 'AD deactivation' } as const
const rehired = { incident: 'IAM - Rehire User', rule: 'rehire' } as const

const gone = { status: 'terminated' }
const back = { prehire: true, rehired: true }
const postponed = { hired: inDays(20) }
const pending = { account: 'pending', status: 'active' }
const disabled = { account: 'disabled' }
const title = { news: true, fields: { title: 'Lead' } } as const

/** Every pair of events whose conditions can hold for one person on one day. */
export const order: readonly Row[] = [
  {
    name: 'L3 Terminate before AD Activation: a cancelled hire whose D is before H',
    entry: { hired: inDays(3), leaves: yesterday },
    profile: pending,
    ...terminate,
  },
  {
    name: 'L3 Terminate before AD Activation: a cancelled hire',
    entry: { ...gone, hired: TODAY },
    profile: pending,
    ...title,
    ...terminate,
  },
  {
    name: 'L3 Terminate before AD Activation: the last day has passed',
    entry: { leaves: yesterday },
    profile: pending,
    ...terminate,
  },
  {
    name: '§2.4 order: Terminate before AD Deactivation',
    entry: { ...gone, ...postponed },
    profile: {},
    ...terminate,
  },
  {
    name: 'L4 Terminate before AD Deactivation, beyond X',
    entry: { ...gone, hired: inDays(31) },
    profile: {},
    ...terminate,
  },
  {
    name: '§2.4 order: Terminate before Update',
    entry: { leaves: yesterday },
    profile: {},
    ...title,
    ...terminate,
  },
  {
    name: '§2.4 order: Terminate before Force Sync',
    entry: gone,
    profile: { forceSync: true },
    ...terminate,
  },
  {
    name: '§2.4 order: Terminate before a conversion',
    entry: gone,
    news: true,
    profile: { sourcePriority: 5 },
    ...terminate,
  },
  {
    name: '§2.4 order: Terminate by date before a rehire by flags, A = Enabled',
    entry: { ...back, leaves: yesterday },
    news: true,
    profile: {},
    ...terminate,
  },
  { name: '§2.4 order: AD Activation before Update', profile: pending, ...title, ...activate },
  {
    name: '§2.4 order: AD Activation before Force Sync',
    profile: { ...pending, forceSync: true },
    ...activate,
  },
  {
    name: '§2.4 order: AD Activation before a conversion',
    news: true,
    profile: { ...pending, sourcePriority: 5 },
    ...activate,
  },
  {
    name: '§2.4 order: AD Deactivation before Update',
    entry: postponed,
    profile: { hired: inDays(3) },
    ...title,
    ...deactivate,
  },
  {
    name: '§2.4 order: AD Deactivation before Force Sync',
    entry: postponed,
    profile: { forceSync: true },
    ...deactivate,
  },
  {
    name: '§2.4 order: Rehire before Update',
    entry: back,
    profile: { ...disabled, prehire: false },
    ...title,
    ...rehired,
  },
  {
    name: '§2.4 order: Rehire by date before Update',
    profile: { ...disabled, leaves: yesterday },
    ...title,
    ...rehired,
  },
  {
    name: '§2.4 order: Rehire before Force Sync',
    entry: back,
    news: true,
    profile: { ...disabled, forceSync: true },
    ...rehired,
  },
  {
    name: '§2.4 order: Rehire before a conversion',
    entry: back,
    news: true,
    profile: { ...disabled, sourcePriority: 5 },
    ...rehired,
  },
  {
    name: '§2.4 order: both reasons for a rehire are one rehire',
    entry: back,
    news: true,
    profile: { ...disabled, leaves: yesterday },
    ...rehired,
  },
]
