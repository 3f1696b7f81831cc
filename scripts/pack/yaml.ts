import { stringify } from 'yaml'
import type { JsonObject } from '../../kit/wire.ts'

/** The sizes of a bundle in bytes: our own code minified, all of it, and compressed. */
export interface Sizes {
  readonly own: number
  readonly whole: number
  readonly compressed: number
}

/** YAML as the pack's files have it: no folded lines, so that a difference shows the line that changed. */
export function toYaml(value: JsonObject): string {
  return stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })
}
