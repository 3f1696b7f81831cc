import { outputUnder, type Result } from '../../kit/command.ts'
import type { JsonObject } from '../../kit/wire.ts'

const PATH = 'IAM.InitADUser'
const output = outputUnder(PATH)

/** What came of it, as the context has it; every member is always there, so that a second run replaces them all. */
export interface Outcome extends JsonObject {
  instanceName: string
  sAMAccountName: string
  email: string
  success: boolean
  sentMail: boolean
  errorDetails: string
  sendMailError: string
  warning: string
}

export const OUTPUTS = [
  output('instanceName', 'String', 'The Active Directory instance.'),
  output('sAMAccountName', 'String', 'The account.'),
  output('email', 'String', 'The e-mail of its owner.'),
  output('success', 'Boolean', 'Whether the account has a password that somebody was to get and got.'),
  output('sentMail', 'Boolean', 'Whether every mail went out.'),
  output('errorDetails', 'String', 'Why it failed; else empty.'),
  output('sendMailError', 'String', 'Each mail that did not go out, and why; else empty.'),
  output('warning', 'String', 'What somebody should see to, such as a manager who has left; else empty.'),
]

/** The entry of an outcome: `told` when it succeeded, else an error entry that says why. */
export function outcomeResult(outcome: Outcome, told: string): Result {
  const { success, errorDetails, sendMailError, warning } = outcome
  const readable = [success ? told : errorDetails, sendMailError, warning].filter(Boolean).join('\n\n')
  const key = `${PATH}(val.instanceName && val.instanceName == obj.instanceName && val.sAMAccountName == obj.sAMAccountName)`
  return {
    readable,
    // Automations such as GetErrorsFromEntry read nothing but the Contents.
    contents: success ? outcome : readable,
    context: { [key]: outcome },
    failed: !success,
  }
}
