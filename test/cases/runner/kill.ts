import type { Case } from './case.ts'
import { type Waiting, waitingIn } from './kept.ts'
import { isOutside, judged, lineOf, playSteps, type Step, spoken, warRoomLines } from './play.ts'
import { type Stage, setStage } from './stage.ts'

const KILLED = 137

/** More lives than lines that any step writes: a war room that dies so often does not come on. */
const MOST_LIVES = 60

/** A war room goes on before its first line, so it is given one. */
const ANY = ['/incidents']

/** A fetch and a playbook may be begun again at any time: they go on. */
const goesOn = (line: string): boolean => /^(\d+: )?\/(fetch|playbook)\b/.test(line)

/**
 * The lines that a war room is given that goes on from one that was killed while it did a line. A playbook is given without its
 * --anew: the run that was begun would else be given up for another one by every life.
 */
export const givenAgain = (line: string): string[] =>
  goesOn(line) ? warRoomLines(line.replace(/ --anew\b/, '')) : ANY

const same = (one: Waiting, other: Waiting): boolean =>
  one.incident === other.incident && one.id === other.id && one.since === other.since

/** The task that a line answers, of those that wait. */
function answeredBy(line: string, waiting: readonly Waiting[]): Waiting | undefined {
  const [, incident, id] = /^(\d+): \/task (\S+) (?:complete|answer)\b/.exec(line) ?? []
  return waiting.find(each => each.incident === incident && each.id === id)
}

/** What people say of a task that was under way when the war room was killed: do it again, as these flows are made for. */
function answerToDoubt(stage: Stage): string[] {
  const [doubt] = waitingIn(stage.state).filter(({ isInDoubt }) => isInDoubt)
  return doubt ? [`/incident ${doubt.incident}`, `/task ${doubt.id} run`] : []
}

/**
 * Does a step of the war room, in lives of which each ends at the n-th line that it writes to the journal, for the `n` that the
 * life is given; the next life goes on from what the one before left. Gives how many ended so.
 *
 * What is given again to a war room that was killed: a fetch and a playbook; an answer, when the task still waits for it; nothing
 * else, for a command at the prompt is one line of the journal, so that it was recorded when the kill came.
 */
async function runKilled(stage: Stage, step: Step, dieAt: (life: number) => number): Promise<number> {
  const line = spoken(lineOf(step), stage)
  const answered = answeredBy(line, waitingIn(stage.state))
  let [lines, deaths] = [warRoomLines(line), 0]
  for (let life = 0; life < MOST_LIVES; life += 1) {
    const { status, out, err } = await stage.run(lines, { WARROOM_DIE_AT: String(dieAt(life)) })
    if (status !== KILLED && status !== 0 && status !== 1) throw new Error(`It does not go on:\n${out}${err}`)
    if (status === KILLED) {
      deaths += 1
      lines = givenAgain(line)
      continue
    }
    const isUnanswered = answered && waitingIn(stage.state).some(each => same(each, answered))
    lines = isUnanswered ? warRoomLines(line) : answerToDoubt(stage)
    if (lines.length === 0) return deaths
  }
  throw new Error(`${line}\ndoes not come on: the war room died ${deaths} times.`)
}

/** What of a case was not so, and how often its war room was killed. */
export interface Killed {
  readonly problems: string[]
  readonly deaths: number
}

/**
 * How many lines each life writes: 1, 2, 4, 8, 16. Not one each time, because a script that runs commands has to come to its end in
 * one life; and few lives, because each is a process that starts others.
 */
const writes = (life: number): number => 2 ** (life % 5)

/** Plays a case with a war room that dies after a few lines that it writes to the journal, again and again. */
export async function playDying(one: Case): Promise<Killed> {
  const stage = await setStage(one)
  let deaths = 0
  try {
    const before = stage.kept()
    for (const step of one.steps) {
      if (isOutside(lineOf(step))) await playSteps(stage, [step])
      else deaths += await runKilled(stage, step, writes)
    }
    return { problems: judged(one, stage, before), deaths }
  } finally {
    await stage.close()
  }
}

/** How many of these at a time: each is a process that mostly waits for another. */
const AT_ONCE = 3

/** Plays a case with the war room killed once: at the n-th line of one of its steps, for all steps and all n. */
export async function playKilledOnce(one: Case): Promise<Killed> {
  const all: Killed[] = []
  for (const [step, killed] of one.steps.entries()) {
    if (isOutside(lineOf(killed))) continue
    for (let from = 1, goesOn = true; goesOn; from += AT_ONCE) {
      const lines = Array.from({ length: AT_ONCE }, (_, index) => from + index)
      const played = await Promise.all(lines.map(at => killedAt(one, step, at)))
      all.push(...played)
      goesOn = played.every(({ deaths }) => deaths > 0)
    }
  }
  const deaths = all.reduce((sum, each) => sum + each.deaths, 0)
  return { problems: all.flatMap(({ problems }) => problems), deaths }
}

async function killedAt(one: Case, step: number, at: number): Promise<Killed> {
  const stage = await setStage(one)
  const killed = one.steps[step] ?? ''
  const where = `killed at line ${at} of ${lineOf(killed)}: `
  try {
    const before = stage.kept()
    await playSteps(stage, one.steps.slice(0, step))
    const deaths = await runKilled(stage, killed, life => (life === 0 ? at : 0))
    await playSteps(stage, one.steps.slice(step + 1))
    return { deaths, problems: judged(one, stage, before).map(problem => where + problem) }
  } catch (cause) {
    return { deaths: 1, problems: [where + (cause instanceof Error ? cause.message : String(cause))] }
  } finally {
    await stage.close()
  }
}
