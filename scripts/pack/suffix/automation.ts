import type { AnyAutomation, AutomationHost } from '../../../kit/automation.ts'
import type { Entry, Json, JsonObject } from '../../../kit/wire.ts'

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

/** What getIncidents found, as the automation reads it. */
function withIncidents(entries: Entry[], fields: Names): Entry[] {
  return entries.map(entry => {
    const { data, ...rest } = (entry.Contents ?? {}) as JsonObject
    if (!Array.isArray(data)) return entry
    return { ...entry, Contents: { ...rest, data: data.map(one => unnamed(one as JsonObject, fields)) } }
  })
}

export interface Suffixed {
  readonly suffix: string
  readonly fields: Names
  /** The names of the pack's own automations, which have the suffix, too. */
  readonly automations?: readonly string[]
}

/** The host as an automation sees it whose incident fields and neighbours have other names. */
function withNames(host: AutomationHost, { suffix, fields, automations = [] }: Suffixed): AutomationHost {
  return {
    ...host,
    incident: unnamed(host.incident, fields),
    async executeCommand(name, args) {
      const given = name === 'setIncident' ? named(args, fields) : args
      const entries = await host.executeCommand(automations.includes(name) ? name + suffix : name, given)
      return name === 'getIncidents' ? withIncidents(entries, fields) : entries
    },
  }
}

/** The automation under its suffixed name, reading and setting the incident fields of the suffixed pack. It is bundled with a suffixed build. */
export function renamed(automation: AnyAutomation, suffixed: Suffixed): AnyAutomation {
  return {
    ...automation,
    name: automation.name + suffixed.suffix,
    run: (args, host) => automation.run(args, withNames(host, suffixed)),
  }
}
