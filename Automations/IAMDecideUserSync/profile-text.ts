import { textOf } from '../texts.ts'
import type { Profile } from './profiles.ts'

/** A profile for the eyes of the person who decides. */
export function shown({ value, fields }: Profile): string {
  const facts = [
    textOf(fields.displayname),
    textOf(fields.employeeid) && `employee id ${textOf(fields.employeeid)}`,
    textOf(fields.title),
    textOf(fields.department),
    textOf(fields.adaccountstatus) && `AD account ${textOf(fields.adaccountstatus)}`,
  ].filter(Boolean)
  return facts.length ? `${value} (${facts.join(', ')})` : value
}
