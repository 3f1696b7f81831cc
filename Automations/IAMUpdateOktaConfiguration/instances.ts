import { InputError } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'

/** What demisto.getModules tells: every instance by name, with its state. */
export type Modules = Readonly<Record<string, JsonObject>>

/**
 * Refuses an instance that does not exist or is disabled; the InputError names argument and value, and the instances
 * that are enabled. `except` is one that could not be named here anyway.
 */
export function refuseUnavailable(argument: string, name: string, modules: Modules, except?: string): void {
  const module = Object.hasOwn(modules, name) ? modules[name] : undefined
  if (module?.state === 'active') return
  const enabled = Object.keys(modules)
    .filter(each => modules[each]?.state === 'active' && each !== except)
    .sort()
  const what = module ? 'is a disabled instance; enable it, or name' : 'does not exist; name'
  throw new InputError(
    `The argument "${argument}" is ${JSON.stringify(name)}, which ${what} one that is enabled: ${enabled.join(', ') || 'there is none'}.`,
  )
}

/** Refuses to let Okta provision itself: its own events would come back for ever. */
export function refuseOkta(instance: string, oktaInstance: string): void {
  if (instance !== oktaInstance) return
  throw new InputError(
    `The argument "instance" is ${JSON.stringify(instance)}, which is the Okta instance itself; name the instance that provisions the application.`,
  )
}
