import path from 'node:path'
import type { Json, JsonObject } from '../../kit/wire.ts'
import type { InstanceChange } from '../investigation/change.ts'
import { movedBy } from '../investigation/live.ts'
import type { Change, Room } from '../investigation/room.ts'
import { maskMarks, type Secrets } from '../secrets.ts'
import { damaged } from './damage.ts'
import { emptyFolder, openFolder } from './folder.ts'
import { Journal } from './journal.ts'
import { lockFolder } from './lock.ts'
import { readSnapshot, storeClosed, withoutSecrets, writeSnapshot } from './snapshot.ts'

/** design.md §8: the journal is folded into snapshots when it reaches this size. */
const FOLD_AT = 64 * 1024 * 1024

const JOURNAL = 'journal.jsonl'

export interface StateOptions {
  folder: string
  fresh: boolean
  secrets: Secrets
  dieAt?: number | undefined
}

function forgetful(change: InstanceChange): InstanceChange {
  const { integrationContext, ...rest } = maskMarks(
    change as unknown as JsonObject,
  ) as unknown as InstanceChange
  if (!integrationContext) return rest
  return { ...rest, integrationContext: withoutSecrets(change.integrationContext ?? {}) }
}

/** A change as it was read back: what stood for secrets is masked, and gone from the integration context. */
function readBack(change: JsonObject): Change {
  const read = maskMarks(change) as Change
  const { instance, instances } = change as Change
  return {
    ...read,
    ...(instance ? { instance: forgetful(instance) } : {}),
    ...(instances ? { instances: instances.map(forgetful) } : {}),
  }
}

/** A room that survives the process: every change is one line of the journal, and folded into snapshots in time. */
export class State {
  readonly room: Room
  readonly folder: string
  readonly #secrets: Secrets
  readonly #journal: Journal
  readonly #unlock: () => void
  #n = 0
  /** The last change of the journal that was found; none when the war room before this one was closed. */
  left: Change | undefined
  #folded = 0
  readonly #ended = new Set<string>()

  /**
   * Opens a state folder and reads it into `room`: the snapshots, then the journal, through the same `apply` that made
   * them. A Refusal when it is in use, foreign, damaged or of another form.
   */
  constructor(room: Room, { folder, fresh, secrets, dieAt }: StateOptions) {
    this.room = room
    this.folder = folder
    this.#secrets = secrets
    openFolder(folder, fresh)
    this.#unlock = lockFolder(folder)
    try {
      if (fresh) emptyFolder(folder)
      readSnapshot(folder, room)
      this.#journal = new Journal(path.join(folder, JOURNAL), dieAt)
      this.#replay()
    } catch (cause) {
      this.#unlock()
      throw cause
    }
  }

  /** Makes a change and writes it down as one line. Gives back what of it could not be merged (Room.apply). */
  commit(change: Change): string[] {
    this.#n += 1
    const problems = this.room.apply(this.#n, change)
    const text = this.#secrets.stored(change as unknown as Json)
    this.#journal.append(`"n":${this.#n},"change":${text}`)
    // Not before the line is there: a snapshot that is ahead of the journal would hold a half of the change.
    this.#restOthers(change)
    if (this.#journal.size >= FOLD_AT) this.fold()
    return problems
  }

  /** Incidents that have ended rest as soon as something happens elsewhere: until then somebody may still look at them. */
  #restOthers(change: Change): void {
    const moved = movedBy(change)
    for (const id of this.#ended) {
      if (moved.has(id)) continue
      this.#ended.delete(id)
      storeClosed(this.folder, this.room.investigation(id), this.room, this.#secrets)
    }
    for (const id of moved) this.#ended.add(id)
  }

  /** Writes the snapshots and empties the journal. Killed in between, nothing is applied twice: each part knows its number. */
  fold(): void {
    writeSnapshot(this.folder, this.room, this.#folded, this.#secrets)
    this.#folded = this.#n
    this.#journal.empty()
  }

  /** Folds and lets the folder go. */
  close(): void {
    this.fold()
    this.#journal.close()
    this.#unlock()
  }

  #replay(): void {
    const last = this.#journal.records.at(-1)?.change
    this.left = last ? readBack(last as JsonObject) : undefined
    const { investigations, instances, lists, indicators } = this.room
    const parts = [...investigations.values(), ...instances.values(), ...lists.values(), indicators]
    this.#n = parts.reduce((highest, { n }) => Math.max(highest, n), 0)
    this.#folded = this.#journal.records.length === 0 ? this.#n : 0
    this.#journal.records.forEach(({ n, change }, index) => {
      try {
        this.room.apply(Number(n), readBack(change as JsonObject))
      } catch (cause) {
        // What a change may hold is checked where it is applied; a text where a list is expected throws there.
        throw damaged(path.join(this.folder, JOURNAL), index + 1, cause)
      }
      this.#n = Math.max(this.#n, Number(n))
    })
  }
}
