import type { JsonObject } from '../../../kit/wire.ts'
import type { Finding, Item, Rule } from '../item.ts'
import { objectOf, objectsOf, shown, textOf } from '../json.ts'
import { repeated } from '../repeated.ts'

const kinds = ['integration', 'automation'] as const

/** What can be called: the commands of an integration, or the automation itself. */
function callables({ kind, data, name }: Item): JsonObject[] {
  if (kind === 'integration') return objectsOf(objectOf(data.script).commands)
  return [{ name, arguments: data.args ?? null, outputs: data.outputs ?? null }]
}

/** Deeper outputs are refused in packs that the vendor supports (BA127). */
const DEEPEST = 5

function* outputs(item: Item, wrong: (path: string) => string | undefined): Iterable<Finding> {
  for (const callable of callables(item))
    for (const { contextPath } of objectsOf(callable.outputs)) {
      const message = wrong(textOf(contextPath))
      if (message) yield { at: `command ${shown(callable.name)}`, message }
    }
}

export const COMMANDS: readonly Rule[] = [
  {
    code: 'BA127',
    kinds,
    *find(item, { metadata }) {
      if (metadata.support === 'xsoar')
        yield* outputs(item, path =>
          path.split('.').length > DEEPEST
            ? `the output "${path}" lies ${path.split('.').length} levels deep; at most ${DEEPEST} are taken.`
            : undefined,
        )
    },
  },
  {
    code: 'IN115',
    kinds,
    *find(item) {
      yield* outputs(item, path =>
        /^[\w-]+(\.[\w-]+)*$/.test(path)
          ? undefined
          : `the output "${path}" is no context path; write names joined by dots.`,
      )
    },
  },
  {
    code: 'GR105',
    kinds: ['integration'],
    *find(item) {
      for (const twice of repeated(callables(item).map(({ name }) => textOf(name))))
        yield { at: `command ${twice}`, message: 'stands twice; remove one.' }
    },
  },
  {
    code: 'IN130',
    kinds: ['integration'],
    *find({ data }) {
      const { commands, isfetch, longRunning, feed } = objectOf(data.script)
      if (!objectsOf(commands).length && isfetch !== true && longRunning !== true && feed !== true)
        yield { at: '/script', message: 'can do nothing: no commands, no fetch; give it one.' }
    },
  },
  {
    code: 'IN131',
    kinds: ['integration'],
    *find(item) {
      const names = callables(item).map(({ name }) => name)
      if (objectOf(item.data.script).ismappable === true && !names.includes('get-mapping-fields'))
        yield { at: '/script', message: 'is mappable, but has no command get-mapping-fields; add it.' }
    },
  },
  {
    code: 'IN134',
    kinds,
    *find(item) {
      for (const { name, arguments: args } of callables(item)) {
        const defaults = objectsOf(args).filter(arg => arg.default === true)
        if (defaults.length > 1)
          yield {
            at: `command ${shown(name)}`,
            message: `has ${defaults.length} default arguments (${defaults.map(arg => shown(arg.name)).join(', ')}); keep one.`,
          }
      }
    },
  },
  {
    code: 'IN151',
    kinds: ['integration'],
    *find(item) {
      for (const { name, arguments: args } of callables(item))
        if (args === null)
          yield { at: `command ${shown(name)}`, message: 'has arguments without a value; write [].' }
    },
  },
  {
    code: 'SC106',
    kinds: ['automation'],
    *find({ data }) {
      if (data.runas === 'DBotRole')
        yield { at: '/runas', message: 'is DBotRole, which may do anything; name a lesser role.' }
    },
  },
]
