import type { Account, IamWords } from '../../../kit/iam/outcome.ts'
import { emailsOf } from '../scim/emails.ts'
import type { Resource } from '../scim/resource.ts'
import { isActive } from '../scim/users.ts'

/** How the outputs of the IAM commands call the other side. */
export const SCIM: IamWords = {
  system: 'SCIM',
  userCode: 'The HTTP status of the refusal',
  groupCode: 'the HTTP status of the refusal',
}

/** A SCIM user in the words of IAM.Vendor. */
export function accountOf(user: Resource): Account {
  return { id: user.id, active: isActive(user), username: user.userName, email: emailsOf(user)[0] }
}
