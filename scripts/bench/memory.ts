import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** What the largest process held, in MB, while a first and a last quarter of the work were done. */
export interface GrowthOf {
  readonly first: number
  readonly last: number
}

const EVERY_MS = 50

/**
 * Watches the processes that a process has started, until `end`; `done` tells how much of the work is done, from 0 to 1. The least
 * of each quarter counts, for a garbage collection may be near or far, and the process that grows most. Undefined where there is
 * no /proc, and when a quarter went by unseen.
 */
export function growthDuring(parent: number, done: () => number): { end(): GrowthOf | undefined } {
  const quarters = new Map<string, Map<'first' | 'last', number>>()
  const look = () => {
    const part = done()
    const quarter = part > 0 && part <= 0.25 ? 'first' : part > 0.75 ? 'last' : undefined
    if (!quarter) return
    for (const child of childrenOf(parent)) {
      const seen = quarters.get(child) ?? new Map<'first' | 'last', number>()
      seen.set(quarter, Math.min(seen.get(quarter) ?? Number.POSITIVE_INFINITY, heldBy(child)))
      quarters.set(child, seen)
    }
  }
  const timer = existsSync('/proc/self/status') ? setInterval(look, EVERY_MS) : undefined
  return {
    end() {
      clearInterval(timer)
      const all = [...quarters.values()].flatMap(seen => {
        const [first, last] = [seen.get('first'), seen.get('last')]
        return first === undefined || last === undefined ? [] : [{ first, last }]
      })
      return all.sort((one, other) => other.last / other.first - one.last / one.first)[0]
    },
  }
}

function childrenOf(parent: number): string[] {
  return readdirSync('/proc').filter(name => /^\d+$/.test(name) && told(name, /^PPid:\s+(\d+)/m) === parent)
}

/** Megabytes that a process holds now. */
function heldBy(pid: string): number {
  return told(pid, /^VmRSS:\s+(\d+) kB/m) / 1000
}

function told(pid: string, pattern: RegExp): number {
  try {
    return Number(pattern.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    // It ended meanwhile.
    return Number.NaN
  }
}
