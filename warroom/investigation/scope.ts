import type { JsonObject } from '../../kit/wire.ts'
import type { Context } from '../context/index.ts'
import type { ContextPlace, Incident } from './change.ts'
import { contextAt } from './private-context.ts'
import type { Investigation, Room } from './room.ts'

/** Where a task runs: the special roots that only a playbook has (DT-50), and whose private context it uses. */
export interface Scope {
  sub?: string
  inputs: JsonObject
  currentPlaybookID: string
  lastCompletedTaskEntries: string[]
}

/** An investigation as a task of a playbook sees it. It is live: what the task changes it reads back. */
export class ScopedInvestigation implements Investigation {
  readonly #base: Investigation
  readonly #room: Pick<Room, 'openContext'>
  readonly scope: Scope

  constructor(base: Investigation, scope: Scope, room: Pick<Room, 'openContext'>) {
    this.#base = base
    this.#room = room
    this.scope = scope
  }

  get id(): string {
    return this.#base.id
  }

  get n(): number {
    return this.#base.n
  }

  get entries(): Investigation['entries'] {
    return this.#base.entries
  }

  get marks(): Investigation['marks'] {
    return this.#base.marks
  }

  get context(): Context {
    return contextAt(this.#base.context, this.scope.sub, this.#room.openContext)
  }

  // Typed as if it were always there, as it is: a playbook runs in an incident.
  get incident(): Incident {
    return this.#base.incident ?? { id: this.id, name: this.id }
  }
}

/** The context in which what runs in an investigation reads and writes. */
export function placeOf({ id, scope }: Pick<Investigation, 'id' | 'scope'>): ContextPlace {
  return scope?.sub === undefined ? { id } : { id, sub: scope.sub }
}
