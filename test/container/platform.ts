import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Given, Told } from '../wire/launcher.ts'

/** What a script asks of the platform, as the container's loop writes it. */
export interface Request {
  readonly type: string
  readonly command?: string
  readonly args?: JsonObject
  readonly name?: string
  readonly value?: Json
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] }
type Answer = (args: JsonObject) => Json

/** The platform's side of one run: what it answers, and what it was given. */
export class Platform {
  readonly given: Writable<Given>
  readonly printed: string[] = []
  private version = 1
  private conflicts: number

  constructor(private readonly told: Told) {
    this.given = { results: [], logs: [], integrationContext: { ...told.integrationContext }, set: {} }
    this.conflicts = told.conflicts ?? 0
  }

  /** The reply to a request. Throws what the platform refuses; the loop raises it. */
  answer({ type, command = '', args = {}, name = '', value = null }: Request): Json {
    if (type === 'log') return this.logged(command, args)
    if (type === 'getAllModules') return this.told.modules ?? {}
    if (type === 'setContext') return this.put(name, value)
    if (type === 'dt') return { result: member(value, name) }
    if (type !== 'executeCommand') throw new Error(`The platform knows no "${type}".`)
    const reserved = Object.hasOwn(this.reserved, command) ? this.reserved[command] : undefined
    return reserved ? reserved(args) : this.execute(command, args)
  }

  /** An entry of a run's result; a fetch hands its incidents over as one (host contract §6). */
  take(entries: readonly JsonObject[]): void {
    for (const entry of entries) {
      if (
        this.told.command === 'fetch-incidents' &&
        entry.ContentsFormat === 'json' &&
        isText(entry.Contents)
      )
        this.given.incidents = JSON.parse(entry.Contents)
      else this.given.results.push(entry as (typeof this.given.results)[number])
    }
  }

  private readonly reserved: Record<string, Answer> = {
    getLastRun: () => this.told.lastRun ?? {},
    setLastRun: ({ value = null }) => {
      this.given.lastRun = value
      return null
    },
    getIntegrationContext: () => this.readContext(),
    setIntegrationContext: args => this.writeContext(args),
    mapObject: ({ mapper }) => {
      const mapped = this.told.mappers?.[String(mapper)]
      if (mapped === undefined) throw new Error(`no mapper named ${String(mapper)}`)
      return mapped
    },
    searchIndicators: ({ query, size, page, searchAfter }) => {
      const found = (this.told.indicators ?? []).filter(one => query === `type:${String(one.indicator_type)}`)
      const from = Array.isArray(searchAfter) ? Number(searchAfter[0]) : Number(page) * Number(size)
      const end = from + Number(size)
      const more = end < found.length ? { searchAfter: [end] } : {}
      return { total: found.length, iocs: found.slice(from, end), ...more }
    },
    createIndicators: ({ indicators = null }) => {
      this.given.indicators = indicators
      return null
    },
  }

  private readContext(): Json {
    if (this.told.raises?.includes('getIntegrationContextVersioned') || this.told.command === 'test-module')
      throw new Error('the integration context is not available')
    return { context: { ...this.given.integrationContext }, version: this.stamp() }
  }

  private writeContext({ value, version }: JsonObject): Json {
    if (this.told.raises?.includes('setIntegrationContextVersioned')) throw new Error('not available')
    if (this.conflicts > 0) {
      this.conflicts -= 1
      this.version += 1
      this.given.integrationContext.other = JSON.stringify('written by somebody else')
    }
    if (JSON.stringify(version) !== JSON.stringify(this.stamp())) throw new Error('version conflict')
    this.version += 1
    this.given.integrationContext = value as JsonObject
    return null
  }

  private stamp(): JsonObject {
    return { version: this.version, sequenceNumber: this.version, primaryTerm: 1 }
  }

  private logged(level: string, { args }: JsonObject): Json {
    if (this.told.raises?.includes('log')) throw new Error('the log is not available')
    this.given.logs.push([level, String((args as Json[])[0])])
    return {}
  }

  private put(name: string, value: Json): Json {
    this.given.set = { ...this.given.set, [name]: value }
    return null
  }

  private execute(command: string, args: JsonObject): Json {
    const result = this.told.commands?.[command]
    if (result === undefined) throw new Error(`Unsupported Command: ${command}`)
    this.given.executed = [...((this.given.executed as Json[] | undefined) ?? []), [command, args]]
    return result
  }
}

const isText = (value: Json | undefined): value is string => typeof value === 'string'

/** Enough of the language for the cases: the values of a member in each object of a list. */
function member(root: Json, path: string): Json {
  const [head = '', tail = ''] = path.split('.')
  return ((root as JsonObject)[head] as JsonObject[]).map(one => one[tail] ?? null)
}
