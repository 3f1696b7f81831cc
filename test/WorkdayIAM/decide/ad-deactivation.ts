import { inDays, type Row, TODAY, tomorrow } from './row.ts'

const deactivation = { incident: 'IAM - AD User Deactivation', rule: 'AD deactivation' } as const
const none = { rule: 'no change' } as const

const when: Row[] = [
  {
    name: '§2.4 IAM - AD User Deactivation: one day more than Y',
    entry: { hired: inDays(8) },
    ...deactivation,
  },
  { name: '§2.4 IAM - AD User Deactivation: Y days exactly', entry: { hired: inDays(7) }, ...none },
  { name: '§2.4 IAM - AD User Deactivation: X days exactly', entry: { hired: inDays(30) }, ...deactivation },
  {
    name: 'L4 a hire date beyond X does not suppress AD Deactivation',
    entry: { hired: inDays(31) },
    ...deactivation,
  },
  {
    name: '§2.4 IAM - AD User Deactivation: Y is 0, tomorrow',
    entry: { hired: tomorrow },
    settings: { enableDays: 0 },
    ...deactivation,
  },
  {
    name: '§2.4 IAM - AD User Deactivation: Y is 0, today',
    entry: { hired: TODAY },
    settings: { enableDays: 0 },
    ...none,
  },
  {
    name: '§2.4 IAM - AD User Deactivation: Y is empty, enabled at once and never switched off',
    entry: { hired: inDays(3650) },
    settings: { enableDays: undefined },
    ...none,
  },
]

const entry = { hired: inDays(8) }
const who: Row[] = [
  {
    name: '§2.4 IAM - AD User Deactivation: not for a conversion hire',
    entry,
    profile: { isConversionHire: true },
    ...none,
  },
  {
    name: '§2.4 IAM - AD User Deactivation: not for a profile of a weaker source',
    entry,
    profile: { sourcePriority: 5 },
    ...none,
  },
  {
    name: '§2.4 IAM - AD User Deactivation: not for a profile without priority',
    entry,
    profile: { sourcePriority: undefined },
    ...none,
  },
  {
    name: '§2.4 IAM - AD User Deactivation: the instance has priority 3, and so has the profile',
    entry,
    profile: { sourcePriority: 3 },
    settings: { sourcePriority: 3 },
    ...deactivation,
  },
  {
    name: '§2.4 IAM - AD User Deactivation: Terminated and prehire is not terminated, but waits',
    entry: { ...entry, status: 'terminated', prehire: true },
    ...deactivation,
  },
  {
    name: '§2.4 IAM - AD User Deactivation: on leave of absence',
    entry: { ...entry, status: 'leave of absence' },
    ...deactivation,
  },
]

const account: Row[] = ['pending', 'disabled', ''].map(account => ({
  name: `§2.4 IAM - AD User Deactivation: not when A is ${account || 'empty'}`,
  entry,
  profile: { account },
  ...none,
}))

export const adDeactivation: readonly Row[] = [...when, ...who, ...account].map(row => ({
  profile: {},
  ...row,
}))
