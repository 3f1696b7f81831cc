import type { AnyAutomation, AutomationHost } from '../../../kit/automation.ts'
import type { JsonObject } from '../../../kit/wire.ts'

/** The host as an automation sees it whose incident fields have other names. */
function withFields(host: AutomationHost, fields: Readonly<Record<string, string>>): AutomationHost {
  const named = (args: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(args).map(([name, value]) => [
        Object.hasOwn(fields, name) ? String(fields[name]) : name,
        value,
      ]),
    )
  return {
    ...host,
    executeCommand: (name, args) => host.executeCommand(name, name === 'setIncident' ? named(args) : args),
  }
}

/** The automation under its suffixed name, setting the incident fields of the suffixed pack. It is bundled with a suffixed build. */
export function renamed(
  automation: AnyAutomation,
  { suffix, fields }: { readonly suffix: string; readonly fields: Readonly<Record<string, string>> },
): AnyAutomation {
  return {
    ...automation,
    name: automation.name + suffix,
    run: (args, host) => automation.run(args, withFields(host, fields)),
  }
}
