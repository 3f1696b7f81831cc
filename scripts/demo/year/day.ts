import { mailsOf } from '../mail.ts'
import { objectOr } from '../show.ts'
import { asTold } from './as-told.ts'
import { addressOf, type Company } from './company.ts'
import { answerQuestion, type Incident, questionsOf, readIncident, runAgain } from './incidents.ts'
import type { Life } from './life.ts'
import { carryOut, type Orgs, setClocks, setDown } from './orgs.ts'
import type { Day } from './scenario.ts'

/** Where the year is played. */
export interface Stage {
  readonly company: Company
  readonly orgs: Orgs
  readonly life: Life
  /** The folder of the mails. */
  readonly outbox: string
}

/** What came of a day. */
export interface Came {
  /** The incidents that were raised, as they stood when the day was over. */
  readonly raised: readonly Incident[]
  /** Those of before in which somebody did something. */
  readonly goneOn: readonly { readonly what: string; readonly incident: Incident }[]
  /** What was not as the story has it. */
  readonly problems: readonly string[]
}

/** What /fetch says of an instance. */
interface Fetched {
  readonly instance: string
  readonly created: readonly string[]
  readonly error?: string
}

/** More than any day has reasons for. */
const MOST_FETCHES = 5

/** Plays the days one after the other: what people do, a fetch, what becomes of the incidents, and what people answer. */
export class Days {
  readonly #stage: Stage
  /** All incidents by id, as they were looked at last. */
  readonly #incidents = new Map<string, Incident>()

  constructor(stage: Stage) {
    this.#stage = stage
  }

  async play(day: Day): Promise<Came> {
    const { company, orgs, life } = this.#stage
    setClocks(orgs, day.date)
    await life.wake(day.date)
    company.change(day.report)
    for (const act of day.okta) await carryOut(orgs.okta, act)
    if (day.crm !== undefined) setDown(orgs.crm, day.crm === 'down')
    const problems = await this.#fetch()
    const raised = await this.#raised()
    problems.push(...asTold(day, raised), ...this.#tooMany(day, raised))
    const goneOn = [...(await this.#answer(day, problems)), ...(await this.#again(day, problems))]
    return { raised, goneOn, problems: problems.map(problem => `${day.date}: ${problem}`) }
  }

  /** A day has many fetches in real life: what one raised may let the next one raise more. */
  async #fetch(): Promise<string[]> {
    for (let fetches = 0; fetches < MOST_FETCHES; fetches += 1) {
      const { value } = await this.#stage.life.ask('/fetch')
      const all = (Array.isArray(value) ? value : []) as unknown as Fetched[]
      const failed = all.filter(({ error }) => error !== undefined)
      if (failed.length)
        return failed.map(({ instance, error }) => `fetching from ${instance} failed: ${error}`)
      if (all.every(({ created }) => created.length === 0)) return []
    }
    return [`${MOST_FETCHES} fetches bring incidents without end.`]
  }

  /** The incidents that there were not yesterday; a fetch that was killed cannot tell which it made. */
  async #raised(): Promise<Incident[]> {
    const { company, life } = this.#stage
    const { value } = await life.ask('/incidents')
    const ids = [value ?? []].flat().map(each => String(objectOr(each).id))
    const raised: Incident[] = []
    for (const id of ids.filter(one => !this.#incidents.has(one))) {
      const incident = await readIncident(life, company, id)
      this.#incidents.set(id, incident)
      raised.push(incident)
    }
    return raised
  }

  /** Mails that go to somebody who has left. */
  #tooMany({ untold }: Day, raised: readonly Incident[]): string[] {
    const { outbox } = this.#stage
    return untold.flatMap(who =>
      raised
        .filter(({ id }) => mailsOf(outbox, id).some(({ to }) => to.includes(addressOf(who))))
        .map(incident => `${who} gets a mail of ${incident.who}, but should not.`),
    )
  }

  async #answer({ answers }: Day, problems: string[]) {
    const { life } = this.#stage
    const goneOn: Came['goneOn'][number][] = []
    for (const [who, { asks, answer }] of Object.entries(answers)) {
      const id = this.#lastOf(who)?.id ?? ''
      const open = await questionsOf(life, id)
      const question = open.find(({ name }) => name.toLowerCase().includes(asks.toLowerCase()))
      if (question) {
        await answerQuestion(life, id, question, answer)
        goneOn.push({ what: `“${question.name}” ${answer}`, incident: await this.#lookAgain(id) })
      } else
        problems.push(
          `${who} should be asked for "${asks}", but ${open.map(({ name }) => name).join(', ') || 'nothing'} waits.`,
        )
    }
    return goneOn
  }

  async #again({ again }: Day, problems: string[]) {
    const goneOn: Came['goneOn'][number][] = []
    for (const who of again) {
      const failed = this.#lastOf(who)
      if (failed?.state !== 'failed') problems.push(`${who} has nothing that failed.`)
      else {
        await runAgain(this.#stage.life, failed.id, failed.playbook)
        goneOn.push({ what: 'run again', incident: await this.#lookAgain(failed.id) })
      }
    }
    return goneOn
  }

  #lastOf(person: string): Incident | undefined {
    return [...this.#incidents.values()].findLast(({ who }) => who === person)
  }

  async #lookAgain(id: string): Promise<Incident> {
    const { life, company } = this.#stage
    const incident = await readIncident(life, company, id)
    this.#incidents.set(id, incident)
    return incident
  }

  /** The incidents that nobody has brought to an end. */
  get open(): Incident[] {
    return [...this.#incidents.values()].filter(({ state }) => state !== 'closed')
  }
}
