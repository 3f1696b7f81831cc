import type { JsonObject } from '../../kit/wire.ts'
import type { PackAutomation } from './automation.ts'
import type { Kind } from './identify.ts'
import type { Integration } from './integration.ts'

/** A content item as it was loaded, and the file it came from. */
export interface Item {
  id: string
  item: JsonObject
  file: string
}

/** All items of all loaded packs. Kinds the war room has no own form for yet are kept as they are. */
export class Content {
  readonly integrations = new Map<string, Integration>()
  readonly automations = new Map<string, PackAutomation>()
  readonly #items = new Map<Kind, Map<string, Item>>()

  /** Adds an item and gives back the one of the same kind and id it replaces, if there was one. */
  add(kind: Kind, item: Item): Item | undefined {
    const items = this.#items.get(kind) ?? new Map<string, Item>()
    this.#items.set(kind, items)
    const replaced = items.get(item.id)
    items.set(item.id, item)
    return replaced
  }

  /** The items of one kind, in the order they were loaded. */
  of(kind: Kind): Item[] {
    return [...(this.#items.get(kind)?.values() ?? [])]
  }
}
