import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { RunningReportServer } from '../../../report-server/server.ts'
import { startProgram } from '../../warroom/face/program.ts'
import { emptyFolder } from '../../warroom/stand-in.ts'
import { withoutPlaybooks } from '../pack.ts'

/** What a fetch of one instance came to. */
export interface Fetched {
  readonly created: string[]
  readonly dropped: number
  readonly error?: string
}

export interface Incident {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly details: string
  readonly CustomFields: JsonObject
}

/** A User Profile; `value` is its e-mail. */
export interface Profile {
  readonly value: string
  readonly fields: JsonObject
}

/** The built war room as a process, with instances of Workday IAM, told one line after the other. */
export interface HrRoom {
  readonly cwd: string
  /** Runs a line and gives its answer. Throws when the line cannot be run, or its entry is an error. */
  say(line: string): Promise<JsonObject>
  fetch(instance?: string): Promise<Fetched>
  /** Fetches, and the incidents that this made; throws the error of a fetch that failed. */
  raised(instance?: string): Promise<Incident[]>
  profiles(): Promise<Profile[]>
  /** The last run as the state keeps it. */
  lastRun(instance?: string): Promise<JsonObject>
  /** Ends the war room; its state stays. */
  end(): Promise<void>
  /** Ends it and removes its folder at once. */
  remove(): Promise<void>
}

export const NAME = 'hr'

/** An instance as the file of instances has it. */
export function instanceOf(server: RunningReportServer, params: JsonObject = {}, name = NAME): JsonObject {
  return {
    name,
    brand: 'Workday IAM',
    params: {
      report_url: server.reportUrl,
      credentials: { identifier: server.username, password: server.password },
      isFetch: true,
      ...params,
    },
  }
}

/** The arguments of a war room in a folder, whose instances these are from now on. */
export function optionsIn(cwd: string, instances: readonly JsonObject[], now: string): string[] {
  writeFileSync(path.join(cwd, 'instances.yaml'), JSON.stringify(instances))
  return ['--pack', withoutPlaybooks(), '--instances', 'instances.yaml', '--now', now, '--json']
}

/** Text as one argument of a line. */
export const quoted = (text: Json) => `\`${typeof text === 'string' ? text : JSON.stringify(text)}\``

/** Starts a war room in a new folder, or in one that has a state already. */
export function openHrRoom(
  instances: readonly JsonObject[],
  now = '2026-03-02T08:00:00Z',
  cwd = emptyFolder(),
): HrRoom {
  const program = startProgram(optionsIn(cwd, instances, now), { cwd, stdin: null })
  const { stdin, stdout } = program.child
  if (!stdin || !stdout) throw new Error('The war room was started without its streams.')
  const answers = lineQueue(stdout, program.ended)
  const say: HrRoom['say'] = async line => {
    stdin.write(`${line}\n`)
    const answer = JSON.parse(await answers()) as JsonObject
    const entries = (answer.entries ?? []) as JsonObject[]
    const failed = entries.find(({ Type }) => Type === 4)
    if (answer.error !== undefined || failed)
      throw new Error(`${line}: ${answer.error ?? JSON.stringify(failed)}`)
    return answer
  }
  const fetch: HrRoom['fetch'] = async (instance = NAME) => {
    const { value } = await say(`/fetch ${instance}`)
    return (value as unknown as [Fetched])[0]
  }
  const end = async () => {
    stdin.end()
    await program.ended
  }
  return {
    cwd,
    say,
    fetch,
    async raised(instance) {
      const { created, error } = await fetch(instance)
      if (error !== undefined) throw new Error(error)
      const found: Incident[] = []
      for (const id of created) found.push((await say(`/incident ${id}`)).value as unknown as Incident)
      await say('/incident 0')
      return found
    },
    async profiles() {
      const { entries } = await say('!findIndicators query=`type:"User Profile"` size=1000')
      const [{ Contents } = {}] = entries as JsonObject[]
      return (Contents as JsonObject[]).map(({ value, CustomFields }) => ({
        value: String(value),
        fields: CustomFields as JsonObject,
      }))
    },
    async lastRun(instance = NAME) {
      await say('/save')
      return lastRunIn(cwd, instance)
    },
    end,
    async remove() {
      await end()
      rmSync(cwd, { recursive: true, force: true })
    },
  }
}

/** The last run in the snapshot of a state folder. */
export function lastRunIn(cwd: string, instance = NAME): JsonObject {
  const file = path.join(cwd, '.warroom', 'instances', `${instance}.json`)
  return (JSON.parse(readFileSync(file, 'utf8')) as { lastRun: JsonObject }).lastRun
}

/** Gives the lines of a stream one by one, as they are asked for; throws when the program ends before the next one. */
function lineQueue(stdout: NodeJS.ReadableStream, ended: Promise<{ status: number | null; err: string }>) {
  let begun = ''
  const lines: string[] = []
  const waiting: (() => void)[] = []
  stdout.on('data', chunk => {
    const [first = '', ...more] = String(chunk).split('\n')
    begun += first
    for (const next of more) {
      lines.push(begun)
      begun = next
    }
    for (const wake of waiting.splice(0)) wake()
  })
  const over = ended.then(({ status, err }) => `The war room ended with ${status}: ${err}`)
  return async (): Promise<string> => {
    for (;;) {
      const line = lines.shift()
      if (line !== undefined) return line
      const why = await Promise.race([
        over,
        new Promise<undefined>(wake => waiting.push(() => wake(undefined))),
      ])
      if (why !== undefined && lines.length === 0) throw new Error(why)
    }
  }
}
