import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { runHere } from '../../warroom/face/here.ts'
import { type Ended, objects, runProgram } from '../../warroom/face/program.ts'
import { emptyFolder } from '../../warroom/stand-in.ts'
import { withoutPlaybooks } from '../pack.ts'

/** An event of the log, as far as incidents are made of it. */
export interface LogEvent {
  readonly uuid: string
  readonly eventType: string
  readonly published: string
  readonly target: readonly { id: string; type: string; alternateId: string; displayName: string }[]
}

/** An incident as the state keeps it. */
export interface KeptIncident {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly occurred: string
  readonly rawJSON: string
  readonly CustomFields: JsonObject
}

/** An embedded Okta in which things happen. */
export interface EventOrg {
  readonly okta: RunningOkta
  call(method: string, path: string, body?: Json): Promise<Response>
  /** Reads a list. */
  list<T>(path: string): Promise<T[]>
  /** The events that fit a filter, in the order in which they were persisted. */
  events(filter: string): Promise<LogEvent[]>
}

export async function openEventOrg(): Promise<EventOrg> {
  const okta = await startOkta()
  const headers = { authorization: `SSWS ${okta.token}`, 'content-type': 'application/json' }
  const call: EventOrg['call'] = (method, at, body) =>
    fetch(okta.url + at, { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) })
  await call('POST', '/_test/choices', { rateLimits: { '*': 1_000_000 } })
  const list = async <T>(at: string) => (await (await call('GET', at)).json()) as T[]
  return {
    okta,
    call,
    list,
    events: filter =>
      list(`/api/v1/logs?${new URLSearchParams({ filter, limit: '1000', sortOrder: 'ASCENDING' })}`),
  }
}

/** A folder for a war room with one instance that fetches from the org by the shipped classifier and mapper. */
export function fetchingRoom({ okta }: EventOrg, filter: string, max: number) {
  const cwd = emptyFolder()
  const params = {
    url: okta.url,
    credentials: okta.token,
    isFetch: true,
    auto_generate_query_filter: false,
    fetch_query_filter: filter,
    max_fetch: max,
    first_fetch: '1 hour',
  }
  const instance = {
    name: 'okta_1',
    brand: 'Okta IAM',
    params,
    classifier: 'Okta IAM - App Sync (classifier)',
    mapperIn: 'Okta IAM - App Sync (mapper)',
  }
  writeFileSync(path.join(cwd, 'instances.yaml'), JSON.stringify([instance]))
  const options = ['--pack', withoutPlaybooks(), '--instances', 'instances.yaml', '--json']
  return {
    /** Runs lines to their end; with an environment in a process of its own, which that may kill. */
    run: (lines: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended> =>
      env ? runProgram([...options, ...lines], { cwd, env }) : runHere([...options, ...lines], { cwd }),
    /** The incidents of the state, by their ids. */
    incidents: (): KeptIncident[] => {
      const folder = path.join(cwd, '.warroom', 'incidents')
      return (
        readdirSync(folder)
          .map(id => path.join(folder, id, 'incident.json'))
          // The playground has none.
          .filter(existsSync)
          .map(file => (JSON.parse(readFileSync(file, 'utf8')) as { incident?: KeptIncident }).incident)
          .filter((one): one is KeptIncident => typeof one?.rawJSON === 'string')
          .sort((one, other) => Number(one.id) - Number(other.id))
      )
    },
    /** Removes the folder at once, for tests with so many rooms that removing all of them at the end takes long. */
    remove: () => rmSync(cwd, { recursive: true, force: true }),
  }
}

/** What the `/fetch` lines of a run created, fetch by fetch. */
export function createdBy(ended: Ended): number[] {
  const results = objects(ended) as { line: string; value: { created: string[]; error?: string }[] }[]
  return results
    .filter(({ line }) => line === '/fetch')
    .map(({ value: [fetched] }) => {
      if (fetched?.error) throw new Error(fetched.error)
      return fetched?.created.length ?? 0
    })
}

/** The incident types of a tenant's events, written from the contract of the flows and not from the classifier. */
const TYPES: Readonly<Record<string, string>> = {
  'application.user_membership.add': 'IAM - App Add',
  'application.user_membership.remove': 'IAM - App Remove',
  'group.user_membership.add': 'IAM - Group Membership Update',
  'group.user_membership.remove': 'IAM - Group Membership Update',
  'user.account.update_profile': 'IAM - App Update',
  'user.lifecycle.deactivate': 'IAM - Terminate User',
}

/** What an incident must be, from its event. */
export function expectedOf({ uuid, eventType, published, target }: LogEvent) {
  const of = (type: string) => target.find(one => one.type === type)
  const [user, app] = [of('User'), of('AppInstance')]
  return {
    uuid,
    type: TYPES[eventType],
    occurred: published,
    eventtype: eventType,
    userid: user?.id,
    username: user?.alternateId,
    applicationid: app?.id,
    applicationname: app?.alternateId,
  }
}

/** The same of an incident that was made. */
export function factsOf({ type, occurred, rawJSON, CustomFields }: KeptIncident) {
  const { uuid } = JSON.parse(rawJSON) as LogEvent
  const { eventtype, userid, username, applicationid, applicationname } = CustomFields
  return { uuid, type, occurred, eventtype, userid, username, applicationid, applicationname }
}
