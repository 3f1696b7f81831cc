import type { Answer } from '../engine/outcome.ts'
import type { Session } from '../engine/session.ts'

/** Something the platform itself does: `/name argument`. */
export interface Operation {
  name: string
  /** How the argument is written in the help; empty when the operation takes none. */
  argument: string
  description: string
  /** The argument is taken as written, quotes included: a query has quotes of its own. */
  verbatim?: true
  /** `words` are those of the argument, without their quotes. */
  run: (session: Session, argument: string, words: string[]) => Answer | Promise<Answer>
}
