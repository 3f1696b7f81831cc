import { inDays, type Row, TODAY, tomorrow, yesterday } from './row.ts'

const activation = { incident: 'IAM - AD User Activation', rule: 'AD activation' } as const
const profile = { account: 'pending' }

const when: Row[] = [
  {
    name: '§2.4 IAM - AD User Activation: Y days reached exactly',
    entry: { hired: inDays(7) },
    ...activation,
  },
  {
    name: '§2.4 IAM - AD User Activation: one day more than Y',
    entry: { hired: inDays(8) },
    rule: 'no change',
  },
  { name: '§2.4 IAM - AD User Activation: hired today', entry: { hired: TODAY }, ...activation },
  { name: '§2.4 IAM - AD User Activation: hired yesterday', entry: { hired: yesterday }, ...activation },
  {
    name: '§2.4 IAM - AD User Activation: Y is 0, today',
    entry: { hired: TODAY },
    settings: { enableDays: 0 },
    ...activation,
  },
  {
    name: '§2.4 IAM - AD User Activation: Y is 0, tomorrow',
    entry: { hired: tomorrow },
    settings: { enableDays: 0 },
    rule: 'no change',
  },
  {
    name: '§2.4 IAM - AD User Activation: Y is empty, at once',
    entry: { hired: inDays(30) },
    settings: { enableDays: undefined },
    ...activation,
  },
  {
    name: '§2.4 IAM - AD User Activation: Y is empty, but further away than X is not active',
    entry: { hired: inDays(31) },
    settings: { enableDays: undefined },
    rule: 'no change',
  },
  {
    name: '§2.4 IAM - AD User Activation: Y beyond X does not help',
    entry: { hired: inDays(31) },
    settings: { enableDays: 40 },
    rule: 'no change',
  },
  {
    name: '§2.4 IAM - AD User Activation: both empty',
    entry: { hired: inDays(3650) },
    settings: { enableDays: undefined, syncDays: undefined },
    ...activation,
  },
]

const who: Row[] = [
  {
    name: '§2.4 IAM - AD User Activation: on leave of absence',
    entry: { status: 'leave of absence' },
    ...activation,
  },
  {
    name: '§2.4 IAM - AD User Activation: status empty and prehire',
    entry: { status: '', prehire: true },
    ...activation,
  },
  { name: '§2.4 IAM - AD User Activation: D is tomorrow', entry: { leaves: tomorrow }, ...activation },
  { name: '§8.7 D is today: still activated', entry: { leaves: TODAY }, ...activation },
  {
    name: '§2.4 IAM - AD User Activation: Terminated and prehire is not active',
    entry: { status: 'terminated', prehire: true },
    rule: 'not active',
  },
  {
    name: '§2.4 IAM - AD User Activation: D is of an earlier employment of somebody rehired',
    entry: { hired: TODAY, leaves: inDays(-90), rehired: true },
    ...activation,
  },
  {
    name: '§2.4 IAM - AD User Activation: a conversion hire',
    profile: { ...profile, isConversionHire: true },
    ...activation,
  },
  {
    name: '§2.4 IAM - AD User Activation: of a weaker source',
    profile: { ...profile, sourcePriority: 5 },
    ...activation,
  },
]

const account: Row[] = ['enabled', 'disabled', ''].map(account => ({
  name: `§2.4 IAM - AD User Activation: not when A is ${account || 'empty'}`,
  entry: { hired: TODAY },
  profile: { account },
  rule: 'no change',
}))

export const adActivation: readonly Row[] = [...when, ...who, ...account].map(row => ({ profile, ...row }))
