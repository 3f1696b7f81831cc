import { readFileSync } from 'node:fs'

/** The table with which the year has to end, written from the story. */
export const expectedTable = (): string => readFileSync(new URL('expected.txt', import.meta.url), 'utf8')

const linesOf = (table: string): string[] =>
  table
    .split('\n')
    .map(line => line.trim().replace(/ {2,}/g, '  '))
    .filter(line => line !== '')

/** The lines in which two tables differ: with `-` as it is expected, with `+` as it was found. Widths do not count. */
export function differences(expected: string, found: string): string[] {
  const [wanted, there] = [linesOf(expected), linesOf(found)]
  return [
    ...wanted.filter(line => !there.includes(line)).map(line => `- ${line}`),
    ...there.filter(line => !wanted.includes(line)).map(line => `+ ${line}`),
  ]
}
