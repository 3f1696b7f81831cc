import { readFileSync } from 'node:fs'
import { WorkdayIAM } from '../../../Integrations/WorkdayIAM/index.ts'
import { params as declared } from '../../../Integrations/WorkdayIAM/params.ts'
import { connect, type Session } from '../../../Integrations/WorkdayIAM/session.ts'
import { Refusal } from '../../../kit/errors.ts'
import { parseFields } from '../../../kit/fields.ts'
import type { Host } from '../../../kit/integration.ts'
import { run } from '../../../kit/run.ts'
import type { Done, JsonObject } from '../../../kit/wire.ts'
import { type RunningReportServer, startReportServer } from '../../../report-server/server.ts'
import { createContextLanguage } from '../../../warroom/context/index.ts'
import { createMapping, type Mapper, type Mapping } from '../../../warroom/mapping/index.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'
import { NOW, SOURCE } from './people.ts'
import { ProfileStore } from './profile-store.ts'

export const MAPPER = 'IAM Sync User - Workday'

/** An incident of a fetch, and what its rawJSON holds. */
export interface Raised {
  readonly type: string | undefined
  readonly email: string
  readonly incident: JsonObject
  readonly raw: JsonObject
  readonly profile: JsonObject
}

/** An instance of the integration on a host in memory, with a report server. */
export interface Instance {
  readonly server: RunningReportServer
  readonly profiles: ProfileStore
  readonly host: Host
  /** What was logged: level and text. */
  readonly log: string[]
  lastRun: JsonObject
  now: string
  /** What the last fetch said when it failed. */
  error: string | undefined
  session(params?: JsonObject): Session
  run(command: string, args?: JsonObject, params?: JsonObject): Promise<Done>
  /** One fetch, whose last run is kept as a platform does: not when it failed. */
  fetch(params?: JsonObject): Promise<Raised[]>
  close(): Promise<void>
}

/** The shipped mapper in the war room's own mapping, and more of them. */
export async function mappingWith(...more: Mapper[]): Promise<Mapping> {
  const file = `Mappers/classifier-mapper-incoming-${MAPPER.replaceAll(' ', '_')}.json`
  const shipped = JSON.parse(readFileSync(file, 'utf8')) as Mapper
  return createMapping({
    mappers: [shipped, ...more],
    language: createContextLanguage(await openSandbox()),
  })
}

/** A failure of the host reaches an integration as a Refusal. */
export function refusing<T>(act: () => T): T {
  try {
    return act()
  } catch (error) {
    throw new Refusal((error as Error).message)
  }
}

export function raised(incident: JsonObject): Raised {
  const raw = JSON.parse(String(incident.rawJSON)) as JsonObject
  const profile = (raw.UserProfile ?? {}) as JsonObject
  const { type } = incident
  return {
    type: type === undefined ? undefined : String(type),
    email: String(profile.email ?? ''),
    incident,
    raw,
    profile,
  }
}

/** What is seen of raised incidents at a glance: `New Hire p1@example.com`. */
export const shown = (all: readonly Raised[]): string[] =>
  all.map(({ type = 'no type', email }) => `${type.replace('IAM - ', '')} ${email}`.trim())

export async function openInstance(given: readonly JsonObject[] = []): Promise<Instance> {
  const server = await startReportServer({ entries: given })
  const mapping = await mappingWith()
  const settings = (more: JsonObject): JsonObject => ({
    report_url: server.reportUrl,
    credentials: { identifier: server.username, password: server.password },
    first_run: false,
    max_fetch: 1000,
    ...more,
  })
  const profiles = new ProfileStore()
  const host: Host = {
    instance: { brand: 'Workday IAM', name: SOURCE },
    mapObject: async (object, mapper, type) => refusing(() => mapping.mapObject(object, mapper, type)),
    searchIndicators: async search => profiles.search(search),
    createIndicators: async list => profiles.create(list),
    integrationContext: {},
    get lastRun() {
      return self.lastRun
    },
    log: (level, text) => self.log.push(`${level}: ${text}`),
    keepSecret: () => {},
    now: () => new Date(self.now),
  }
  const self: Instance = {
    ...{ server, profiles, host, log: [], lastRun: {}, now: NOW, error: undefined },
    session: (more = {}) => connect(parseFields('parameter', declared, settings(more)), host),
    run: (command, args = {}, more = {}) =>
      run(WorkdayIAM, start(command, args, settings(more), self.lastRun), host),
    async fetch(more = {}) {
      const { entries, incidents, lastRun } = await self.run('fetch-incidents', {}, more)
      self.error = incidents ? undefined : String(entries[0]?.Contents)
      self.lastRun = lastRun ?? self.lastRun
      return (incidents ?? []).map(raised)
    },
    close: () => server.close(),
  }
  return self
}

const start = (command: string, args: JsonObject, params: JsonObject, lastRun: JsonObject) => ({
  ...{ kind: 'command' as const, command, args, params, lastRun },
  integrationContext: {},
  instance: { brand: 'Workday IAM', name: SOURCE },
})
