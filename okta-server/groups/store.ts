import { RecentWrites } from '../lag.ts'
import type { Group } from './group.ts'

/** The groups of the org by id, which remember their last writes for the index of `search`. */
export class GroupStore extends Map<string, Group> {
  readonly #writes = new RecentWrites<Group>()

  override set(id: string, group: Group): this {
    this.#writes.remember(id, this.get(id))
    return super.set(id, group)
  }

  override delete(id: string): boolean {
    this.#writes.remember(id, this.get(id))
    return super.delete(id)
  }

  /** The groups as a search index sees them that does not know the last writes yet. */
  indexed(lag: number): Iterable<Group> {
    return this.#writes.indexed(this.values(), lag)
  }

  /** From here on every write so far counts as indexed. */
  forgetWrites(): void {
    this.#writes.forget()
  }
}
