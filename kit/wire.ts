/**
 * The wire between a host (the war room, or launch.py on the platform) and a bundle: one JSON object a line,
 * host to bundle on stdin, bundle to host on stdout. The war room imports these types and nothing else of the kit.
 */

export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

/** What starts one run. `now` is an ISO instant and stands for the present when the host's clock is moved. */
export interface Start {
  kind: 'command' | 'automation'
  command: string
  args: JsonObject
  params: JsonObject
  lastRun: JsonObject
  integrationContext: JsonObject
  instance: { brand: string; name: string }
  investigation?: { id: string; incident?: JsonObject; context?: JsonObject }
  now?: string
}

export type LogLevel = 'debug' | 'info' | 'error'

/** War-room entry (host contract §4). Type 1 is a note, 4 an error. */
export interface Entry {
  Type: number
  ContentsFormat: 'text' | 'json' | 'markdown'
  Contents: Json
  HumanReadable?: string
  ReadableContentsFormat?: 'markdown' | 'text'
  EntryContext?: JsonObject
  [member: string]: Json | undefined
}

/** The outcome of a run. The integration context is written key by key; null removes a key. */
export interface Done {
  entries: Entry[]
  incidents?: JsonObject[]
  lastRun?: JsonObject
  integrationContext?: JsonObject
  /** Keys of it whose values are secrets: a host that keeps what it is given on a disk keeps those nowhere. */
  secretKeys?: string[]
  /** Secret values among the entries that the person asked to see: such a host shows them and keeps them nowhere. */
  secrets?: string[]
}

/** A host that keeps a process may ask whether it is still fit: the pong comes once every start before is done. */
export type HostLine = { start: Start } | { answer: Json } | { refused: string } | { ping: true }
export type BundleLine =
  | { ask: string; with: Json[] }
  | { log: LogLevel; text: string }
  | { done: Done }
  | { pong: true }
