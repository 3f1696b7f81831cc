import { invalid } from '../errors.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { baseAttributes, type SchemaAttribute, schemaAttribute } from '../schema.ts'
import type { Profile } from './user.ts'

const address = /^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\]+$/
const required = baseAttributes.filter(attribute => attribute.required)

/**
 * The profile that results from the sent attributes on top of the present ones: null removes, absent leaves alone.
 * Throws E0000001 with one cause per problem, in Okta's words and order: unknown names, blanks, then formats.
 */
export function mergedProfile(present: JsonObject, sent: Json | undefined): Profile {
  if (!isObject(sent)) throw invalid('profile', 'profile: The field cannot be left blank')
  const unknown = Object.keys(sent).filter(name => schemaAttribute(name) === undefined)
  if (unknown.length > 0) throw invalid(unknown[0] ?? '', ...unknown.map(notDefined))
  const merged = Object.fromEntries(
    Object.entries({ ...present, ...sent }).filter(([, value]) => value !== null),
  )
  const problems = [...blanks(merged), ...malformed(merged)]
  if (problems[0])
    throw invalid(problems[0].name, ...problems.map(({ name, problem }) => `${name}: ${problem}`))
  return merged as Profile
}

interface Problem {
  name: string
  problem: string
}

function notDefined(name: string): string {
  return `${name}: Property name '${name}' is not defined in profile`
}

function blanks(profile: JsonObject): Problem[] {
  const blank = required.filter(({ name }) => profile[name] === undefined || profile[name] === '')
  const problems = blank.map(({ name }) => ({ name, problem: 'The field cannot be left blank' }))
  // Okta reports the form of a blank login as well.
  const noLogin = blank.some(({ name }) => name === 'login')
  return noLogin ? [...problems, { name: 'login', problem: loginForm }] : problems
}

const loginForm = 'Username must be in the form of an email address'

function malformed(profile: JsonObject): Problem[] {
  return Object.entries(profile).flatMap(([name, value]) => {
    const attribute = schemaAttribute(name)
    const problem = attribute && value !== '' ? problemOf(attribute, value) : undefined
    return problem ? [{ name, problem }] : []
  })
}

function problemOf(attribute: SchemaAttribute, value: Json): string | undefined {
  const { name, type, minLength = 0, maxLength = Number.POSITIVE_INFINITY, format, values } = attribute
  if (!hasType(value, type)) return `The value ${JSON.stringify(value)} is not of the type ${type}`
  if (typeof value !== 'string') return undefined
  if (value.length < minLength) return `String is too short (minimum: ${minLength})`
  if (value.length > maxLength) return `String is too long (maximum: ${maxLength})`
  if (name === 'login' && !address.test(value)) return loginForm
  if (format === 'email' && !address.test(value)) return 'Does not match required pattern'
  if (values && !values.includes(value)) return `The value must be one of ${values.join(', ')}`
  return undefined
}

function hasType(value: Json, type: SchemaAttribute['type']): boolean {
  if (type === 'array') return Array.isArray(value) && value.every(item => typeof item === 'string')
  return type === 'integer' ? Number.isInteger(value) : typeof value === type
}
