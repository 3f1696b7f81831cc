import type { Json } from '../../../kit/wire.ts'
import type { Finding, Item, Rule } from '../item.ts'
import { objectOf, textOf } from '../json.ts'
import { argumentsOf, inputsOf, tasksOf } from '../playbook/task.ts'
import { isComputed, pathsIn, rootOf, secondOf } from '../playbook/values.ts'
import { repeated } from '../repeated.ts'

const kinds = ['playbook'] as const
const keysOf = (item: Item): string[] => inputsOf(item).map(({ key }) => textOf(key))

/** Whether the tasks or other inputs name the input, in a path or inside an expression. */
function isUsed(item: Item, key: string): boolean {
  const text = JSON.stringify([item.data.tasks ?? null, item.data.inputs ?? null])
  for (let from = text.indexOf(`inputs.${key}`); from >= 0; from = text.indexOf(`inputs.${key}`, from + 1)) {
    if (!/^\w/.test(text.slice(from + 'inputs.'.length + key.length))) return true
  }
  return pathsIn(item.data.tasks).some(path => path === 'inputs')
}

/** `simple: inputs.X` is a literal text unless `iscontext` stands beside the value that holds it (PB121). */
function* literals(value: Json | undefined, at: string, isPath = false): Iterable<Finding> {
  if (Array.isArray(value)) for (const one of value) yield* literals(one, at)
  else {
    const object = objectOf(value)
    const simple = textOf(object.simple)
    if (!isPath && /^inputs\./.test(simple))
      yield { at, message: `"${simple}" is a literal text; write \${${simple}} to read the input.` }
    const holdsPath = object.iscontext === true || object.isContext === true
    for (const [key, one] of Object.entries(object)) yield* literals(one, at, holdsPath && key === 'value')
  }
}

export const INPUTS: readonly Rule[] = [
  {
    code: 'PB118',
    kinds,
    *find(item) {
      for (const key of new Set(keysOf(item)))
        if (!isUsed(item, key))
          yield { at: `input ${key}`, message: 'is used by no task; use it or remove it.' }
    },
  },
  {
    code: 'PB119',
    kinds,
    *find(item) {
      const keys = keysOf(item)
      const places: [string, Json][] = tasksOf(item).map(({ at, outer }) => [at, outer])
      for (const [at, value] of [...places, ['/inputs', item.data.inputs ?? null] as const])
        for (const path of new Set(pathsIn(value))) {
          if (isComputed(path) || rootOf(path) !== 'inputs' || path === 'inputs') continue
          if (!keys.includes(secondOf(path)))
            yield {
              at,
              message: `reads "${path}", but the playbook has no input "${secondOf(path)}"; declare it.`,
            }
        }
    },
  },
  {
    code: 'PB121',
    kinds,
    *find(item) {
      for (const task of tasksOf(item)) {
        for (const [, value] of argumentsOf(task)) yield* literals(value, task.at)
        yield* literals(task.outer.conditions, task.at)
      }
    },
  },
  {
    code: 'GR105',
    kinds,
    *find(item) {
      for (const key of repeated(keysOf(item)))
        yield { at: `input ${key}`, message: 'stands twice; remove one.' }
    },
  },
]
