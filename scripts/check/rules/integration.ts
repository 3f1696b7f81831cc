import type { JsonObject } from '../../../kit/wire.ts'
import type { Item, Rule } from '../item.ts'
import { objectOf, objectsOf, shown, textOf } from '../json.ts'
import { repeated } from '../repeated.ts'
import { CATEGORIES } from './categories.ts'

/** Commands whose first argument may be a list by contract (IN144). */
const REPUTATION = ['ip', 'domain', 'url', 'file', 'email', 'cve']

const kinds = ['integration'] as const
const paramsOf = ({ data }: Item): JsonObject[] => objectsOf(data.configuration)
const scriptOf = ({ data }: Item): JsonObject => objectOf(data.script)
const commandsOf = (item: Item): JsonObject[] => objectsOf(scriptOf(item).commands)
const at = (name: unknown): string => `parameter ${name}`

/** What a fetching integration needs (IN121), and what limits it (IN126). */
const FETCH_PARAMS = [
  ['isFetch', 8],
  ['incidentType', 13],
] as const

export const INTEGRATION: readonly Rule[] = [
  {
    code: 'IN104',
    kinds,
    *find({ data }) {
      const category = textOf(data.category)
      if (!CATEGORIES.includes(category))
        yield {
          at: '/category',
          message: `"${category}" is no category of the platform; take one of ${CATEGORIES.join(', ')}.`,
        }
    },
  },
  {
    code: 'IN108',
    kinds: ['integration', 'automation'],
    *find({ kind, data }) {
      const { type, subtype } = kind === 'integration' ? objectOf(data.script) : data
      if (type === 'python' && subtype !== 'python3' && subtype !== 'python2')
        yield { at: '/subtype', message: `is ${shown(subtype)}; Python code names python3.` }
    },
  },
  {
    code: 'IN113',
    kinds,
    *find(item) {
      for (const { name, arguments: args } of commandsOf(item))
        for (const twice of repeated(objectsOf(args).map(arg => textOf(arg.name))))
          yield { at: `command ${shown(name)}`, message: `has the argument "${twice}" twice; remove one.` }
    },
  },
  {
    code: 'IN121',
    kinds,
    *find(item) {
      if (scriptOf(item).isfetch !== true) return
      for (const [name, type] of FETCH_PARAMS)
        if (!paramsOf(item).some(param => param.name === name && param.type === type))
          yield {
            at: '/configuration',
            message: `fetches, but has no parameter ${name} of type ${type}; add it.`,
          }
    },
  },
  {
    code: 'IN125',
    kinds,
    *find(item) {
      const max = paramsOf(item).find(({ name }) => name === 'max_fetch')
      if (scriptOf(item).isfetch === true && max && !textOf(max.defaultvalue))
        yield { at: at('max_fetch'), message: 'has no default; name how many incidents one fetch may bring.' }
    },
  },
  {
    code: 'IN126',
    kinds,
    *find(item) {
      if (scriptOf(item).isfetch !== true) return
      for (const name of ['max_fetch', 'first_fetch'])
        if (!paramsOf(item).some(param => param.name === name))
          yield { at: '/configuration', message: `fetches, but has no parameter ${name}; add it.` }
    },
  },
  {
    code: 'IN144',
    kinds,
    *find(item) {
      for (const { name, arguments: args } of commandsOf(item)) {
        const arg = objectsOf(args).find(one => one.name === name)
        if (REPUTATION.includes(textOf(name)) && arg?.isArray !== true)
          yield {
            at: `command ${shown(name)}`,
            message: `needs the argument "${textOf(name)}" with isArray: true.`,
          }
      }
    },
  },
]
