import type { Look } from './act.ts'

/** One line of the table at the end: what an act was to bring about, and what was found. */
export interface Row {
  readonly act: string
  readonly what: string
  readonly expected: string
  readonly found: string
  readonly ok: boolean
}

/** Compares what was found with what the story expects. */
export function rowOf(act: string, { what, expected }: Pick<Look, 'what' | 'expected'>, found: string): Row {
  return { act, what, expected, found, ok: found === expected }
}

/** The table as text, an act's name once, and under it each row that differs. */
export function summaryText(rows: readonly Row[]): string {
  const cells = rows.map(({ act, what, expected, found, ok }, at) => [
    rows[at - 1]?.act === act ? '' : act,
    what,
    expected,
    found,
    ok ? 'ok' : 'NO',
  ])
  const head = ['act', '', 'expected', 'found', '']
  const widths = head.map((_, column) => Math.max(...[head, ...cells].map(line => line[column]?.length ?? 0)))
  const lines = [head, widths.map(width => '─'.repeat(width)), ...cells].map(line =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const wrong = rows.filter(({ ok }) => !ok)
  const told = wrong.map(
    ({ act, what, expected, found }) => `${act}: ${what} should be ${expected}, but is ${found}.`,
  )
  return [...lines, ...(told.length ? ['', ...told] : [])].join('\n')
}
