import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import * as z from 'zod'

const columns = z.record(z.string(), z.string())
const texts = z.array(z.string())
const who = z.string()

const act = z.union([
  z.strictObject({ by: who, deactivates: who }),
  z.strictObject({ by: who, activates: who }),
])
const answer = z.strictObject({ asks: z.string(), answer: z.string() })

const day = z.strictObject({
  /** YYYY-MM-DD. */
  date: z.iso.date(),
  what: z.string().optional(),
  report: z.record(who, columns.nullable()).default({}),
  okta: z.array(act).default([]),
  crm: z.enum(['down', 'up']).optional(),
  raised: z.record(who, z.union([z.string().transform(type => [type]), texts])).default({}),
  fails: texts.default([]),
  untold: texts.default([]),
  answers: z.record(who, answer).default({}),
  again: texts.default([]),
})

const scenario = z.strictObject({
  /** Names by department. */
  staff: z.record(z.string(), texts),
  tufeActors: texts,
  days: z.array(day),
})

export type Scenario = z.infer<typeof scenario>
export type Day = z.infer<typeof day>
export type Answer = z.infer<typeof answer>
/** What an administrator does in an org. */
export type Act = z.infer<typeof act>

export const FIRST_DAY = '2026-01-01'
export const LAST_DAY = '2026-12-31'

/** The story of the year. Throws with the place of what it cannot use: a misspelt member would tell nothing. */
export function readScenario(
  text = readFileSync(new URL('scenario.yaml', import.meta.url), 'utf8'),
): Scenario {
  const read = scenario.safeParse(parse(text))
  if (!read.success) throw new Error(`scenario.yaml: ${z.prettifyError(read.error)}`)
  const dates = read.data.days.map(({ date }) => date)
  const odd = dates.find((date, at) => date <= (dates[at - 1] ?? FIRST_DAY) || date > LAST_DAY)
  if (odd !== undefined)
    throw new Error(`scenario.yaml: ${odd} must come behind the day before it and before ${LAST_DAY}.`)
  return read.data
}

/** Every day of the year up to one, those of the story with what happens; the others with nothing. */
export function daysOf({ days }: Scenario, until = LAST_DAY): Day[] {
  const told = new Map(days.map(each => [each.date, each]))
  const all: Day[] = []
  for (let at = Date.parse(FIRST_DAY); at <= Date.parse(until); at += 86_400_000) {
    const date = new Date(at).toISOString().slice(0, 10)
    all.push(told.get(date) ?? day.parse({ date }))
  }
  return all
}
