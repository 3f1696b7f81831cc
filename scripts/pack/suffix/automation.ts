import type { AnyAutomation, AutomationHost } from '../../../kit/automation.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

type Names = Readonly<Record<string, string>>

/** What an automation sets, under the names that the incident has for it. */
function named(args: JsonObject, fields: Names): JsonObject {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [
      Object.hasOwn(fields, name) ? String(fields[name]) : name,
      value,
    ]),
  )
}

/** The incident as its automation reads it: what the renamed fields hold stands under the names without the suffix, too. */
function unnamed(incident: JsonObject, fields: Names): JsonObject {
  const { CustomFields } = incident
  if (CustomFields === null || typeof CustomFields !== 'object' || Array.isArray(CustomFields))
    return incident
  const held = new Map<string, Json>(Object.entries(CustomFields))
  for (const [name, renamed] of Object.entries(fields)) {
    // A field of that very name is the other pack's, and says nothing to this one.
    held.delete(name)
    const value = held.get(renamed)
    if (value !== undefined) held.set(name, value)
  }
  return { ...incident, CustomFields: Object.fromEntries(held) }
}

/** The host as an automation sees it whose incident fields have other names. */
function withFields(host: AutomationHost, fields: Names): AutomationHost {
  return {
    ...host,
    incident: unnamed(host.incident, fields),
    executeCommand: (name, args) =>
      host.executeCommand(name, name === 'setIncident' ? named(args, fields) : args),
  }
}

/** The automation under its suffixed name, reading and setting the incident fields of the suffixed pack. It is bundled with a suffixed build. */
export function renamed(
  automation: AnyAutomation,
  { suffix, fields }: { readonly suffix: string; readonly fields: Names },
): AnyAutomation {
  return {
    ...automation,
    name: automation.name + suffix,
    run: (args, host) => automation.run(args, withFields(host, fields)),
  }
}
