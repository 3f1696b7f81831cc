import type { ArgumentDeclaration } from './declaration.ts'
import { type ParsedArgument, readArguments } from './line.ts'
import { reservedName } from './reserved.ts'
import { type Range, secretRanges } from './secret-members.ts'
import { looksSecret, loose } from './secret-names.ts'
import { readName, skipSpace } from './words.ts'

export const MASK = '********'

/** What is known of the command of a line; an open one takes arguments that it does not declare. */
export interface MaskedCommand {
  arguments: readonly Pick<ArgumentDeclaration, 'name' | 'default' | 'secret'>[]
  open?: boolean
}

/**
 * The line with its secrets replaced by `********`, however they are quoted (HC-20): the values of secret arguments; of a
 * command that has one, those of arguments that it does not have, which may be slips; and whatever stands in a value under
 * a name for a secret. A line that cannot be read is masked from its fault on. Bare words behind a secret are masked too:
 * it was not quoted.
 */
export function maskLine(line: string, commandNamed: (name: string) => MaskedCommand | undefined): string {
  const start = skipSpace(line, 0)
  if (line[start] !== '!') return line
  const reading = { line, unclosed: false }
  const name = readName(reading, start + 1)
  if (name.fault) return line.slice(0, name.from) + MASK
  const found = readArguments(reading, name.to)
  // The names of the line's own arguments: what is declared decides there.
  const names = new Set(found.map(argument => argument.from - (argument.name?.length ?? 0) - 1))
  return withMasks(line, [
    ...secretArguments(line, found, commandNamed(name.text)),
    ...secretRanges(line, names),
  ])
}

/** The values that are masked as a whole. */
function secretArguments(line: string, found: ParsedArgument[], command: MaskedCommand | undefined): Range[] {
  const { arguments: declared = [], open = false } = command ?? {}
  const secret = new Set(declared.filter(each => each.secret).map(each => loose(each.name)))
  const known = new Set(declared.map(each => each.name))
  const isSecret = (name: string): boolean => {
    if (secret.has(loose(name))) return true
    if (known.has(name) || reservedName(name) !== undefined) return false
    return (secret.size > 0 && !open) || looksSecret(name)
  }
  let bare = declared.find(each => each.default)?.name
  const ranges: Range[] = []
  let hiding = false
  for (const argument of found) {
    const { name = bare, from, to, fault } = argument
    hiding =
      (name === undefined ? secret.size > 0 : isSecret(name)) || (hiding && argument.name === undefined)
    // There is one bare value; a second is an error, and may be the secret itself.
    if (argument.name === undefined) bare = undefined
    if (secret.size > 0 && (fault || (!hiding && swallows(line.slice(from, to), secret)))) {
      return [...ranges, { from, to: line.length }]
    }
    if (hiding) ranges.push({ from, to })
  }
  return ranges
}

/** True for `${ password=x}` as the value of another argument: a quote or a brace was forgotten. */
function swallows(raw: string, secret: ReadonlySet<string>): boolean {
  return raw
    .split('=')
    .some((before, i, parts) => i < parts.length - 1 && secret.has(loose(lastName(before))))
}

function lastName(text: string): string {
  return /[\p{L}\p{N}_.-]*$/u.exec(text.slice(-100))?.[0] ?? ''
}

/** The line with every range masked; of ranges that overlap, the whole. */
function withMasks(line: string, ranges: Range[]): string {
  let out = ''
  let at = 0
  for (const { from, to } of ranges.sort((a, b) => a.from - b.from)) {
    if (from >= at) out += line.slice(at, from) + MASK
    at = Math.max(at, to)
  }
  return out + line.slice(at)
}
