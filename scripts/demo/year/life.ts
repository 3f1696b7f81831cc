import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '../../../kit/wire.ts'
import { openRoom, type Room, type Said } from '../room.ts'
import { objectOr } from '../show.ts'
import { at } from './orgs.ts'

/** How a war room is killed: after so many lines of its journal, at most so many times. */
export interface Kill {
  readonly every: number
  readonly times: number
}

const PLAYGROUND = '0'
/** What /tasks says of a task that was under way when the war room was killed. */
const IN_DOUBT = /^It was running when the war room was ended/

/** A war room that lives for a year, though its processes may be killed: each goes on from what the one before left. */
export class Life {
  readonly #options: readonly string[]
  readonly #kill: Kill | undefined
  readonly #state: string
  #room: Room
  #place = PLAYGROUND
  #day: string
  /** How many processes were killed. */
  deaths = 0

  /** `state` is the folder that the options name. The first process begins on the day. */
  constructor(options: readonly string[], state: string, day: string, kill?: Kill) {
    this.#options = options
    this.#state = state
    this.#kill = kill
    this.#day = day
    this.#room = this.#open()
  }

  #open(): Room {
    const dies = this.#kill !== undefined && this.deaths < this.#kill.times
    this.#place = PLAYGROUND
    // Its time does not go back: each process of a day begins a minute after the one before.
    const now = new Date(Date.parse(at(this.#day)) + this.deaths * 60_000).toISOString()
    return openRoom(
      [...this.#options, '--now', now],
      dies ? { WARROOM_DIE_AT: String(this.#kill?.every) } : {},
    )
  }

  /** Moves its clock to the next day. */
  async wake(day: string): Promise<void> {
    this.#day = day
    await this.do(`/clock ${at(day)}`)
  }

  /**
   * Runs a line in an incident, or in the playground. When the war room is killed amid it, another one goes on, and the line is
   * repeated unless `isDone` then: undefined is given for it. Throws when the line cannot be run.
   */
  async do(line: string, incident = PLAYGROUND, isDone = async () => false): Promise<Said | undefined> {
    for (;;) {
      try {
        if (this.#place !== incident) await this.#room.say(`/incident ${incident}`)
        this.#place = incident
        const said = await this.#room.say(line)
        if (said.error !== undefined) throw new Refused(`${line}: ${said.error}`)
        return said
      } catch (cause) {
        if (cause instanceof Refused || (await this.#room.end()) !== KILLED) throw cause
        await this.#revive()
        if (await isDone()) return undefined
      }
    }
  }

  /** What a line of the playground that changes nothing answers. */
  async ask(line: string, incident = PLAYGROUND): Promise<Said> {
    return (await this.do(line, incident)) ?? { line }
  }

  /** The tasks that wait: `incident`, `id`, `name`, `waitsFor`. */
  async tasks(): Promise<JsonObject[]> {
    const { value } = await this.ask('/tasks')
    return [value ?? []].flat().map(objectOr)
  }

  async #revive(): Promise<void> {
    this.deaths += 1
    this.#room = this.#open()
    // These flows are made to be done again.
    for (;;) {
      const doubt = (await this.tasks()).find(({ waitsFor }) => IN_DOUBT.test(String(waitsFor)))
      if (!doubt) return
      const { incident, id } = doubt
      const isOver = async () =>
        !(await this.tasks()).some(
          one => one.incident === incident && one.id === id && IN_DOUBT.test(String(one.waitsFor)),
        )
      await this.do(`/task ${id} run`, String(incident), isOver)
    }
  }

  /** How many lines all its processes wrote to the journal. */
  get lines(): number {
    const journal = readFileSync(join(this.#state, 'journal.jsonl'), 'utf8')
    const last = journal.trimEnd().split('\n').at(-1)
    return last ? (JSON.parse(last) as { n: number }).n : 0
  }

  end(): Promise<number> {
    return this.#room.end()
  }

  stop(): void {
    this.#room.stop()
  }
}

/** The exit status of a process that WARROOM_DIE_AT ended. */
const KILLED = 137

class Refused extends Error {}
