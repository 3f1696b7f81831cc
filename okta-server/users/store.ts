import { RecentWrites } from '../lag.ts'
import type { User } from './user.ts'

/** The users of the org, in the order of creation, found by id, by login and by the login's short name. */
export class UserStore {
  readonly #byId = new Map<string, User>()
  readonly #order: string[] = []
  readonly #byLogin = new Map<string, string>()
  readonly #byShortName = new Map<string, string | string[]>()
  readonly #writes = new RecentWrites<User>()

  get size(): number {
    return this.#byId.size
  }

  get(id: string): User | undefined {
    return this.#byId.get(id)
  }

  /** The user with this login, whatever the case. */
  byLogin(login: string): User | undefined {
    return this.#byId.get(this.#byLogin.get(login.toLowerCase()) ?? '')
  }

  /** Finds by id, full login or unambiguous short name; a login with `/` only by its id (okta-api §1). */
  find(reference: string): User | undefined {
    const direct = this.#byId.get(reference)
    if (direct || reference.includes('/')) return direct
    const ids = this.#byShortName.get(reference.toLowerCase())
    return this.byLogin(reference) ?? (typeof ids === 'string' ? this.#byId.get(ids) : undefined)
  }

  /** Adds a user or replaces the one with the same id. New ids must be higher than all before. */
  put(user: User): void {
    const before = this.#byId.get(user.id)
    if (before && before.profile.login !== user.profile.login) this.#unindex(before)
    if (!before) this.#order.push(user.id)
    this.#byId.set(user.id, user)
    if (before?.profile.login !== user.profile.login) this.#index(user)
    this.#writes.remember(user.id, before)
  }

  remove(user: User): void {
    this.#unindex(user)
    this.#byId.delete(user.id)
    this.#order.splice(this.#position(user.id), 1)
    this.#writes.remember(user.id, user)
  }

  /** The users after an id (which need not exist any more), in the order of creation. */
  *after(id = ''): Generator<User> {
    for (let at = id === '' ? 0 : this.#position(`${id}\0`); at < this.#order.length; at += 1) {
      const user = this.#byId.get(this.#order[at] ?? '')
      if (user) yield user
    }
  }

  /** The same, as a search index sees it that does not know the last writes yet. */
  indexedAfter(id: string, lag: number): Iterable<User> {
    return this.#writes.indexed(this.after(id), lag, id)
  }

  /** From here on every write so far counts as indexed. */
  forgetWrites(): void {
    this.#writes.forget()
  }

  #position(id: string): number {
    let low = 0
    let high = this.#order.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#order[middle] ?? '') < id) low = middle + 1
      else high = middle
    }
    return low
  }

  #index({ id, profile: { login } }: User): void {
    this.#byLogin.set(login.toLowerCase(), id)
    const name = shortName(login)
    const others = this.#byShortName.get(name)
    this.#byShortName.set(
      name,
      others === undefined ? id : [...(Array.isArray(others) ? others : [others]), id],
    )
  }

  #unindex({ id, profile: { login } }: User): void {
    this.#byLogin.delete(login.toLowerCase())
    const name = shortName(login)
    const others = this.#byShortName.get(name)
    const left = Array.isArray(others) ? others.filter(other => other !== id) : []
    if (left.length === 0) this.#byShortName.delete(name)
    else this.#byShortName.set(name, left.length === 1 ? (left[0] ?? '') : left)
  }
}

function shortName(login: string): string {
  return (login.split('@')[0] ?? '').toLowerCase()
}
