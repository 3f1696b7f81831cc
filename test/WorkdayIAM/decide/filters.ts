import { inDays, type Row, yesterday } from './row.ts'

const dropped = { rule: 'involuntary termination' } as const
const terminated = { incident: 'IAM - Terminate User', rule: 'termination' } as const
const rehired = { incident: 'IAM - Rehire User', rule: 'rehire' } as const
const [enabled, disabled] = ['enabled', 'disabled'].map(account => ({ account, terminationTrigger: 'TUFE' }))
const back = { prehire: true, rehired: true }
const wasNotBack = { prehire: false, rehired: false }
const title = { news: true, fields: { title: 'Lead' } } as const

export const filters: readonly Row[] = [
  {
    name: '§2.7 TUFE: Terminate by status, for the account has been enabled by mistake',
    entry: { status: 'terminated' },
    profile: { ...enabled },
    ...terminated,
  },
  {
    name: '§2.7 TUFE: Terminate by date, for the account has been enabled by mistake',
    entry: { leaves: yesterday },
    profile: { ...enabled },
    ...terminated,
  },
  {
    name: '§2.7 TUFE: Terminate of a pending account',
    entry: { status: 'terminated' },
    profile: { ...enabled, account: 'pending' },
    ...terminated,
  },
  {
    name: '§2.7 TUFE: no Terminate when A = Disabled',
    entry: { status: 'terminated' },
    profile: { ...disabled },
    rule: 'not active',
  },
  {
    name: '§2.7 TUFE: no AD activation',
    profile: { ...enabled, account: 'pending' },
    ...dropped,
    reason: 'IAM - AD User Activation',
  },
  { name: '§2.7 TUFE: no AD deactivation', entry: { hired: inDays(8) }, profile: { ...enabled }, ...dropped },
  { name: '§2.7 TUFE: no Update', profile: { ...disabled }, ...title, ...dropped },
  { name: '§2.7 TUFE: no Update while still enabled', profile: { ...enabled }, ...title, ...dropped },
  { name: '§2.7 TUFE: no Force Sync', profile: { ...disabled, forceSync: true }, ...dropped },
  { name: '§2.7 TUFE: no conversion', news: true, profile: { ...disabled, sourcePriority: 5 }, ...dropped },
  {
    name: '§2.7 TUFE: no Sync User for an update with a taken name',
    news: true,
    entry: { displayName: 'Anna Fox' },
    profile: { ...disabled, displayName: 'Anna Bell' },
    others: [{ employeeId: '2002', email: 'fox@example.com', displayName: 'Anna Fox' }],
    ...dropped,
  },
  {
    name: '§2.7 TUFE: until a rehire',
    news: true,
    entry: back,
    profile: { ...disabled, ...wasNotBack },
    ...rehired,
  },
  {
    name: '§2.7 TUFE: until another rehire, by its hire date',
    news: true,
    entry: { ...back, hired: inDays(3) },
    profile: { ...disabled, hired: inDays(-100) },
    ...rehired,
  },
  {
    name: '§2.7 TUFE: until a rehire of somebody who had the prehire flag alone',
    news: true,
    entry: back,
    profile: { ...disabled, rehired: false },
    ...rehired,
  },
  {
    name: '§2.7 TUFE: until a rehire of somebody who had been rehired, by the prehire flag',
    news: true,
    entry: back,
    profile: { ...disabled, prehire: false },
    ...rehired,
  },
  {
    name: '§2.7 TUFE: the flags of an earlier rehire and a new title: not revived',
    entry: back,
    profile: { ...disabled },
    ...title,
    ...dropped,
  },
  {
    name: '§2.7 TUFE: the flags of an earlier rehire and the status Terminated: not revived',
    news: true,
    entry: { ...back, status: 'terminated' },
    profile: { ...disabled, status: 'active' },
    rule: 'not active',
  },
  {
    name: '§2.7 no TUFE: flags that the profile has bring back whoever HR has terminated',
    news: true,
    entry: back,
    profile: { account: 'disabled' },
    ...rehired,
  },
  { name: '§2.7 TUFE: D was removed', news: true, profile: { ...disabled, leaves: yesterday }, ...rehired },
  {
    name: '§2.7 TUFE: D was brought forward from one future day to another: not revived',
    news: true,
    entry: { leaves: inDays(1) },
    profile: { ...disabled, leaves: inDays(20) },
    ...dropped,
  },
  {
    name: '§2.7 TUFE: D was removed before it came: not revived',
    news: true,
    profile: { ...disabled, leaves: inDays(20) },
    ...dropped,
  },
  {
    name: '§2.7 TUFE: HR writes down an end that the profile did not have: not revived',
    news: true,
    entry: { leaves: inDays(20) },
    profile: { ...disabled, leaves: undefined },
    ...dropped,
  },
  {
    name: '§2.7 TUFE: Force Sync does not revive by flags that have been seen',
    entry: { prehire: true, rehired: true },
    profile: { ...disabled, forceSync: true },
    ...dropped,
  },
  {
    name: '§2.7 TUFE: a rehire with changes',
    entry: back,
    profile: { ...disabled, ...wasNotBack },
    ...title,
    ...rehired,
  },
  {
    name: '§2.7 TUFE: no rehire while A = Enabled',
    news: true,
    entry: { prehire: true, rehired: true, status: 'terminated' },
    profile: { ...enabled },
    rule: 'not active',
  },
  {
    name: '§2.7 TUFE: the flags are those of an earlier rehire, seen before the termination: not revived',
    entry: { prehire: true, rehired: true },
    profile: { ...disabled },
    rule: 'no change',
  },
  { name: '§2.7 TUFE: nothing has changed', profile: { ...disabled }, rule: 'no change' },
  {
    name: '§2.7 another trigger is none',
    entry: { status: 'terminated' },
    profile: { terminationTrigger: 'HR' },
    incident: 'IAM - Terminate User',
    rule: 'termination',
  },
  {
    name: '§2.7 TUFE: a stronger source comes first',
    entry: { status: 'terminated' },
    profile: { ...enabled, sourcePriority: 0 },
    rule: 'stronger source',
  },
]
