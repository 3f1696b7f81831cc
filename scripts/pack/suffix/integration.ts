import type { AnyIntegration, Host } from '../../../kit/integration.ts'
import type { JsonObject } from '../../../kit/wire.ts'

type Names = ReadonlyMap<string, string>

function renamedKeys(object: JsonObject, names: Names): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [names.get(name) ?? name, value]))
}

/** A mapper of the suffixed pack gives its incident fields; a profile has them under the names that all packs share. */
function withFields(host: Host, shared: Names): Host {
  return {
    ...host,
    mapObject: async (object, mapper, type) =>
      renamedKeys(await host.mapObject(object, mapper, type), shared),
  }
}

/** Fields that an incident brings with it, unmapped, under the names that the suffixed pack has for them. */
function ownFields(incident: JsonObject, own: Names): JsonObject {
  const { CustomFields } = incident
  const isObject = CustomFields !== null && typeof CustomFields === 'object' && !Array.isArray(CustomFields)
  return isObject ? { ...incident, CustomFields: renamedKeys(CustomFields as JsonObject, own) } : incident
}

/** The integration of a suffixed pack: its incidents have the pack's own fields, its profiles the shared ones. It is bundled with a suffixed build. */
export function renamed(
  integration: AnyIntegration,
  fields: Readonly<Record<string, string>>,
): AnyIntegration {
  const own = new Map(Object.entries(fields))
  const shared = new Map([...own].map(([name, suffixed]) => [suffixed, name]))
  const { connect, offline, commands } = integration
  return {
    ...integration,
    connect: (params, host) => connect(params, withFields(host, shared)),
    ...(offline && { offline: (host: Host) => offline(withFields(host, shared)) }),
    commands: commands.map(command => ({
      ...command,
      run: async (args, session) => {
        const result = await command.run(args, session)
        if (typeof result === 'string' || !('incidents' in result)) return result
        return { ...result, incidents: result.incidents.map(one => ownFields(one, own)) }
      },
    })),
  }
}
