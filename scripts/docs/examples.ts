import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'

/** One example of a command: the line, the lines that prepare it, and what is to be known of it. */
export interface Example {
  readonly command: string
  readonly line: string
  readonly before: readonly string[]
  readonly note?: string
}

const LINE = z.string().startsWith('!')
const FILE = z.record(
  z.string(),
  z.strictObject({ line: LINE, before: z.array(LINE).optional(), note: z.string().optional() }),
)

/**
 * The examples of a folder, in the order in which their commands are declared: they run on one org, one after the other,
 * so that of each file the first command decides where the file stands. Throws on a file that is none, and on a command
 * that has two examples.
 */
export function readExamples(folder: string, commands: readonly string[]): Example[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter(name => name.endsWith('.yaml'))
  const read = files.map(name => examplesOf(join(folder, name)))
  const place = (examples: readonly Example[]) =>
    Math.min(...examples.map(({ command }) => commands.indexOf(command)))
  const all = read.sort((a, b) => place(a) - place(b)).flat()
  const twice = all.find(({ command }, index) => all.findIndex(one => one.command === command) !== index)
  if (twice) throw new Error(`The command ${twice.command} has two examples.`)
  return all
}

function examplesOf(path: string): Example[] {
  const file = FILE.safeParse(parse(readFileSync(path, 'utf8')))
  if (!file.success) throw new Error(`${path}: ${z.prettifyError(file.error)}`)
  return Object.entries(file.data).map(([command, { line, before = [], note }]) => {
    if (line.slice(1).split(/\s/)[0] !== command)
      throw new Error(`${path}: the example of ${command} is ${line}`)
    return { command, line, before, ...(note !== undefined && { note }) }
  })
}

/** What is wrong with a set of examples: listed commands without one, examples of what is no command. */
export function gaps(examples: readonly Example[], commands: readonly string[]): string[] {
  const shown = new Set(examples.map(({ command }) => command))
  return [
    ...commands.filter(name => !shown.has(name)).map(name => `The command ${name} has no example.`),
    ...[...shown].filter(name => !commands.includes(name)).map(name => `There is no command ${name}.`),
  ]
}
