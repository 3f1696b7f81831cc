import { Refusal } from './refusal.ts'

const UNITS: Record<string, number> = { s: 1e3, m: 60e3, h: 3600e3, d: 86400e3, w: 7 * 86400e3 }
const STEP = /^([+-])(\d{1,9})([smhdw])$/
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/

/** An ISO instant as milliseconds; without a zone it is UTC, a date alone its midnight. Refused otherwise. */
function instant(text: string): number {
  const match = INSTANT.exec(text)
  // Without the Z, JavaScript would read a time in the machine's own zone and every machine would differ.
  const value = match ? Date.parse(match[1] && !match[4] ? `${text}Z` : text) : Number.NaN
  if (Number.isNaN(value)) {
    throw new Refusal(
      `"${text}" is no time; expected an ISO instant such as 2026-03-01T08:00:00Z, or +1d, -2h, +30m.`,
    )
  }
  return value
}

/** The war room's time. Moving it changes where it stands; it goes on running (design.md §6, Time). */
export class Clock {
  #offset = 0
  #moved = false

  /** With an ISO instant the clock starts there, otherwise at the machine's time. */
  constructor(now?: string) {
    if (now !== undefined) this.move(now)
  }

  /** Sets the clock to an ISO instant, or moves it by a step such as `+1d`. */
  move(text: string): void {
    const step = STEP.exec(text)
    const unit = UNITS[step?.[3] ?? ''] ?? 0
    const offset = step
      ? this.#offset + (step[1] === '-' ? -1 : 1) * Number(step[2]) * unit
      : instant(text) - Date.now()
    if (Number.isNaN(new Date(Date.now() + offset).getTime())) {
      throw new Refusal(`"${text}" moves the clock beyond the years a date can have.`)
    }
    this.#offset = offset
    this.#moved = true
  }

  now(): string {
    return new Date(Date.now() + this.#offset).toISOString()
  }

  /** True once the clock stands elsewhere than the machine's: only then a bundle is told the time. */
  get moved(): boolean {
    return this.#moved
  }
}
