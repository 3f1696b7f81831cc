import { textOf } from '../../../kit/iam/profile.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { CORE_USER, ENTERPRISE } from '../wanted/path.ts'
import type { Client } from './client.ts'
import { ScimError } from './errors.ts'

/** Attribute paths with what they are called. */
export type Fields = Record<string, string>

const NOT_THERE = new Set([403, 404, 405, 501])

/**
 * Every attribute of a user that a mapper may write, as the server describes it in /Schemas (RFC 7643 §7): the core schema and
 * each extension of users, sub-attributes as paths. undefined when the server does not describe itself. Throws as `Client.get`.
 */
export async function userFields(client: Client): Promise<Fields | undefined> {
  try {
    const { value } = await client.get('/Schemas')
    const listed = objects(value?.Resources)
    const schemas = listed.filter(({ id }) => typeof id === 'string' && /^urn:.*:User$/i.test(id))
    const fields: Fields = Object.fromEntries(schemas.flatMap(fieldsOf))
    return Object.keys(fields).length ? fields : undefined
  } catch (error) {
    if (error instanceof ScimError && NOT_THERE.has(error.status ?? 0)) return undefined
    throw error
  }
}

function fieldsOf({ id, attributes }: JsonObject): [string, string][] {
  const isCore = String(id).toLowerCase() === CORE_USER.toLowerCase()
  const prefix = isCore ? '' : `${String(id)}:`
  return objects(attributes).flatMap(one => entriesOf(prefix, one))
}

/** What the integration or the server decides by itself is no mapper's business. */
const NOT_MAPPED = new Set([
  'id',
  'meta',
  'schemas',
  'active',
  'groups',
  'roles',
  'entitlements',
  'x509Certificates',
])

function entriesOf(prefix: string, attribute: JsonObject): [string, string][] {
  const { name, type, multiValued, mutability, subAttributes } = attribute
  if (typeof name !== 'string' || mutability === 'readOnly' || NOT_MAPPED.has(name)) return []
  const title = textOf(attribute.description)?.split(/(?<=\.)\s/)[0] ?? name
  if (type !== 'complex') return [[prefix + name, title]]
  const own = objects(subAttributes).filter(sub => sub.mutability !== 'readOnly')
  if (multiValued !== true) return own.map(sub => [`${prefix}${name}.${String(sub.name)}`, subTitle(sub)])
  const kinds = typesOf(own)
  const told = own.filter(sub => sub.name !== 'type' && sub.name !== 'primary' && sub.name !== 'display')
  return kinds.flatMap(kind =>
    told.map((sub): [string, string] => [
      `${prefix}${name}[type eq "${kind}"].${String(sub.name)}`,
      `${kind}: ${subTitle(sub)}`,
    ]),
  )
}

const subTitle = (sub: JsonObject) => textOf(sub.description)?.split(/(?<=\.)\s/)[0] ?? String(sub.name)

function typesOf(subs: readonly JsonObject[]): string[] {
  const canonical = subs.find(({ name }) => name === 'type')?.canonicalValues
  const named = (Array.isArray(canonical) ? canonical : []).filter(one => typeof one === 'string')
  return named.length ? named : ['work']
}

function objects(value: Json | undefined): JsonObject[] {
  return (Array.isArray(value) ? value : []).filter(
    (one): one is JsonObject => typeof one === 'object' && one !== null && !Array.isArray(one),
  )
}

/** The attributes that practically every application has, for one that does not describe itself. */
export const USUAL_FIELDS: Fields = {
  userName: 'Name that the user signs in with',
  externalId: 'Id of the user here',
  'name.givenName': 'Given name',
  'name.familyName': 'Family name',
  'name.formatted': 'Full name',
  displayName: 'Name as it is shown',
  title: 'Title',
  userType: 'Kind of employment',
  preferredLanguage: 'Preferred language',
  locale: 'Locale',
  timezone: 'Time zone',
  'emails[type eq "work"].value': 'E-mail',
  'phoneNumbers[type eq "work"].value': 'Phone',
  'phoneNumbers[type eq "mobile"].value': 'Mobile phone',
  'addresses[type eq "work"].streetAddress': 'Street',
  'addresses[type eq "work"].locality': 'City',
  'addresses[type eq "work"].region': 'State',
  'addresses[type eq "work"].postalCode': 'Zip code',
  'addresses[type eq "work"].country': 'Country',
  [`${ENTERPRISE}:employeeNumber`]: 'Employee number',
  [`${ENTERPRISE}:costCenter`]: 'Cost center',
  [`${ENTERPRISE}:organization`]: 'Organization',
  [`${ENTERPRISE}:division`]: 'Division',
  [`${ENTERPRISE}:department`]: 'Department',
  [`${ENTERPRISE}:manager.value`]: 'Id of the manager in the application',
}
