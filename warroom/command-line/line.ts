import { CommandLineError } from './error.ts'
import { type Reading, readBare, readName, readWord, skipBlanks, skipSpace, type Word } from './words.ts'

/** One argument as written; without `name` it is a bare value for the default argument (HC-17). */
export interface ParsedArgument extends Word {
  name?: string
}

export interface ParsedCommand {
  kind: 'command'
  name: string
  arguments: ParsedArgument[]
}

/** `rest` is the text behind the name as written, `words` the same without quotes. */
export interface ParsedOperation {
  kind: 'operation'
  name: string
  words: string[]
  rest: string
}

export type ParsedLine = ParsedCommand | ParsedOperation | { kind: 'mention' | 'note'; text: string }

/** A name in front of `=`. Others, such as `https://a/?b=c`, are bare values. */
const NAME = /([\p{L}\p{N}_.-]+)=/uy

/**
 * Reads a line of the war room (HC-40 … HC-45). Values keep their `${…}`; resolveArguments resolves them.
 * Throws CommandLineError for a quote that is not closed and for a `!` or `/` without a name.
 */
export function parseLine(line: string): ParsedLine {
  const start = skipSpace(line, 0)
  const mark = line[start]
  if (mark === '@') return { kind: 'mention', text: line.trim() }
  if (mark !== '!' && mark !== '/') return { kind: 'note', text: line.trim() }
  const reading: Reading = { line, unclosed: false }
  const name = readName(reading, start + 1)
  if (name.fault) throw name.fault
  if (name.text === '') throw new CommandLineError(`a name is expected behind ${mark}, such as ${mark}help`)
  return mark === '/' ? operation(reading, name) : command(reading, name)
}

function command(reading: Reading, name: Word): ParsedCommand {
  const parsed = readArguments(reading, name.to)
  const fault = parsed.at(-1)?.fault
  if (fault) throw fault
  return { kind: 'command', name: name.text, arguments: parsed }
}

/** The arguments from `from` on. Reading ends at the first that cannot be read, which is the last and has a fault. */
export function readArguments(reading: Reading, from: number): ParsedArgument[] {
  const { line } = reading
  const found: ParsedArgument[] = []
  for (let at = skipSpace(line, from); at < line.length; ) {
    NAME.lastIndex = at
    const name = NAME.exec(line)?.[1]
    const word = readWord(reading, name === undefined ? at : at + name.length + 1)
    found.push(name === undefined ? word : { name, ...word })
    at = skipBlanks(line, word.to)
  }
  return found
}

/** What stands in front of a quoted value in a word of an operation: `0="a b"`. */
const KEY = /[^\s"`=]+=(?=["`])/y

/** Words of an operation are split by the quoting rules; a query such as `A(val == "x").b` is taken from `rest`. */
function operation(reading: Reading, name: Word): ParsedOperation {
  const { line } = reading
  const words: string[] = []
  for (let at = skipSpace(line, name.to); at < line.length; ) {
    KEY.lastIndex = at
    const key = KEY.exec(line)?.[0] ?? ''
    const quoted = readWord(reading, at + key.length)
    // What is no quoted value stands as it is written.
    const word = key !== '' && quoted.fault ? readBare(reading, at) : quoted
    words.push(word === quoted ? key + word.text : word.text)
    at = skipBlanks(line, word.to)
  }
  return { kind: 'operation', name: name.text, words, rest: line.slice(name.to).trim() }
}
