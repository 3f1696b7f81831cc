import type { Account, IamWords } from '../../../kit/iam/outcome.ts'
import type { User } from '../okta/users.ts'
import { isActive } from './lifecycle.ts'

/** How the outputs of the IAM commands call Okta. */
export const OKTA: IamWords = {
  system: 'Okta',
  userCode: "Okta's error code (text), the HTTP status",
  groupCode: "Okta's error code, which is a text",
}

/** An Okta user in the words of IAM.Vendor. */
export function accountOf({ id, status, profile }: User): Account {
  return { id, active: isActive(status), username: profile.login, email: profile.email }
}
