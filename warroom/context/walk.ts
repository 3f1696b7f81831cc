import type { Json } from '../../kit/wire.ts'
import type { Step } from './query-tree.ts'

type PathStep = Exclude<Step, { kind: 'selector' }>

/** One step down from `value` (DT-10 … DT-18); undefined when nothing is there. Keys are data: only own ones are read. */
export function walkStep(value: Json, step: PathStep): Json | undefined {
  switch (step.kind) {
    case 'key':
      return Array.isArray(value) ? listMember(value, step.key, step.position) : ownMember(value, step.key)
    case 'position':
      if (!Array.isArray(value)) return step.position === 0 ? value : undefined
      return value[step.position]
    case 'range':
      return Array.isArray(value) ? value.slice(step.from, step.to + 1) : undefined
    case 'nothing':
      return undefined
  }
}

function ownMember(value: Json, key: string): Json | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return Object.hasOwn(value, key) ? value[key] : undefined
}

/** The member of every element that has it, lists among them flattened by one level (DT-11, DT-12, DT-14). */
function listMember(list: Json[], key: string, position: number | undefined): Json | undefined {
  if (position !== undefined) return list[position]
  const found: Json[] = []
  let any = false
  for (const element of list.some(Array.isArray) ? (list.flat() as Json[]) : list) {
    const member = ownMember(element, key)
    if (member === undefined) continue
    any = true
    if (Array.isArray(member)) for (const each of member) found.push(each)
    else found.push(member)
  }
  return any ? found : undefined
}
