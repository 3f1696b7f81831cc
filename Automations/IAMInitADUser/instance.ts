import { InputError } from '../../kit/errors.ts'
import { type Modules, refuseUnavailable } from '../IAMUpdateOktaConfiguration/instances.ts'

const BRAND = 'Active Directory Query v2'

/**
 * The Active Directory instance of the account: the one that is given, else the only one there is. Without a name the
 * platform would run a command on every instance, and so give the password to people of one name in several domains.
 * Throws an InputError that names the instances.
 */
export function directoryInstance(given: string | undefined, modules: Modules): string {
  if (given !== undefined) {
    refuseUnavailable('instance', given, modules)
    return given
  }
  const enabled = Object.keys(modules)
    .filter(name => modules[name]?.brand === BRAND && modules[name]?.state === 'active')
    .sort()
  const [only, ...others] = enabled
  if (only !== undefined && others.length === 0) return only
  const found = only === undefined ? 'none' : enabled.join(', ')
  throw new InputError(
    `The argument "instance" is missing and there is not exactly one enabled instance of ${BRAND} (${found}); name the one in which the account is.`,
  )
}
