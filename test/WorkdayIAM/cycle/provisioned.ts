import type { JsonObject } from '../../../kit/wire.ts'
import type { Raised } from './instance.ts'
import type { ProfileStore } from './profile-store.ts'

const ACCOUNTS: Readonly<Record<string, string>> = {
  'IAM - New Hire': 'Enabled',
  'IAM - Rehire User': 'Enabled',
  'IAM - Sync User': 'Enabled',
  'IAM - AD User Activation': 'Enabled',
  'IAM - AD User Deactivation': 'Pending',
  'IAM - Terminate User': 'Disabled',
}

/** Does to the profile what the playbook of an incident does at its end. */
export function provision({ type = '', profile }: Raised, profiles: ProfileStore): void {
  const { olduserdata, mergeduserprofile: _, ...fields } = profile
  const email = String(fields.email)
  const before = String(((olduserdata ?? {}) as JsonObject).email ?? email)
  if (type === 'IAM - HR Report Warning') return
  const kept = profiles.fields(before) ?? {}
  if (before !== email) profiles.remove(before)
  const account = ACCOUNTS[type]
  profiles.set(email, {
    ...kept,
    ...fields,
    ...(account !== undefined && { adaccountstatus: account }),
    ...{ isprocessed: false, forcesync: false },
  })
}
