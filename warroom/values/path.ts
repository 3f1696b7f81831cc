import type { Json } from '../../kit/wire.ts'
import { pathOf } from '../context/index.ts'
import type { Complex, Env } from './value.ts'

/** Where paths are read: the whole context and, inside a filter on a list, the current item. */
export interface Place {
  root: Json
  env: Env
  item?: { path: string; value: Json }
}

/** The paths of a complex value without braces (DT-46): root, accessor, and both as the one path they make. */
export function pathsOf(complex: Complex): { root: string; accessor: string; whole: string } {
  const root = pathOf(complex.root ?? '')
  const whole = pathOf(complex.root ?? '', complex.accessor ?? '')
  return { root, accessor: whole.slice(root.length + 1), whole }
}

/** `.a.b` is `a.b`; the whole context, `.`, stays itself. */
function withoutLeadingDot(path: string): string {
  return path.length > 1 && path.startsWith('.') ? path.slice(1) : path
}

/** What follows the path of the current item: '' for the item itself, undefined for a path that lies elsewhere. */
function withinItem(path: string, itemPath: string): string | undefined {
  const wanted = withoutLeadingDot(path.trim())
  const item = withoutLeadingDot(itemPath)
  if (wanted === item) return ''
  if (item === '.') return wanted
  return wanted.startsWith(`${item}.`) ? wanted.slice(item.length + 1) : undefined
}

/** Reads a path: from the current item where the path leads through it (MP-43), else from the whole context. */
export function readPath(text: string, { root, env, item }: Place): Json | undefined {
  if (text === '') return undefined
  const rest = item && withinItem(text, item.path)
  if (item && rest === '') return item.value
  if (item && rest !== undefined) return env.language.query(item.value, rest) ?? undefined
  return env.language.query(root, text, env.roots) ?? undefined
}
