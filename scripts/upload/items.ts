/** An item of content as metadata.json and an installed pack name it: kind (playbook, automation …), id and name. */
export interface Item {
  readonly kind: string
  readonly id: string
  readonly name: string
}

/** The items in `contentItems` of a metadata.json or of an installed pack, where a kind without items may be null. */
export function itemsOf(contentItems: unknown): Item[] {
  if (typeof contentItems !== 'object' || contentItems === null) return []
  return Object.entries(contentItems).flatMap(([kind, items]) => {
    if (!Array.isArray(items)) return []
    return items.flatMap((item: { id?: unknown; name?: unknown } | null) => {
      const id = item?.id ?? item?.name
      return typeof id === 'string' ? [{ kind, id, name: String(item?.name ?? id) }] : []
    })
  })
}
