/** Edits from one word to another; two neighbours swapped are one edit, because that is how fingers slip. */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swap = i > 1 && j > 1 && swapped ? (before[j - 2] ?? 0) + 1 : change
      next.push(Math.min(change, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    before = row
    row = next
  }
  return row[b.length] ?? 0
}

/**
 * The names nearest to `name` by spelling, best first and at most three: those within a third of its length, and those
 * that contain it. Empty when nothing comes near.
 */
export function nearest(name: string, names: Iterable<string>): string[] {
  const wanted = name.toLowerCase()
  const limit = Math.max(1, Math.floor(wanted.length / 3))
  return [...new Set(names)]
    .map(candidate => {
      const text = candidate.toLowerCase()
      const contained = wanted.length >= 3 && text.includes(wanted)
      return { candidate, far: contained ? 1 : distance(wanted, text) }
    })
    .filter(({ far }) => far <= limit)
    .sort((a, b) => a.far - b.far || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, 3)
    .map(({ candidate }) => candidate)
}

/** `; nearest by spelling: X, Y`, or nothing when no name comes near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  const near = nearest(name, names)
  return near.length === 0 ? '' : `; nearest by spelling: ${near.join(', ')}`
}
