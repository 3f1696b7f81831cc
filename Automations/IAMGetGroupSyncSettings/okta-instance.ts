import { InputError } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'

/** A pack whose ids are suffixed has the brand suffixed too. */
const OKTA = /^Okta IAM/

/**
 * The Okta IAM instance whose groups an application follows: the one that is named, else the only one that is enabled; the
 * application's own does not count. Throws an InputError that says which there are.
 */
export function oktaInstanceFor(
  modules: Readonly<Record<string, JsonObject>>,
  given: string | undefined,
  app: string,
): string {
  const isOkta = (name: string) =>
    Object.hasOwn(modules, name) &&
    OKTA.test(String(modules[name]?.brand)) &&
    modules[name]?.state === 'active'
  const names = Object.keys(modules)
    .filter(name => name !== app && isOkta(name))
    .sort()
  const wanted = given?.trim()
  const [only] = names
  if (wanted) {
    if (wanted !== app && isOkta(wanted)) return wanted
    throw new InputError(
      `The Okta instance is ${JSON.stringify(wanted)}; expected an enabled instance of Okta IAM${wanted === app ? ' other than the application itself' : ''}: ${names.join(', ') || 'there is none'}.`,
    )
  }
  if (only !== undefined && names.length === 1) return only
  throw new InputError(
    only === undefined
      ? 'There is no enabled instance of Okta IAM that the groups could come from.'
      : `The groups may come from several instances of Okta IAM: ${names.join(', ')}. Name one as okta_instance in the list app-group-sync-settings, or as the input OktaInstance.`,
  )
}
