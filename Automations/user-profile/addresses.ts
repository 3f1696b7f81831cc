import { InputError } from '../../kit/errors.ts'

// One address and nothing else: a password is mailed there.
const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+$/

/** Whether a text is one bare e-mail address. */
export function isAddress(text: string): boolean {
  return ADDRESS.test(text)
}

/** The addresses of an argument. Throws an InputError naming it and the first that is none. */
export function addressesOf(argument: string, given: readonly string[]): string[] {
  const addresses = [...new Set(given.map(each => each.trim()).filter(Boolean))]
  const wrong = addresses.find(each => !isAddress(each))
  if (wrong === undefined) return addresses
  throw new InputError(
    `The argument "${argument}" names ${JSON.stringify(wrong)}; expected e-mail addresses such as desk@example.com, separated by commas. Nothing was changed.`,
  )
}
