import { notFound, ScimError } from './errors.ts'
import type { Json, JsonObject } from './json.ts'
import type { Kept, Register } from './kept.ts'
import { readResource } from './reading.ts'
import { userSchema } from './schemas.ts'

export interface User extends Kept {
  /** Without id, meta and schemas. */
  attributes: JsonObject & { readonly userName: string }
}

/** The users of an application in the order in which they were made. Their names are unique without case (RFC 7643 §4.1.1). */
export class Users {
  readonly #register: Register
  readonly #byId = new Map<string, User>()
  readonly #ids = new Map<string, string>()

  constructor(register: Register) {
    this.#register = register
  }

  all(): Iterable<User> {
    return this.#byId.values()
  }

  has(id: string): boolean {
    return this.#byId.has(id)
  }

  find(id: string): User | undefined {
    return this.#byId.get(id)
  }

  /** Throws 404. */
  get(id: string): User {
    const user = this.#byId.get(id)
    if (user) return user
    throw notFound(id)
  }

  named(userName: string): User | undefined {
    return this.#byId.get(this.#ids.get(userName.toLowerCase()) ?? '')
  }

  /** Makes a user from what a POST sends. Throws 400, and 409 uniqueness for a name that somebody has. */
  add(body: Json): User {
    const attributes = named(readResource(body, userSchema))
    this.#refuseTaken(attributes.userName, undefined)
    const user: User = { ...this.#register.fresh('u'), attributes }
    this.#byId.set(user.id, user)
    this.#ids.set(attributes.userName.toLowerCase(), user.id)
    return user
  }

  /** Replaces the attributes of a user. Throws 409 uniqueness. */
  set(user: User, changed: JsonObject): void {
    const attributes = named(changed)
    this.#refuseTaken(attributes.userName, user.id)
    this.#ids.delete(user.attributes.userName.toLowerCase())
    this.#ids.set(attributes.userName.toLowerCase(), user.id)
    user.attributes = attributes
    this.#register.touch(user)
  }

  /** Throws 404. */
  remove(id: string): void {
    this.#ids.delete(this.get(id).attributes.userName.toLowerCase())
    this.#byId.delete(id)
  }

  #refuseTaken(userName: string, by: string | undefined): void {
    const owner = this.#ids.get(userName.toLowerCase())
    if (owner !== undefined && owner !== by)
      throw new ScimError(409, `a user with the userName ${userName} is there already`, 'uniqueness')
  }
}

/** RFC 7643 §4.1.1 leaves open what no `active` means; products take it for an active user, also behind a PUT. */
function named(attributes: JsonObject): User['attributes'] {
  return { active: true, ...attributes, userName: String(attributes.userName) }
}
