import type { AutomationHost } from '../../kit/automation.ts'
import { Refusal } from '../../kit/errors.ts'
import { carryOut } from '../carry-out.ts'
import { masked } from './new-password.ts'

/** The account and what is to become of it. */
export interface FirstPassword {
  readonly instance: string
  readonly account: string
  readonly password: string
  /** The script that made the password, for the one who has to change it. */
  readonly script: string
  readonly isEnabled: boolean
}

// What the directory answers to a password that its policy does not allow: 5003 is WILL_NOT_PERFORM.
const POLICY = /\b5003\b|complexity/i

/**
 * Gives the account its password and has it changed at the first logon; then enables it, when it is to be. Throws a
 * Refusal with what the directory says, in which the password is masked.
 */
export async function setFirstPassword(
  host: Pick<AutomationHost, 'executeCommand'>,
  { instance, account, password, script, isEnabled }: FirstPassword,
): Promise<void> {
  const using = { username: account, using: instance }
  try {
    await setPassword(host, { ...using, password }, script)
    // 0 has the password changed at the next logon, and others have seen this one; -1 would say that the person has set it
    // just now. Setting a password resets it, and an account must not be enabled without it: hence the order.
    // https://learn.microsoft.com/en-us/windows/win32/adschema/a-pwdlastset
    await carryOut(host, 'ad-update-user', {
      ...using,
      'attribute-name': 'pwdLastSet',
      'attribute-value': '0',
    })
    if (isEnabled) await carryOut(host, 'ad-enable-account', using)
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause
    throw new Refusal(masked(cause.message, password))
  }
}

async function setPassword(
  host: Pick<AutomationHost, 'executeCommand'>,
  args: { username: string; password: string; using: string },
  script: string,
): Promise<void> {
  try {
    await carryOut(host, 'ad-set-new-password', args)
  } catch (cause) {
    if (!(cause instanceof Refusal) || !POLICY.test(masked(cause.message, args.password))) throw cause
    throw new Refusal(
      `The password that the script "${script}" makes does not meet the policy of the domain; name a script in PasswordGenerationScriptName of the playbook that makes longer or more complex ones. ${cause.message}`,
    )
  }
}
