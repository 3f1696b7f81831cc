import { type Ended, objects } from '../../warroom/face/program.ts'
import type { Case } from './case.ts'
import { fitsText } from './compare.ts'
import { incidentLine, isHrLine } from './hr-line.ts'
import { runOrgLine, withIds } from './org-lines.ts'
import { runScimLine, withScimIds } from './scim-lines.ts'
import { type Stage, setStage } from './stage.ts'
import { type Kept, verdict } from './verdict.ts'

export type Step = Case['steps'][number]

export const lineOf = (step: Step): string => (typeof step === 'string' ? step : step.refused)

/** A line with its ids, and what an `hr` line stands for. */
export function spoken(line: string, stage: Stage): string {
  const text = withIds(withScimIds(line, stage.scims), stage.orgs)
  return isHrLine(text) ? incidentLine(text, stage.state) : text
}

/** A line of the war room; `2: LINE` runs in incident 2, any other in the playground. */
export function warRoomLines(line: string): string[] {
  const [, incident, own] = /^(\d+): (.+)$/s.exec(line) ?? []
  return incident === undefined || own === undefined ? [line] : [`/incident ${incident}`, own, '/incident 0']
}

export const isOutside = (line: string): boolean => /^(okta|scim|instance|\/clock) /.test(line)

/**
 * The steps in runs of those that one war room process takes: all between two that happen outside of it. A line of HR begins one:
 * it hangs on the profiles as they are.
 */
function segments(steps: readonly Step[]): Step[][] {
  const all: Step[][] = []
  for (const [index, step] of steps.entries()) {
    const [line, before] = [lineOf(step), lineOf(steps[index - 1] ?? '/clock ')]
    const last = all.at(-1)
    if (last && !isOutside(line) && !isOutside(before) && !isHrLine(line)) last.push(step)
    else all.push([step])
  }
  return all
}

/** What lines said; one that could not be run is a mistake of the case, or what it expects. */
function check(steps: readonly Step[], lines: readonly string[], ended: Ended): void {
  const told = objects(ended) as { line: string; error?: string }[]
  const errors = told.flatMap(({ line, error }) => (error === undefined ? [] : [{ line, error }]))
  const wanted = steps.flatMap(step => (typeof step === 'string' ? [] : [step]))
  const unexpected = errors.filter((_, index) => !wanted[index])
  for (const { line, error } of unexpected) throw new Error(`${line}\ncould not be run: ${error}`)
  for (const [index, { refused, because }] of wanted.entries()) {
    const error = errors[index]?.error ?? 'nothing'
    if (!fitsText(because, error))
      throw new Error(`${refused}\nwas to be refused with ${because}, said: ${error}`)
  }
  if (told.length !== lines.length) throw new Error(`The war room broke off:\n${ended.out}${ended.err}`)
}

async function runSegment(stage: Stage, steps: readonly Step[]): Promise<void> {
  const [first = ''] = steps.map(lineOf)
  if (first.startsWith('okta ')) return runOrgLine(first, stage.orgs)
  if (first.startsWith('scim ')) return runScimLine(withScimIds(first, stage.scims), stage.scims)
  if (first.startsWith('/clock ')) return stage.pass(first.slice('/clock '.length))
  if (first.startsWith('instance ')) return stage.set(first.slice('instance '.length))
  const lines = steps.flatMap(step => warRoomLines(spoken(lineOf(step), stage)))
  check(steps, lines, await stage.run(lines))
}

/** The case with its expectations' ids filled in: people whom the flow makes have them only now. */
function expected({ then }: Case, stage: Stage): Case['then'] {
  return JSON.parse(withIds(withScimIds(JSON.stringify(then), stage.scims), stage.orgs)) as Case['then']
}

/** Does the steps one after the other. */
export async function playSteps(stage: Stage, steps: readonly Step[]): Promise<void> {
  for (const segment of segments(steps)) await runSegment(stage, segment)
}

/** What is not as a case says, one sentence a place. */
export function judged(one: Case, stage: Stage, before: Kept): string[] {
  return verdict(expected(one, stage), before, stage.kept())
}

/** Plays a case once. What is not as it says is given back, one sentence a place. */
export async function play(one: Case): Promise<string[]> {
  const stage = await setStage(one)
  try {
    const before = stage.kept()
    await playSteps(stage, one.steps)
    return judged(one, stage, before)
  } finally {
    await stage.close()
  }
}
