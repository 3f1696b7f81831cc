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
    const wish = wishOf(args)
    const present = await namedZone(session, args.zoneID)
    if (!Object.keys(wish).length)
      return nothingToDo(present, 'Nothing to update: neither a name nor addresses are given.')
    if (present.system && wish.name !== undefined && wish.name !== present.name)
      throw ofOkta(present, 'renamed')
    if (present.type !== 'IP' && (wish.gateways || wish.proxies)) throw noAddresses(present)
    const { changes, removed, body } = zoneEdit(present, wish, args.updateType)
    if (!Object.keys(changes).length) return nothingToDo(present, `The zone ${present.name} is already so.`)
    const lost = removed.join(', ')
    return {
      target: present.name,
      changes,
      calls: [replaceZone(present.id, body)],
      ...(lost
        ? { reason: `OVERRIDE takes off ${lost}; updateType=APPEND keeps what is there.` }
        : { effect: 'change' as const }),
      done: ([answer]) =>
        zoneResult(
          zone(answer, `PUT ${ZONES.path}/${present.id}`),
          lost ? `OVERRIDE took off ${lost}.` : undefined,
        ),
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
    if (system) throw ofOkta(present, 'deleted')
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

/** A zone of the name is what was asked for only when it has these addresses and no others, and is in use. */
function alreadyThere(present: Zone, addresses: ZoneWish): Change {
  const { id, name, type, status } = present
  const { changes } = zoneEdit(present, { gateways: [], proxies: [], ...addresses }, 'OVERRIDE')
  const other = [
    type !== 'IP' && `the type ${type}`,
    ...Object.keys(changes).map(member => `other ${member}`),
    status !== 'ACTIVE' && `the status ${status}`,
  ].filter(Boolean)
  if (!other.length) return nothingToDo(present, `The zone ${name} already exists with these addresses.`)
  throw new Refusal(
    `A zone with the name ${JSON.stringify(name)} exists (${id}), but with ${other.join(' and ')}; change its addresses with okta-update-zone, or choose another name.`,
    { zoneID: id, name, type, status },
  )
}

function ofOkta({ id, name, system }: Zone, what: string): Refusal {
  return new Refusal(`The zone ${name} is one of Okta's own and cannot be ${what}.`, { zoneID: id, system })
}

function nothingToDo(present: Zone, reason: string): Change {
  return { target: present.name, calls: [], reason, done: () => zoneResult(present, reason) }
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
