import type { AutomationHost } from '../../kit/automation.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { openIncidents } from '../IAMCloseEarlierIncidents/open.ts'
import { isAbout } from '../IAMCloseEarlierIncidents/person.ts'
import { quoted } from '../query.ts'
import { isTrue, textOf } from '../texts.ts'
import { isAddress } from './addresses.ts'
import { hasLeft } from './left.ts'
import { customFields, isTemporary, profilesWith, USER_PROFILE } from './search.ts'

/** The manager's address, or why no mail is to go there. */
export type Manager =
  | { readonly address: string }
  | { readonly missing: string; readonly isWorthTelling: boolean }

/**
 * The manager of a person as their profile names him. One whose own User Profiles are all disabled has left; one without a
 * profile may be of another company.
 */
export async function managerOf(
  host: Pick<AutomationHost, 'searchIndicators' | 'executeCommand'>,
  { manageremailaddress, email }: JsonObject,
): Promise<Manager> {
  const address = textOf(manageremailaddress)
  if (address !== '' && address.toLowerCase() === textOf(email).toLowerCase())
    return { missing: `the manager's address ${address} is the person's own`, isWorthTelling: true }
  if (address === '') return { missing: 'the User Profile names no manager', isWorthTelling: false }
  if (!isAddress(address))
    return {
      missing: `the manager's address ${JSON.stringify(address)} is no e-mail address`,
      isWorthTelling: true,
    }
  const profiles = await profilesOf(host, address)
  const [first] = profiles
  if (first === undefined) return { address }
  for (const profile of profiles)
    if (!hasLeft(customFields(profile)) && !(await isLeaving(host, profile, address))) return { address }
  const name = textOf(customFields(first).displayname)
  return {
    missing: `the manager ${name === '' ? address : `${name} (${address})`} has left`,
    isWorthTelling: true,
  }
}

/** An address may have been given to another person, so there may be several. */
function profilesOf(host: Pick<AutomationHost, 'searchIndicators'>, address: string): Promise<JsonObject[]> {
  const isSame = (value: unknown) =>
    typeof value === 'string' && value.trim().toLowerCase() === address.toLowerCase()
  return profilesWith(
    host,
    `type:${quoted(USER_PROFILE)} and (email:${quoted(address)} or value:${quoted(address)})`,
    profile => !isTemporary(profile) && (isSame(customFields(profile).email) || isSame(profile.value)),
  )
}

/** A termination that failed somewhere has not come to the profile yet. */
async function isLeaving(
  host: Pick<AutomationHost, 'executeCommand'>,
  profile: JsonObject,
  address: string,
): Promise<boolean> {
  const { employeeid, isprocessed } = customFields(profile)
  if (!isTrue(isprocessed)) return false
  const person = { employeeId: textOf(employeeid), names: [address], userId: '' }
  const open = await openIncidents(host, ['IAM - Terminate User'])
  return open.some(incident => isAbout(incident, person))
}
