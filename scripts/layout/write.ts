import { isMap, parseDocument } from 'yaml'
import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../check/json.ts'
import { paperOf, placesOf } from './place.ts'

/**
 * The text of a playbook with a position for every task (`view`); nothing else of it changes, comments stay. Throws when
 * the text is no playbook.
 */
export function laidOut(text: string): string {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) throw new Error(`It is no YAML: ${error.message.split('\n')[0]}`)
  const data = document.toJS() as JsonObject | null
  if (!isMap(document.get('tasks'))) throw new Error('It has no tasks; only playbooks can be laid out.')
  const id = textOf(data?.id)
  const places = placesOf({ kind: 'playbook', id, name: id, file: '', data: data ?? {} })
  for (const [key, position] of places) document.setIn(['tasks', key, 'view'], JSON.stringify({ position }))
  document.set('view', paperOf(places.values()))
  return document.toString({ lineWidth: 0 })
}
