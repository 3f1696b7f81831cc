import type { Row } from './row.ts'

const terminated = { status: 'terminated' }
const second = { sourcePriority: 2, source: 'Workday_2' }

export const sources: readonly Row[] = [
  {
    name: '§2.4 gates: the profile is of a stronger source (lower number)',
    profile: { sourcePriority: 1 },
    news: true,
    fields: { title: 'Lead' },
    settings: second,
    rule: 'stronger source',
    reason: 'priority 1',
  },
  {
    name: '§2.4 gates: priority 0 is stronger than 1',
    profile: { sourcePriority: 0 },
    rule: 'stronger source',
  },
  {
    name: '§6 Source Priority: a weaker source never touches the profile, not even to terminate',
    entry: terminated,
    profile: { sourcePriority: 1 },
    settings: second,
    rule: 'stronger source',
  },
  {
    name: '§6 Source Priority: a weaker source does not rehire',
    entry: { prehire: true, rehired: true },
    news: true,
    profile: { account: 'disabled' },
    settings: second,
    rule: 'stronger source',
  },
  { name: '§2.4 gates: a source of the same priority and name', profile: {}, rule: 'no change' },
  {
    name: '§2.4 gates: the profile is of a weaker source (higher number)',
    entry: terminated,
    profile: { sourcePriority: 5, source: 'SAP_1' },
    incident: 'IAM - Terminate User',
    rule: 'termination',
  },
  {
    name: '§2.4 gates: a profile without priority is open to every source',
    entry: terminated,
    profile: { sourcePriority: undefined, source: '' },
    incident: 'IAM - Terminate User',
    rule: 'termination',
  },
  {
    name: 'L15 another source of the same priority does not terminate',
    entry: terminated,
    profile: { source: 'Workday_2' },
    rule: 'other source',
    reason: 'Workday_2',
  },
  {
    name: 'L15 another source of the same priority does not update',
    news: true,
    fields: { title: 'Lead' },
    profile: { source: 'Workday_2' },
    rule: 'other source',
  },
  {
    name: 'L15 a profile that names no source is of this one when the priority is the same',
    entry: terminated,
    profile: { source: '' },
    incident: 'IAM - Terminate User',
    rule: 'termination',
  },
]
