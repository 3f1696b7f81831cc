import { readArguments } from './line.ts'
import { readName, skipSpace } from './words.ts'

export const MASK = '********'

/**
 * The line with the values of secret arguments replaced by `********`, however they are quoted (HC-20). `bareName` is
 * the argument that takes a bare value. A line that cannot be read is masked from its fault on, and so is one in which
 * another argument's value took the secret in. Bare words behind a secret are masked too: it was not quoted.
 */
export function maskLine(line: string, secretNames: Iterable<string>, bareName?: string): string {
  const secret = new Set([...secretNames].map(loose))
  const start = skipSpace(line, 0)
  if (secret.size === 0 || line[start] !== '!') return line
  const reading = { line, unclosed: false }
  const name = readName(reading, start + 1)
  if (name.fault) return line.slice(0, name.from) + MASK
  let out = ''
  let at = 0
  let hiding = false
  for (const argument of readArguments(reading, name.to)) {
    const meant = argument.name ?? bareName
    hiding = (meant !== undefined && secret.has(loose(meant))) || (hiding && argument.name === undefined)
    if (argument.fault || (!hiding && swallows(line.slice(argument.from, argument.to), secret))) {
      return out + line.slice(at, argument.from) + MASK
    }
    if (!hiding) continue
    out += line.slice(at, argument.from) + MASK
    at = argument.to
  }
  return out + line.slice(at)
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

/** A slip such as `API_Key=` for `apikey=` is an error, but the line with it is still shown. */
function loose(name: string): string {
  return name.toLowerCase().replace(/[-_.]/g, '')
}
