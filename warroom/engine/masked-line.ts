import { maskLine } from '../command-line/index.ts'
import { declarationOf } from './offers.ts'
import type { Parts } from './parts.ts'

/** A line as it may be shown, stored and remembered: what is secret in it for its command, and known secrets, are masked. */
export function maskedLine(line: string, parts: Parts): string {
  const masked = maskLine(line, name => {
    const declaration = declarationOf(name, parts)
    return declaration && { arguments: declaration.arguments, open: parts.own.get(name)?.open === true }
  })
  return parts.secrets.maskStored(masked)
}
