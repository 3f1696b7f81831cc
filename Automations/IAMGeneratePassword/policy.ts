import { InputError } from '../../kit/errors.ts'
import type { CharacterClass } from './password.ts'

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const DIGITS = '0123456789'

// The least that domains of Active Directory usually ask for, and the most that the logon window of Windows takes.
const SHORTEST = 8
const LONGEST = 127

/** Printable ASCII that is neither letter, digit nor blank; a backtick would end the code span in which the war room shows it. */
const SYMBOLS = /^[!-/:-@[-_{-~]*$/

/** What is asked for, under the names of the arguments. */
export interface Bounds {
  readonly min_lcase: number
  readonly max_lcase: number
  readonly min_ucase: number
  readonly max_ucase: number
  readonly min_digits: number
  readonly max_digits: number
  readonly min_symbols: number
  readonly max_symbols: number
  readonly symbols: string
}

/** The classes of a password. Throws an InputError naming the arguments that cannot be met, or that allow a weak one. */
export function policyOf(bounds: Bounds): CharacterClass[] {
  refuseSymbols(bounds)
  const policy = [
    classOf('lcase', LETTERS, bounds.min_lcase, bounds.max_lcase),
    classOf('ucase', LETTERS.toUpperCase(), bounds.min_ucase, bounds.max_ucase),
    classOf('digits', DIGITS, bounds.min_digits, bounds.max_digits),
    // A symbol that is given twice must not be drawn twice as often.
    classOf('symbols', [...new Set(bounds.symbols)].join(''), bounds.min_symbols, bounds.max_symbols),
  ]
  refuseLength(policy)
  return policy
}

function refuseSymbols({ symbols, max_symbols }: Bounds): void {
  if (!SYMBOLS.test(symbols))
    throw new InputError(
      `The argument "symbols" is ${JSON.stringify(symbols)}; expected printable ASCII symbols such as "-_.@", without letters, digits, blanks and backticks.`,
    )
  // HC-46: what a script hands to a command is read for ${…} by the platform, and the password is handed so.
  if (symbols.includes('$') && symbols.includes('{'))
    throw new InputError(
      `The argument "symbols" is ${JSON.stringify(symbols)}; leave out $ or {, for the platform takes \${ as the beginning of a placeholder.`,
    )
  if (symbols === '' && max_symbols > 0)
    throw new InputError(
      `The argument "symbols" is empty and "max_symbols" is ${max_symbols}; give the symbols that may be used, or 0 as min_symbols and max_symbols.`,
    )
}

function classOf(name: string, characters: string, min: number, max: number): CharacterClass {
  if (max >= min) return { characters, min, max }
  throw new InputError(
    `The argument "max_${name}" is ${max} and "min_${name}" is ${min}; expected a maximum that is not below the minimum: raise the one or lower the other.`,
  )
}

function refuseLength(policy: readonly CharacterClass[]): void {
  const shortest = policy.reduce((sum, { min }) => sum + min, 0)
  const longest = policy.reduce((sum, { max }) => sum + max, 0)
  if (shortest < SHORTEST)
    throw new InputError(
      `The min_ arguments allow a password of ${shortest} characters; expected at least ${SHORTEST} in all: raise one of them.`,
    )
  if (longest > LONGEST)
    throw new InputError(
      `The max_ arguments allow a password of ${longest} characters; expected at most ${LONGEST} in all: lower one of them.`,
    )
}
