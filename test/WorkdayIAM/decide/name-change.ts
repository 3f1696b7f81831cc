import { type Row, yesterday } from './row.ts'

const fox = { employeeId: '2002', email: 'fox@example.com', displayName: 'Anna Fox' }
const gone = { ...fox, account: 'disabled', status: 'terminated' }
const matched = {
  incident: 'IAM - Sync User',
  rule: 'partial name match',
  nameOwner: 'fox@example.com',
} as const
const entry = { displayName: 'Anna Fox' }
const others = [fox]

const changed = { news: true, entry, others, profile: { displayName: 'Anna Bell' } }
const updated = { incident: 'IAM - Update User', rule: 'update' } as const
const update: Row[] = [
  {
    name: "§2.5 update: the display name changes to another one's",
    ...changed,
    ...matched,
    changes: ['displayname'],
  },
  {
    name: '§2.5 update: the owner is terminated',
    ...changed,
    others: [{ ...fox, status: 'terminated' }],
    ...updated,
  },
  {
    name: '§2.5 update: the owner is disabled',
    ...changed,
    others: [{ ...fox, account: 'disabled' }],
    ...updated,
  },
  {
    name: '§2.5 update: nobody has the new name',
    ...changed,
    others: [],
    ...updated,
    changes: ['displayname'],
  },
  {
    name: '§2.5 update: the name did not change, somebody has the same',
    ...changed,
    fields: { title: 'Lead' },
    profile: {},
    ...updated,
    changes: ['title'],
  },
  {
    name: '§2.5 update: the name changed in its case only',
    ...changed,
    profile: { displayName: 'ANNA FOX' },
    ...updated,
    changes: ['displayname'],
  },
  {
    name: '§2.5 update: the owner is oneself, a temporary profile',
    ...changed,
    others: [{ ...fox, employeeId: '1001', isTemporary: true }],
    ...updated,
  },
  {
    name: '§2.5 Force Sync: the name did not change',
    entry,
    others,
    profile: { forceSync: true },
    incident: 'IAM - Update User',
    rule: 'force sync',
  },
]

const back = { prehire: true, rehired: true, ...entry }
const rehired = { incident: 'IAM - Rehire User', rule: 'rehire' } as const
const disabled = { account: 'disabled', displayName: 'Anna Bell' }
const rehire: Row[] = [
  {
    name: "§2.5 rehire: the display name changes to another one's",
    ...changed,
    entry: back,
    profile: disabled,
    ...matched,
  },
  {
    name: '§2.5 rehire: by a removed D',
    ...changed,
    profile: { ...disabled, leaves: yesterday },
    ...matched,
  },
  {
    name: '§2.5 rehire: the owner is terminated',
    ...changed,
    entry: back,
    profile: disabled,
    others: [gone],
    ...rehired,
  },
  {
    name: '§2.5 rehire: the name did not change',
    ...changed,
    entry: back,
    profile: { account: 'disabled' },
    ...rehired,
  },
  {
    name: '§2.7 TUFE: a rehire with a taken name',
    ...changed,
    entry: back,
    profile: { ...disabled, terminationTrigger: 'TUFE', prehire: false },
    ...matched,
  },
]

const unasked: Row[] = [
  {
    name: '§2.5 a termination does not ask for the name',
    ...changed,
    entry: { ...entry, status: 'terminated' },
    incident: 'IAM - Terminate User',
    rule: 'termination',
  },
  {
    name: '§2.5 an activation does not ask for the name',
    ...changed,
    profile: { ...disabled, account: 'pending' },
    incident: 'IAM - AD User Activation',
    rule: 'AD activation',
  },
]

export const nameChange: readonly Row[] = [...update, ...rehire, ...unasked]
