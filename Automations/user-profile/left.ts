import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'

/**
 * Whether the person of a profile, by its fields, is not there any more: AD Account Status Disabled is that of somebody who was
 * terminated (ilm §6); without a directory the report's own status is all there is.
 */
export function hasLeft({ adaccountstatus, employmentstatus }: JsonObject): boolean {
  return (
    textOf(adaccountstatus).toLowerCase() === 'disabled' ||
    textOf(employmentstatus).toLowerCase() === 'terminated'
  )
}
