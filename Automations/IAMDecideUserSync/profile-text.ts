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

/** Whether the person of a profile is not there any more. */
export function hasLeft({ fields }: Profile): boolean {
  return (
    textOf(fields.adaccountstatus).toLowerCase() === 'disabled' ||
    textOf(fields.employmentstatus).toLowerCase() === 'terminated'
  )
}
