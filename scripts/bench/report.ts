/** Prints a line: what was measured, its figure, what it should be at most, and where the figure comes from. */
export function report(what: string, ratio: number, aim: number, detail: string): void {
  console.log(`${ratio <= aim ? 'ok  ' : 'MISS'} ${what}: ${ratio.toFixed(2)} (aim ≤ ${aim})   ${detail}`)
}

/** Says that a figure of memory is not there. */
export const noMemory = (): void => console.log('     the memory is not measured: there is no /proc')
