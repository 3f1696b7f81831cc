import { Refused } from './refused.ts'
import { oneLine } from './said.ts'

/** An item of content as metadata.json and an installed pack name it: kind (playbook, automation …), id and name. */
export interface Item {
  readonly kind: string
  readonly id: string
  readonly name: string
}

/**
 * The items in `contentItems` of a metadata.json or of an installed pack, where a kind without items may be null. Throws Refused
 * when they cannot be read, for what is not seen would be written over.
 */
export function itemsOf(contentItems: unknown, pack: string): Item[] {
  const odd = (what: string) => new Refused(`The items of ${pack} cannot be read: ${what}.`)
  if (contentItems === undefined || contentItems === null) return []
  if (typeof contentItems !== 'object' || Array.isArray(contentItems)) throw odd('contentItems is no object')
  return Object.entries(contentItems as object).flatMap(([kind, items]: [string, unknown]) => {
    if (items === null) return []
    if (!Array.isArray(items)) throw odd(`${oneLine(kind)} is no list`)
    return items.map((item: { id?: unknown; name?: unknown } | null) => {
      const id = item?.id || item?.name
      if (typeof id !== 'string') throw odd(`one of ${oneLine(kind)} has no id`)
      return { kind: oneLine(kind), id, name: oneLine(String(item?.name || id)) }
    })
  })
}
