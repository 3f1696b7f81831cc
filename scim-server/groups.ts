import { invalid, notFound } from './errors.ts'
import type { Readable } from './filter/match.ts'
import { type GroupChange, memberIds } from './group-patch.ts'
import type { Json, JsonObject } from './json.ts'
import type { Kept, Register } from './kept.ts'
import { readResource } from './reading.ts'
import { groupSchema } from './schemas.ts'

export interface Group extends Kept {
  displayName: string
  externalId: string | undefined
  readonly members: Set<string>
}

/** The groups of an application in the order in which they were made; several may have one name (RFC 7643 §4.2). */
export class Groups {
  readonly #register: Register
  readonly #member: (id: string) => Readable | undefined
  readonly #byId = new Map<string, Group>()

  /** `member` tells who may be a member: what a group shows of somebody, or undefined for nobody. */
  constructor(register: Register, member: (id: string) => Readable | undefined) {
    this.#register = register
    this.#member = member
  }

  all(): Iterable<Group> {
    return this.#byId.values()
  }

  find(id: string): Group | undefined {
    return this.#byId.get(id)
  }

  /** Throws 404. */
  get(id: string): Group {
    const group = this.#byId.get(id)
    if (group) return group
    throw notFound(id)
  }

  /** Makes a group from what a POST sends. Throws 400, also for a member whom nobody knows. */
  add(body: Json): Group {
    const { displayName, externalId, members } = content(body)
    this.#refuseUnknown(members)
    const group: Group = { ...this.#register.fresh('g'), displayName, externalId, members: new Set(members) }
    this.#byId.set(group.id, group)
    return group
  }

  /** Makes a group what a PUT sends. Throws 400, and then nothing has changed. */
  replace(group: Group, body: Json): void {
    const { displayName, externalId, members } = content(body)
    this.change(group, [
      { kind: 'set', name: 'displayName', value: displayName },
      { kind: 'set', name: 'externalId', value: externalId },
      { kind: 'replace', ids: members },
    ])
  }

  /** Does all changes or, when a member is unknown (400 invalidValue), none. */
  change(group: Group, changes: readonly GroupChange[]): void {
    for (const change of changes)
      if (change.kind === 'add' || change.kind === 'replace') this.#refuseUnknown(change.ids)
    for (const change of changes) this.#apply(group, change)
    this.#register.touch(group)
  }

  /** Throws 404. */
  remove(id: string): void {
    this.#byId.delete(this.get(id).id)
  }

  /** Takes somebody who is no more out of every group. */
  forget(id: string): void {
    for (const group of this.all()) if (group.members.delete(id)) this.#register.touch(group)
  }

  #apply(group: Group, change: GroupChange): void {
    const { members } = group
    switch (change.kind) {
      case 'set':
        if (change.name === 'externalId') group.externalId = change.value
        else group.displayName = change.value ?? group.displayName
        return
      case 'replace':
        members.clear()
        for (const id of change.ids) members.add(id)
        return
      case 'add':
        for (const id of change.ids) members.add(id)
        return
      case 'remove':
        for (const id of change.ids) members.delete(id)
        return
      case 'removeWhere':
        for (const id of members) if (change.fits(this.#member(id) ?? {})) members.delete(id)
    }
  }

  #refuseUnknown(ids: readonly string[]): void {
    const unknown = ids.find(id => !this.#member(id))
    if (unknown !== undefined) throw invalid('invalidValue', `there is no member with the id ${unknown}`)
  }
}

function content(body: Json) {
  const { displayName, externalId, members }: JsonObject = readResource(body, groupSchema)
  return {
    displayName: String(displayName),
    externalId: typeof externalId === 'string' ? externalId : undefined,
    members: members === undefined ? [] : memberIds(members),
  }
}
