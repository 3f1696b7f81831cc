import { tableToMarkdown } from '../../kit/markdown.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { type CommandDeclaration, parseLine, resolveArguments } from '../../warroom/command-line/index.ts'
import { createContextLanguage, openContext, pathOf } from '../../warroom/context/index.ts'
import { createMapping } from '../../warroom/mapping/mapping.ts'
import type { Classifier, Field, MappedInstance, Mapper } from '../../warroom/mapping/types.ts'
import { openSandbox } from '../../warroom/sandbox/index.ts'
import { evaluateCondition, evaluateValue } from '../../warroom/values/evaluate.ts'
import { runFilter, runTransformer } from '../../warroom/values/operators.ts'
import type { Env, Filter, Script, Value } from '../../warroom/values/value.ts'
import { type Case, type Runner, told } from './case.ts'

const language = createContextLanguage(await openSandbox())

/** Stands in for the automation of that name, as the transformer cases need it: text in, what it holds out. */
const parseJSON: Script = {
  entireList: false,
  run: ({ value }) => (typeof value === 'string' ? (JSON.parse(value) as Json) : value),
}
const env: Env = { language, findScript: name => (name === 'ParseJSON' ? parseJSON : undefined) }

const dt: Runner = ({ given, when }) => {
  const context = given.context ?? null
  if (typeof when.query === 'string') return told('value', language.query(context, when.query))
  if (typeof when.text === 'string') return told('value', language.interpolate(when.text, context))
  const { root, accessor } = when.complex as { root: string; accessor?: string }
  return told('value', language.query(context, pathOf(root, accessor)))
}

const merge: Runner = ({ given, when }) => {
  const context = openContext(language, structuredClone(given.context) as JsonObject)
  for (const each of [when.entryContext ?? []].flat()) context.merge(each as JsonObject)
  const set = when.setContext as { path: string; value: Json } | undefined
  if (set) context.set(set.path, set.value)
  if (typeof when.delContext === 'string') context.delete(when.delContext)
  if (typeof when.extendContext === 'string') {
    context.extend(when.contents ?? null, when.contentsFormat as string | undefined, when.extendContext)
  }
  return { context: context.value }
}

const commandLine: Runner = ({ given, when, then }) => {
  const parsed = parseLine(String(when.line))
  if (parsed.kind !== 'command') return { kind: parsed.kind }
  const commands = given.commands as unknown as CommandDeclaration[]
  const declaration = commands.find(({ name }) => name === parsed.name)
  if (!declaration) throw new Error(`no command ${parsed.name}`)
  const { runs, reserved } = resolveArguments(parsed, declaration, text =>
    language.interpolate(text, given.context ?? {}),
  )
  // A case writes one run as args, unless it is about runs.
  const ran: JsonObject = runs.length === 1 && !then.runs ? { args: runs[0] ?? {} } : { runs }
  return { command: parsed.name, ...ran, ...(Object.keys(reserved).length && { reserved }) }
}

const filters: Runner = one => {
  const { operator, left, right, ignoreCase, condition } = one.when
  if (typeof operator === 'string')
    return told('pass', runFilter(operator, left, right, ignoreCase === true, env))
  if (condition)
    return told('pass', evaluateCondition(condition as unknown as Filter[][], contextOf(one), env))
  return evaluated(one)
}

const transformers: Runner = one => {
  const { operator, args = {}, value } = one.when
  if (typeof operator !== 'string') return evaluated(one)
  return told('value', runTransformer(operator, value, args as JsonObject, env))
}

const mapping: Runner = ({ given, when }) => {
  const classifier = given.classifier as unknown as Classifier | undefined
  const mapper = given.mapper as unknown as Mapper | undefined
  const content = createMapping({
    ...env,
    mappers: mapper ? [mapper] : [],
    classifiers: classifier ? [classifier] : [],
    fields: (given.fields ?? []) as unknown as Field[],
  })
  const asked = when.mapObject as { type: string; mapper?: string } | undefined
  if (asked)
    return told(
      'object',
      content.mapObject(given.object ?? {}, asked.mapper ?? mapper?.name ?? '', asked.type),
    )
  const instance: MappedInstance = {
    name: 'Okta_1',
    brand: 'Okta IAM',
    ...(given.instance as unknown as MappedInstance | undefined),
    classifier: classifier?.id ?? null,
    mapperIn: mapper?.id ?? null,
  }
  const rawJSON = (given.rawJSON ?? {}) as JsonObject
  if (when.classify) return told('type', content.classify(rawJSON, instance))
  return { ...content.mapEvent(rawJSON, instance) } as unknown as JsonObject
}

const markdownTable: Runner = ({ when }) => {
  const { title, rows, headers, removeNull } = when
  const text = tableToMarkdown(
    title as string | undefined,
    rows as JsonObject[],
    headers as string[],
    removeNull === true,
  )
  return { text }
}

function evaluated(one: Case): JsonObject {
  return told('value', evaluateValue(one.when.value as unknown as Value, contextOf(one), env))
}

function contextOf({ given }: Case): JsonObject {
  return (given.context ?? {}) as JsonObject
}

/** What runs the cases of each file. */
export const RUNNERS: Readonly<Record<string, Runner>> = {
  'command-line': commandLine,
  dt,
  filters,
  mapping,
  'markdown-table': markdownTable,
  merge,
  transformers,
}
