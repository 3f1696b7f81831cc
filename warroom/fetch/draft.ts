import type { Parts } from '../engine/parts.ts'
import type { Change } from '../investigation/change.ts'
import { DraftRoom } from './draft-room.ts'
import { oneChange, without } from './one-change.ts'

/**
 * Takes the place of a state while a fetch is worked out, so that what its pre-process scripts change is seen by those
 * that follow, and is kept together with the incidents or not at all.
 */
export class Draft {
  readonly room: DraftRoom
  readonly #state: Parts['state']
  #changes: Change[] = []
  #n: number

  constructor(state: Parts['state']) {
    this.room = new DraftRoom(state.room)
    this.#state = state
    this.#n = this.room.last
  }

  get folder(): string {
    return this.#state.folder
  }

  get left(): Change | undefined {
    return this.#state.left
  }

  commit(change: Change): string[] {
    this.#n += 1
    this.#changes.push(change)
    return this.room.apply(this.#n, change)
  }

  /** Takes back an incident that was dropped, with all that was done to its investigation. */
  forget(id: string): void {
    this.room.forget(id)
    this.#changes = this.#changes.map(change => without(change, id))
  }

  /** All that was committed here, as one change of the state. */
  change(): Change {
    return oneChange(this.#changes)
  }

  fold(): void {
    this.#state.fold()
  }

  close(): void {
    this.#state.close()
  }
}
