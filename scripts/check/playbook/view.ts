import type { JsonObject } from '../../../kit/wire.ts'
import { objectOf, textOf } from '../json.ts'

/** A task's box in the platform's editor, in its own units: exported playbooks set neighbours 430 apart, rows 145 at least. */
export const BOX = { width: 380, height: 95 }

export interface Position {
  readonly x: number
  readonly y: number
}

/** Where a task's `view`, a JSON text, puts it (PB-3). Undefined when it says no place. */
export function positionOf(task: JsonObject): Position | undefined {
  try {
    const { x, y } = objectOf(objectOf(JSON.parse(textOf(task.view))).position)
    return typeof x === 'number' && typeof y === 'number' ? { x, y } : undefined
  } catch {
    return undefined
  }
}

/** Whether the boxes at two places cover each other. */
export function overlap(a: Position, b: Position): boolean {
  return Math.abs(a.x - b.x) < BOX.width && Math.abs(a.y - b.y) < BOX.height
}
