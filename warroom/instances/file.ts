import { readFileSync } from 'node:fs'
import { isMap, isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import type { JsonObject } from '../../kit/wire.ts'
import { didYouMean } from '../nearest.ts'
import type { Content } from '../pack/content.ts'
import { Refusal } from '../refusal.ts'
import { byName, type Instance } from './instance.ts'
import { ParameterRefusal, type ParameterSource, parameterValues } from './parameters.ts'

const SHAPE = 'a list of {name, brand, enabled?, params?, classifier?, mapperIn?, mapperOut?, incidentType?}'

const name = z.string('must be a text').min(1, 'must not be empty')
const entry = z.strictObject(
  {
    name,
    brand: name,
    enabled: z.boolean('must be true or false').default(true),
    params: z.record(z.string(), z.unknown(), 'must be a map of parameters').nullish(),
    classifier: name.optional(),
    mapperIn: name.optional(),
    mapperOut: name.optional(),
    incidentType: name.optional(),
  },
  {
    error: issue =>
      issue.code === 'unrecognized_keys' ? `unknown key "${issue.keys[0]}"; expected ${SHAPE}` : undefined,
  },
)
const file = z.array(entry, `expected ${SHAPE}`)

type Entry = z.output<typeof entry>
type Path = PropertyKey[]

/** The parsed file and a way to say where in it something stands. A text that is no YAML is refused with its place. */
function read(source: string): { value: unknown; place: (path: Path) => string } {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(source, 'utf8'), { lineCounter: lines, prettyErrors: false })
  const at = (offset: number) => `${source}, line ${lines.linePos(offset).line}`
  const error = document.errors[0]
  if (error)
    throw new Refusal(`${at(error.pos[0])}: ${error.message.replace(/\.$/, '')}; expected YAML or JSON.`)
  const place = (path: Path): string => {
    for (let length = path.length; length >= 0; length -= 1) {
      const parent = length > 0 ? document.getIn(path.slice(0, length - 1), true) : undefined
      const pair = isMap(parent)
        ? parent.items.find(({ key }) => String(key) === String(path[length - 1]))
        : undefined
      const node = pair?.key ?? document.getIn(path.slice(0, length), true)
      if (isNode(node) && node.range) return at(node.range[0])
    }
    return source
  }
  return { value: document.toJS(), place }
}

/** What stands at a path of the parsed file; undefined where nothing does. */
function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | null | undefined)?.[key],
    value,
  )
}

function entries(value: unknown, place: (path: Path) => string): Entry[] {
  const parsed = file.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const path = issue?.path ?? []
  const key = path.at(-1)
  const subject = typeof key === 'string' ? `"${key}" ` : ''
  const fault = subject !== '' && at(value, path) === undefined ? 'is missing' : issue?.message
  throw new Refusal(`${place(path)}: ${subject}${fault}.`)
}

function instanceOf(entry: Entry, content: Content, source: ParameterSource): Instance {
  const integration = content.integrations.get(entry.brand)
  if (!integration) {
    const brands = [...content.integrations.keys()]
    const hint = didYouMean(entry.brand, brands)
    throw new Refusal(
      `unknown brand "${entry.brand}"${hint || `; the packs hold ${brands.join(', ') || 'none'}`}`,
    )
  }
  const { brand: _, params, ...rest } = entry
  return { ...rest, integration, params: parameterValues(integration, (params ?? {}) as JsonObject, source) }
}

/**
 * The instances of an instances file (design.md §8), sorted by name. A Refusal in one sentence with file, line and what is
 * expected: no YAML, wrong shape, unknown brand or parameter, a name given twice, a required parameter missing.
 */
export function instancesFile(path: string, content: Content, source: ParameterSource): Instance[] {
  let text: ReturnType<typeof read>
  try {
    text = read(path)
  } catch (cause) {
    if (cause instanceof Refusal) throw cause
    throw new Refusal(
      `Instances file ${path} cannot be read: ${cause instanceof Error ? cause.message : cause}.`,
      { cause },
    )
  }
  const { value, place } = text
  const seen = new Set<string>()
  return entries(value, place)
    .map((entry, index) => {
      const where = (key: string) => place([index, key])
      if (seen.has(entry.name))
        throw new Refusal(`${where('name')}: the name "${entry.name}" is given twice; names are unique.`)
      if (/,|^\s|\s$/.test(entry.name))
        throw new Refusal(
          `${where('name')}: the name "${entry.name}" must hold no comma and no blank at its ends; "using" takes a list of names.`,
        )
      seen.add(entry.name)
      try {
        return instanceOf(entry, content, source)
      } catch (cause) {
        if (!(cause instanceof Refusal)) throw cause
        const spot =
          cause instanceof ParameterRefusal ? place([index, 'params', cause.parameter]) : where('brand')
        throw new Refusal(`${spot}, instance "${entry.name}": ${cause.message}.`, { cause })
      }
    })
    .sort(byName)
}
