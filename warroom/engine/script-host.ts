import type { Done, Json, JsonObject, Start } from '../../kit/wire.ts'
import { fileCalls } from '../files/saved-files.ts'
import type { Instance } from '../instances/instance.ts'
import { PLAYGROUND } from '../investigation/room.ts'
import {
  integrationContextCalls,
  type Memory,
  type RunRequest,
  type ScriptHost,
} from '../javascript/index.ts'
import { Refusal } from '../refusal.ts'
import { modulesOf } from './asks.ts'
import { SERVER_URL } from './decisions.ts'
import { mailCalls } from './mail-calls.ts'
import type { Parts } from './parts.ts'

/** A name that a script hands over. Throws a Refusal, which is thrown inside the script. */
export function nameIn(value: Json | undefined, called: string): string {
  if (typeof value === 'string' && value !== '') return value
  throw new Refusal(`${called} takes a name as its first argument, not ${JSON.stringify(value ?? null)}.`)
}

/** An object that a script hands over; anything else counts as an empty one. */
export function objectIn(value: Json | undefined): JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {}
}

/** The pages of an investigation, by the names that scripts know (demistoUrls of HC-102); none can be visited here. */
const PAGES = {
  investigation: 'Details',
  warRoom: 'WarRoom',
  workPlan: 'WorkPlan',
  relatedIncidents: 'Cluster',
  evidenceBoard: 'EvidenceBoard',
}

function urlsOf(investigation: string): JsonObject {
  const pages = Object.entries(PAGES).map(([name, page]) => [
    name,
    `${SERVER_URL}/#/${page}/${investigation}`,
  ])
  return { server: SERVER_URL, ...Object.fromEntries(pages) }
}

/** What scripts of both kinds may call (HC-2). */
export function sharedCalls(parts: Parts, investigation: string): ScriptHost {
  return {
    ...fileCalls(parts.state),
    demistoUrls: () => urlsOf(investigation),
    getModules: () => modulesOf(parts),
    mapObject: ([value, mapper, type]) =>
      parts.mapping.mapObject(value ?? null, nameIn(mapper, 'mapObject'), nameIn(type, 'mapObject')),
  }
}

/**
 * What a script sees of its investigation (HC §2.3): `incidents[0]`, `investigation` and `invContext`. Scripts read
 * `incidents[0].id` wherever they run, so the playground has one as well.
 */
export function scriptInvestigation({
  id,
  incident,
  context,
}: NonNullable<Start['investigation']>): Pick<RunRequest, 'incident' | 'investigation' | 'context'> {
  const name = incident?.name ?? 'Playground'
  return {
    incident: incident ?? { id, name },
    investigation: { id, name },
    ...(context ? { context: structuredClone(context) } : {}),
  }
}

/** An instance's memory whose writes are seen and counted, but kept elsewhere: `written` gives the changed keys. */
function heldBack({ integrationContext, version }: ReturnType<Memory['read']>) {
  let held = { integrationContext, version }
  let changed: JsonObject | undefined
  const memory: Memory = {
    read: () => held,
    write(keys) {
      changed = { ...changed, ...keys }
      const kept = Object.entries({ ...held.integrationContext, ...keys }).filter(
        ([, value]) => value !== null,
      )
      held = { integrationContext: Object.fromEntries(kept), version: held.version + 1 }
    },
  }
  return { memory, written: () => changed }
}

/** The integration context of an instance, written at once because locking needs that. A test has none (HC §9). */
function memoryOf(parts: Parts, { name, integration: { brand } }: Instance, command: string): Memory {
  if (command === 'test-module')
    return { read: () => ({ integrationContext: {}, version: 0 }), write: () => {} }
  return {
    read: () => parts.state.room.memory(name, brand),
    write: (integrationContext: JsonObject) =>
      void parts.state.commit({ instance: { name, brand, integrationContext } }),
  }
}

/**
 * Runs a command of a JavaScript integration on its instance. What the script does wrong is an error entry. The
 * integration context of a fetch is not written but given back, to be kept together with its incidents or not at all.
 */
export async function runJavaScript(
  parts: Parts,
  instance: Instance,
  start: Start,
  timeoutSeconds: number,
): Promise<Done> {
  const { brand: name, code } = instance.integration
  const { command, args, params, lastRun, investigation, now } = start
  const request = {
    ...{ kind: 'integration' as const, name, code, command, args, params, lastRun, timeoutSeconds },
    ...(investigation ? scriptInvestigation(investigation) : {}),
    ...(now === undefined ? {} : { now }),
  }
  const own = memoryOf(parts, instance, command)
  const fetch = command === 'fetch-incidents' ? heldBack(own.read()) : undefined
  const { get, set } = integrationContextCalls(fetch?.memory ?? own)
  const at = investigation?.id ?? PLAYGROUND
  const done = await parts.runner.run(request, {
    ...sharedCalls(parts, at),
    ...mailCalls(parts, at),
    getIntegrationContext: get,
    setIntegrationContext: set,
  })
  const integrationContext = fetch?.written()
  return done.incidents && integrationContext ? { ...done, integrationContext } : done
}
