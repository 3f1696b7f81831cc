/**
 * Bounds the steps of a backtracking match by `factor * length ** power`, while the parts of a regular expression are
 * read from left to right. Where something that can match in several ways is repeated, the steps may double with every
 * character: then power is Infinity. The bound is cautious: it may be far too high, never too low.
 */
export interface Cost {
  readonly power: number
  readonly factor: number
  openGroup(): void
  closeGroup(): void
  choice(): void
  atom(): void
  /** A repetition of what was last read, at least `from` and at most `to` times. */
  repeat(from: number, to: number): void
}

export function openCost(): Cost {
  // The search may start at every character.
  let power = 1
  let factor = 1
  /** Per open group: can it match in several ways, and between how many alternatives does it choose? */
  const groups = [{ hasWays: false, choices: 1 }]
  let lastHasWays = false

  function hasWays(): void {
    for (const group of groups.slice(-1)) group.hasWays = true
  }

  return {
    get power() {
      return power
    },
    get factor() {
      return factor
    },
    openGroup: () => {
      groups.push({ hasWays: false, choices: 1 })
    },
    closeGroup: () => {
      lastHasWays = groups.length > 1 && groups.pop()?.hasWays === true
      if (lastHasWays) hasWays()
    },
    choice: () => {
      // The alternatives of one group are tried one after the other, so their number counts, not its power.
      for (const group of groups.slice(-1)) factor *= ++group.choices / (group.choices - 1)
      hasWays()
      lastHasWays = false
    },
    atom: () => {
      lastHasWays = false
    },
    repeat: (from, to) => {
      if (lastHasWays && to > 1) power = Infinity
      if (to === Infinity) power += 1
      else factor *= to - from + 1
      if (to !== from) hasWays()
      lastHasWays = true
    },
  }
}
