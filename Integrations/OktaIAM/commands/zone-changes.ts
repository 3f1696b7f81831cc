import { choice, text } from '../../../kit/command.ts'
import { InputError, Refusal } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { NOT_FOUND } from '../okta/errors.ts'
import { type ZoneWish, zoneEdit } from '../okta/zone-edit.ts'
import {
  createZone,
  deactivateZone,
  deleteZone,
  replaceZone,
  ZONES,
  type Zone,
  zone,
  zonesOf,
} from '../okta/zones.ts'
import { type Change, change } from './change.ts'
import { namedZone, ZONE_OUTPUTS, zoneArgument, zoneResult } from './zone.ts'
import { addressArguments, wishOf } from './zone-wish.ts'

export const oktaCreateZone = change({
  name: 'okta-create-zone',
  description: 'Creates an IP zone. A zone of that name with the same addresses is left as it is.',
  effect: 'change',
  scopes: ['okta.networkZones.manage'],
  args: {
    name: text({ description: 'Name of the zone.' }),
    zoneName: text({ description: 'The same as name.' }),
    ...addressArguments,
  },
  outputs: ZONE_OUTPUTS,
  async decide(args, session) {
    const { name, ...addresses } = wishOf(args)
    if (name === undefined)
      throw new InputError('The argument "name" is missing; expected the name of the zone.')
    if (!Object.keys(addresses).length)
      throw new InputError("You must supply either 'gateway_ips' or 'proxies'.")
    const [present] = await zonesOf(session.client).named(name)
    if (present) return alreadyThere(present, addresses)
    const body: JsonObject = { type: 'IP', name, status: 'ACTIVE', ...addresses }
    return {
      target: name,
      to: body,
      calls: [createZone(body)],
      done: ([answer]) => zoneResult(zone(answer, `POST ${ZONES.path}`)),
    }
  },
})

export const oktaUpdateZone = change({
  name: 'okta-update-zone',
  description:
    'Renames an IP zone or changes its addresses. OVERRIDE takes off the addresses that are not given.',
  effect: 'destroy',
  scopes: ['okta.networkZones.manage'],
  args: {
    zoneID: zoneArgument,
    zoneName: text({ description: 'The new name of the zone.' }),
    name: text({ description: 'The same as zoneName.' }),
    ...addressArguments,
    updateType: choice(['APPEND', 'OVERRIDE'], {
      description:
        'APPEND adds the addresses to those that are there, OVERRIDE puts them in their place ([] empties a list).',
      defaultValue: 'OVERRIDE',
    }),
  },
  outputs: ZONE_OUTPUTS,
  async decide(args, session) {
    const wish = wishOf({ ...args, name: args.zoneName ?? args.name })
    if (!Object.keys(wish).length) return nothingToDo(args.zoneID, 'Nothing to update')
    const present = await namedZone(session, args.zoneID)
    if (present.type !== 'IP' && (wish.gateways || wish.proxies)) throw noAddresses(present)
    const { changes, removed, body } = zoneEdit(present, wish, args.updateType)
    if (!Object.keys(changes).length)
      return nothingToDo(present.name, `The zone ${present.name} is already so.`, present)
    const lost = removed.length
      ? `OVERRIDE takes off ${removed.join(', ')}; updateType=APPEND keeps what is there.`
      : undefined
    return {
      target: present.name,
      changes,
      calls: [replaceZone(present.id, body)],
      ...(lost ? { reason: lost } : { effect: 'change' as const }),
      done: ([answer]) => zoneResult(zone(answer, `PUT ${ZONES.path}/${present.id}`), lost),
    }
  },
})

export const oktaDeleteZone = change({
  name: 'okta-delete-zone',
  description: 'Deletes a network zone; an active one is deactivated first, as Okta wants it.',
  effect: 'destroy',
  scopes: ['okta.networkZones.manage'],
  args: { zoneID: zoneArgument },
  outputs: [],
  async decide({ zoneID }, session) {
    const present = await namedZone(session, zoneID)
    const { id, name, status, system } = present
    if (system)
      throw new Refusal(`The zone ${name} is one of Okta's own and cannot be deleted.`, {
        zoneID: id,
        system,
      })
    const isActive = status === 'ACTIVE'
    return {
      target: name,
      from: status,
      to: 'deleted',
      calls: [...(isActive ? [deactivateZone(id)] : []), deleteZone(id)],
      steps: [...(isActive ? ['deactivated the zone'] : []), 'deleted the zone'],
      isDone: async ({ code }) => code === NOT_FOUND && !(await zonesOf(session.client).get(id)),
      done: () => ({ readable: `The zone ${name} was deleted.`, contents: present }),
    }
  },
})

function alreadyThere(present: Zone, addresses: ZoneWish): Change {
  const { changes } = zoneEdit(present, addresses, 'OVERRIDE')
  if (!Object.keys(changes).length)
    return nothingToDo(present.name, `The zone ${present.name} already exists with these addresses.`, present)
  throw new Refusal(
    `A zone with the name ${JSON.stringify(present.name)} and other addresses exists (${present.id}); change it with okta-update-zone or choose another name.`,
    { zoneID: present.id, name: present.name },
  )
}

function nothingToDo(target: string, reason: string, present?: Zone): Change {
  const done = () => (present ? zoneResult(present, reason) : { readable: reason, contents: reason })
  return { target, calls: [], reason, done }
}

function noAddresses({ id, name, type }: Zone): Refusal {
  return new Refusal(
    `The zone ${name} is of the type ${type} and has no addresses; only its name can be changed.`,
    {
      zoneID: id,
      type,
    },
  )
}
