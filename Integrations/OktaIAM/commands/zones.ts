import { command } from '../../../kit/command.ts'
import { ZONES, zone } from '../okta/zones.ts'
import type { Session } from '../session.ts'
import { after, limitArgument, listResult, readList, tagOutput } from './listing.ts'
import { namedZone, ZONE_OUTPUTS, ZONE_PATH, zoneArgument, zoneResult, zoneTable } from './zone.ts'

export * from './zone-changes.ts'

const PAGE = 'Okta.ZonePage(true)'

export const oktaListZones = command({
  name: 'okta-list-zones',
  description: 'Lists the network zones of the org.',
  effect: 'read',
  scopes: ['okta.networkZones.read'],
  args: { limit: limitArgument(), after },
  outputs: [...ZONE_OUTPUTS, tagOutput(PAGE)],
  async run({ limit, after: from }, { client }: Session) {
    const listed = await readList(client, { ...ZONES, limit, after: from }, zone)
    return listResult(listed, {
      readable: listed.things.length ? zoneTable(listed.things) : 'No zones found.',
      context: { [ZONE_PATH]: [...listed.things] },
      page: PAGE,
    })
  },
})

export const oktaGetZone = command({
  name: 'okta-get-zone',
  description: 'Reads one network zone.',
  effect: 'read',
  scopes: ['okta.networkZones.read'],
  args: { zoneID: zoneArgument },
  outputs: ZONE_OUTPUTS,
  run: async ({ zoneID }, session: Session) => zoneResult(await namedZone(session, zoneID)),
})
