import type { JsonObject } from '../../../kit/wire.ts'
import type { Said } from '../room.ts'
import { objectOr } from '../show.ts'
import type { Person } from './company.ts'

const quoted = (value: JsonObject) => `\`${JSON.stringify(value)}\``
/** Nobody signs in with it. */
const FIRST_PASSWORD = 'Northwind-2024'

/** The lines that give somebody of the staff an enabled account in the directory. */
export function accountLines({ entry }: Person): string[] {
  const email = String(entry.Email_Address)
  const profile = {
    ...{ email, username: email, employeeid: entry.Emp_ID ?? '', displayname: entry.Preferred_Name ?? '' },
    givenname: entry['Preferred_Name_-_First_Name'] ?? '',
    surname: entry['Preferred_Name_-_Last_Name'] ?? '',
    ...{ title: entry.Title ?? '', department: entry.Department ?? '' },
  }
  const username = email.split('@')[0]
  return [
    `!iam-create-user user-profile=${quoted(profile)} using=AD`,
    `!ad-set-new-password username=${username} password=${FIRST_PASSWORD} using=AD`,
    `!ad-enable-account username=${username} using=AD`,
  ]
}

/** The line that reads all accounts of the directory. */
export const READING = '!ad-get-user using=AD'

/** What an account holds, as far as the table tells it. */
export interface Account {
  readonly state: string
  readonly employeeId: string
  readonly email: string
  readonly title: string
}

// userAccountControl: https://learn.microsoft.com/troubleshoot/windows-server/active-directory/useraccountcontrol-manipulate-account-properties
const ACCOUNT_DISABLED = 2

/** The accounts that such a line found. */
export function accountsIn({ entries = [] }: Said): Account[] {
  const found = [entries[0]?.Contents ?? []].flat().map(objectOr)
  return found.map(({ employeeID, mail, title, userAccountControl }) => ({
    state: Number(userAccountControl) & ACCOUNT_DISABLED ? 'disabled' : 'enabled',
    employeeId: String(employeeID ?? ''),
    email: String(mail ?? ''),
    title: String(title ?? ''),
  }))
}
