import type { Json } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'
import { shown } from './profile-text.ts'
import type { Profile } from './profiles.ts'
import type { Wanted } from './wanted.ts'

/** Of an entry's text and, behind a dot, of what was mapped of it: the second says whether the report has news. */
const mappedDigest = (value: Json | undefined): string => textOf(value).split('.')[1] ?? ''

/** What the playbooks write where an entry is to be looked at again; no entry has them. */
const MARKS = new Set(['', 'again', 'kept'])

/** They make accounts, which an update does not: begun again they go on with what they have, and the next fetch brings the news. */
const MAKES_ACCOUNTS = new Set(['IAM - New Hire', 'IAM - Rehire User'])

/**
 * Why an incident is out of date: the profile has seen an entry since that is neither the incident's nor the one before. An
 * answer that comes late, or a run that is begun again, would write what HR has taken back. Undefined when it is not.
 */
export function hasSeenNewer(
  { type, fields, old, source }: Wanted,
  profile: Profile | undefined,
): string | undefined {
  if (!profile || source !== 'HR') return undefined
  if (MAKES_ACCOUNTS.has(type) && textOf(profile.fields.adaccountstatus).toLowerCase() !== 'disabled')
    return undefined
  const [own, seen] = [mappedDigest(fields.reportdigest), mappedDigest(profile.fields.reportdigest)]
  if (MARKS.has(own) || MARKS.has(seen) || seen === own || seen === mappedDigest(old.reportdigest))
    return undefined
  return `The report has had news of ${shown(profile)} since this incident; the later one has an incident of its own, or was looked after. Nothing was changed by this one.`
}
