import type { Kind } from './request.ts'

/** HC-2: the functions that only one kind of code may call. */
const ONLY: Record<Kind, readonly string[]> = {
  automation: ['executeCommand', 'setContext', 'getAllSupportedCommands'],
  integration: ['getLastRun', 'setLastRun', 'getIntegrationContext', 'setIntegrationContext', 'sendMail'],
}

/** HC-4: the functions a script of this kind must not call, each with the sentence it is refused with. */
export function refusedFor(kind: Kind, name: string): { [name: string]: string } {
  const other = kind === 'automation' ? 'integration' : 'automation'
  return Object.fromEntries(
    ONLY[other].map(called => [
      called,
      `${called} may be called by ${other}s only, and "${name}" is an ${kind}.`,
    ]),
  )
}
