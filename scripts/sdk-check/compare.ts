import { strFromU8, unzipSync } from 'fflate'
import type { JsonObject } from '../../kit/wire.ts'

type Listed = Record<string, { id: string }[]>

const itemsIn = (files: Record<string, Uint8Array>): string[] => {
  const { contentItems } = JSON.parse(strFromU8(files['metadata.json'] ?? new Uint8Array())) as JsonObject
  return Object.entries(contentItems as unknown as Listed).flatMap(([kind, items]) =>
    items.map(({ id }) => `${kind} ${id} in metadata.json`),
  )
}

/** In what our zip differs from the one that the SDK makes of the same pack: files, and items that metadata.json lists. */
export function zipDifferences(ours: Uint8Array, theirs: Uint8Array): string[] {
  const [own, other] = [unzipSync(ours), unzipSync(theirs)].map(files => {
    const paths = Object.keys(files).filter(path => !path.endsWith('/'))
    return new Set([...paths, ...itemsIn(files)])
  })
  const lacking = [...(other ?? [])].filter(one => !own?.has(one)).map(one => `Our zip lacks ${one}.`)
  const extra = [...(own ?? [])].filter(one => !other?.has(one)).map(one => `Our zip alone has ${one}.`)
  return [...lacking, ...extra]
}
