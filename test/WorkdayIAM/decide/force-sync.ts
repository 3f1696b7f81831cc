import { inDays, type Row } from './row.ts'

const forced = { incident: 'IAM - Update User', rule: 'force sync' } as const
const converted = { incident: 'IAM - Update User', rule: 'conversion hire' } as const
const updated = { incident: 'IAM - Update User', rule: 'update' } as const
const title = { news: true, fields: { title: 'Lead' }, ...updated, changes: ['title'] } as const

const forceSync: Row[] = [
  { name: '§6 Force Sync: without any news', profile: { forceSync: true }, ...forced, changes: [] },
  {
    name: '§6 Force Sync: a new entry, no field differs',
    news: true,
    profile: { forceSync: true },
    ...forced,
    changes: [],
  },
  { name: '§6 Force Sync: with a change', profile: { forceSync: true }, ...title },
  {
    name: '§6 Force Sync: beyond X',
    entry: { hired: inDays(31) },
    profile: { account: 'pending', forceSync: true },
    ...forced,
  },
  {
    name: '§6 Force Sync: not for somebody who is gone',
    entry: { status: 'terminated' },
    profile: { account: 'disabled', forceSync: true },
    rule: 'not active',
  },
  {
    name: '§6 Force Sync: A = Disabled and an active entry is an update, no rehire',
    profile: { account: 'disabled', forceSync: true },
    ...forced,
  },
]

const weaker = { sourcePriority: 5, source: 'SAP_1' }
const conversion: Row[] = [
  {
    name: '§2.4 filters: Conversion Hire, a profile of a weaker source',
    news: true,
    profile: weaker,
    ...converted,
    changes: [],
  },
  {
    name: '§2.4 filters: Conversion Hire with a change',
    news: true,
    fields: { title: 'Lead' },
    profile: weaker,
    ...converted,
    changes: ['title'],
  },
  {
    name: '§2.4 filters: Conversion Hire, a profile of no source',
    news: true,
    profile: { sourcePriority: undefined, source: '' },
    ...converted,
    reason: 'no source',
  },
  {
    name: '§2.4 filters: a conversion hire of this source is updated as everybody',
    profile: { isConversionHire: true },
    ...title,
  },
]

export const forceSyncAndConversion: readonly Row[] = [...forceSync, ...conversion]
