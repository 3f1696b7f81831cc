import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { Exchange } from '../../okta-server/testing/observation.ts'
import { isRelaxedStatus } from './departures.ts'
import { type Document, refName, type Schema } from './document.ts'
import { formats } from './formats.ts'
import { isOutsideSubset, isUnlistedQuery, unlistedAnswer } from './gaps.ts'
import { jsonSchema, jsonSchemas } from './json-schema.ts'
import { type Names, unknownMembers } from './members.ts'
import { type Known, operationAt, routesOf } from './operations.ts'

/** What is wrong with an exchange, in one sentence that names the schema. */
export type Check = (exchange: Exchange) => string[]

/** Whether the integration sent it; tests send bad requests on purpose. */
export const isOurs = ({ userAgent }: Exchange) => userAgent.startsWith('okta-identity-lifecycle/')

/**
 * A check of exchanges against one of Okta's documents: requests when the integration sent them, answers always but those
 * of faults. `profiles` holds the attributes that may be sent, by the name of the profile's schema.
 */
export function createCheck(document: Document, profiles: Names): Check {
  const routes = routesOf(document)
  const { schemas } = document.components
  const validate = validation(schemas)
  const request = (known: Known, exchange: Exchange, query: URLSearchParams) => [
    ...queryProblems(known, query),
    ...bodyProblems(known, exchange, (schema, value) => [
      // Values are the caller's: when Okta refuses one with 400, that is what was to be shown.
      ...(exchange.status === 400 ? [] : validate(schema, value)),
      ...unknownMembers(schemas, profiles, schema, value),
    ]),
  ]
  return exchange => {
    const [path = '', query] = exchange.path.split('?')
    const known = operationAt(routes, exchange.method, path)
    if (!known) return unknownOperation(exchange, path)
    const sent = isOurs(exchange) ? request(known, exchange, new URLSearchParams(query)) : []
    const given = exchange.fault === undefined ? answerProblems(known, exchange, validate) : []
    return [...sent.map(problem => `request: ${problem}`), ...given.map(problem => `answer: ${problem}`)]
  }
}

type Validate = (schema: Schema, value: unknown) => string[]

/** Compiles a schema when it is needed first, once. */
function validation(schemas: Record<string, Schema>): Validate {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false, validateSchema: false, formats })
  ajv.addSchema({ components: { schemas: jsonSchemas(schemas) } }, 'okta')
  const compiled = new Map<Schema, ValidateFunction>()
  return (schema, value) => {
    const known = compiled.get(schema) ?? ajv.compile(jsonSchema(schema))
    compiled.set(schema, known)
    if (known(value)) return []
    return (known.errors ?? [])
      .filter(isTelling)
      .slice(0, 5)
      .map(error => `${sentence(error, value)} (${title(schema)})`)
  }
}

/** That a branch does not fit is told by what does not fit in it. */
const isTelling = ({ keyword }: ErrorObject) => keyword !== 'if'

function sentence({ instancePath, message, params }: ErrorObject, value: unknown): string {
  const found = instancePath
    .split('/')
    .slice(1)
    .reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[unescaped(name)], value)
  const allowed = 'allowedValues' in params ? ` ${JSON.stringify(params.allowedValues)}` : ''
  return `${instancePath || '/'} ${message}${allowed}, not ${JSON.stringify(found)?.slice(0, 80)}`
}

const unescaped = (name: string) => name.replaceAll('~1', '/').replaceAll('~0', '~')

function title(schema: Schema): string {
  if (schema.$ref !== undefined) return refName(schema.$ref)
  return schema.items ? `list of ${title(schema.items)}` : 'the schema of the operation'
}

function unknownOperation(exchange: Exchange, path: string): string[] {
  const { method, status } = exchange
  const sent = isOurs(exchange) ? [`request: the document has no ${method} ${path}`] : []
  const given =
    status < 400 && exchange.fault === undefined && !isOutsideSubset(method, path)
      ? [`answer: ${status} for an operation that the document does not have`]
      : []
  return [...sent, ...given]
}

function queryProblems(operation: Known, query: URLSearchParams): string[] {
  const known = operation.query
  const unknown = [...query.keys()].filter(key => !known.has(key) && !isUnlistedQuery(operation, key))
  const missing = [...known.values()].filter(({ name: key, required }) => required && !query.has(key))
  return [
    ...unknown.map(key => `the query parameter '${key}' is not known`),
    ...missing.map(({ name: key }) => `the query parameter '${key}' is missing`),
  ]
}

function bodyProblems({ body: known }: Known, { body, contentType }: Exchange, look: Validate): string[] {
  if (body === undefined) return []
  if (body === '') return known?.required ? ['the body is missing'] : []
  if (!known) return ['there is a body where none is taken']
  const type = contentType.split(';')[0]?.trim() ?? ''
  const schema = known.schemas.get(type)
  if (!schema) return [`the body is ${type}, not ${[...known.schemas.keys()].join(' or ')}`]
  return look(schema, type.endsWith('json') ? parsed(body) : Object.fromEntries(new URLSearchParams(body)))
}

function answerProblems({ name, responses }: Known, exchange: Exchange, validate: Validate): string[] {
  const { answer, headers } = exchange
  const status = String(exchange.status)
  const listed = responses.get(status) ?? unlistedAnswer(exchange)
  const isEmpty = ['', '{}'].includes(answer)
  if (!listed) return isRelaxedStatus(name, status) ? [] : [`the status ${status} is not known`]
  // An answer without a schema has no body, or one that says nothing.
  if (listed.size === 0) return isEmpty ? [] : [`${status} has a body: ${answer.slice(0, 80)}`]
  const type = headers['content-type']?.split(';')[0] ?? ''
  // A proof that is refused is told by a header alone, whichever statuses are listed.
  if (type === '' && isEmpty && unlistedAnswer(exchange)?.size === 0) return []
  const schema = listed.get(type)
  return schema
    ? validate(schema, parsed(answer))
    : [`${status} is '${type}', not ${[...listed.keys()].join(' or ')}`]
}

/** The value, or undefined, which fits no schema, when the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
