import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Content } from '../pack/content.ts'
import { objectIn, textIn } from './read.ts'

export type TimerAction = 'start' | 'pause' | 'stop' | 'reset'

/** A timer field that was never started. */
const IDLE: JsonObject = {
  ...{ runStatus: 'idle', startDate: '', endDate: '', dueDate: '', lastPauseDate: '' },
  ...{ accumulatedPause: 0, totalDuration: 0, sla: 0, slaStatus: -1, breachTriggered: false },
}

const seconds = (from: Json | undefined, to: string): number =>
  Math.max(0, Math.round((Date.parse(to) - Date.parse(String(from))) / 1000)) || 0

function paused(timer: JsonObject, now: string): number {
  const ended = timer.runStatus === 'paused' ? seconds(timer.lastPauseDate, now) : 0
  return Number(timer.accumulatedPause ?? 0) + ended
}

/** The SLA in minutes that a timer field's definition gives it; 0 when it gives none. */
export function slaOf(content: Content, field: string): number {
  const found = content
    .of('incident field')
    .find(({ item }) => textIn(item.cliName).toLowerCase() === field.toLowerCase())
  return Number(textIn(found?.item.sla)) || 0
}

/**
 * The value of a timer field after an action (PB-38); what makes no sense, such as to pause one that is idle, changes nothing.
 * `minutes` is the SLA of a timer that has none of its own.
 */
export function timerAfter(
  held: Json | undefined,
  action: TimerAction,
  now: string,
  minutes = 0,
): JsonObject {
  const timer: JsonObject = { ...IDLE, sla: minutes, ...objectIn(held) }
  const { runStatus } = timer
  if (action === 'reset') return { ...IDLE, sla: timer.sla ?? 0 }
  if (action === 'start') {
    if (runStatus === 'running' || runStatus === 'ended') return timer
    if (runStatus === 'paused')
      return { ...timer, runStatus: 'running', accumulatedPause: paused(timer, now) }
    const sla = Number(timer.sla ?? 0)
    const dueDate = sla > 0 ? new Date(Date.parse(now) + sla * 60_000).toISOString() : ''
    return { ...timer, runStatus: 'running', startDate: now, dueDate }
  }
  if (action === 'pause')
    return runStatus === 'running' ? { ...timer, runStatus: 'paused', lastPauseDate: now } : timer
  if (runStatus !== 'running' && runStatus !== 'paused') return timer
  const accumulatedPause = paused(timer, now)
  const totalDuration = Math.max(0, seconds(timer.startDate, now) - accumulatedPause)
  return { ...timer, runStatus: 'ended', endDate: now, accumulatedPause, totalDuration }
}

const ACTIONS: readonly string[] = ['start', 'pause', 'stop', 'reset']

export function isTimerAction(text: string): text is TimerAction {
  return ACTIONS.includes(text)
}
