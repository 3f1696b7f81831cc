import { endOfPlaceholder } from './scan.ts'

/**
 * The one path that `root` and `accessor` of a complex value make, without the `${ }`, whose halves may lie in
 * different fields (DT-46, DT-47).
 */
export function pathOf(root: string, accessor?: string): string {
  const trimmed = root.trim()
  if (!trimmed.startsWith('${')) return accessor ? `${trimmed}.${accessor}` : trimmed
  const closed = endOfPlaceholder(trimmed, 0) === trimmed.length
  if (closed) return pathOf(trimmed.slice(2, -1), accessor)
  const joined = accessor ? `${trimmed}.${accessor.trim()}` : trimmed
  return joined.slice(2).replace(/\}$/, '')
}
