import type { Entry } from '../../kit/wire.ts'
import { completed, ERROR, textEntry } from '../investigation/entry.ts'
import type { Investigation } from '../investigation/room.ts'
import { OWN_ORIGINS } from './own-command.ts'
import type { Parts } from './parts.ts'

/** The next entry of an investigation: an error that the war room itself tells, secrets masked. */
export function errorEntry(
  { clock, secrets }: Parts,
  { id, entries }: Investigation,
  line: string,
  text: string,
): Entry {
  const origin = { ...OWN_ORIGINS['built-in'], line, created: clock.now() }
  return completed(textEntry(ERROR, secrets.mask(text)), entries.length + 1, id, origin)
}

/** Puts such an error into an investigation. */
export function tellError(parts: Parts, investigation: Investigation, line: string, text: string): Entry {
  const entry = errorEntry(parts, investigation, line, text)
  parts.state.commit({ investigation: { id: investigation.id, entries: [entry] } })
  return entry
}
