import type { JsonObject } from './json.ts'

/** One attribute of the user profile; `of` says that it is a list. */
export interface SchemaAttribute {
  name: string
  title: string
  type: 'string' | 'integer' | 'boolean' | 'array'
  required?: boolean
  minLength?: number
  maxLength?: number
  format?: 'email'
  values?: readonly string[]
}

function text(name: string, title: string, limits: Partial<SchemaAttribute> = {}): SchemaAttribute {
  return { name, title, type: 'string', ...limits }
}

/** The attributes every org has, with Okta's titles, lengths and order. */
export const baseAttributes: readonly SchemaAttribute[] = [
  text('login', 'Username', { required: true, minLength: 5, maxLength: 100 }),
  text('firstName', 'First name', { required: true, minLength: 1, maxLength: 50 }),
  text('lastName', 'Last name', { required: true, minLength: 1, maxLength: 50 }),
  text('middleName', 'Middle name'),
  text('honorificPrefix', 'Honorific prefix'),
  text('honorificSuffix', 'Honorific suffix'),
  text('email', 'Primary email', { required: true, minLength: 5, maxLength: 100, format: 'email' }),
  text('title', 'Title'),
  text('displayName', 'Display name'),
  text('nickName', 'Nickname'),
  text('profileUrl', 'Profile Url'),
  text('secondEmail', 'Secondary email', { minLength: 5, maxLength: 100, format: 'email' }),
  text('mobilePhone', 'Mobile phone', { maxLength: 100 }),
  text('primaryPhone', 'Primary phone', { maxLength: 100 }),
  text('streetAddress', 'Street address', { maxLength: 1024 }),
  text('city', 'City', { maxLength: 128 }),
  text('state', 'State', { maxLength: 128 }),
  text('zipCode', 'Zip code', { maxLength: 50 }),
  text('countryCode', 'Country code', { maxLength: 2 }),
  text('postalAddress', 'Postal Address', { maxLength: 4096 }),
  text('preferredLanguage', 'Preferred language'),
  text('locale', 'Locale'),
  text('timezone', 'Time zone'),
  text('userType', 'User type'),
  text('employeeNumber', 'Employee number'),
  text('costCenter', 'Cost center'),
  text('organization', 'Organization'),
  text('division', 'Division'),
  text('department', 'Department'),
  text('managerId', 'ManagerId'),
  text('manager', 'Manager'),
]

/** What this org added: at least one attribute of every type. */
export const customAttributes: readonly SchemaAttribute[] = [
  text('startDate', 'Start date'),
  text('terminationDate', 'Termination date'),
  text('employmentType', 'Employment type', { values: ['employee', 'contractor', 'intern'] }),
  { name: 'remote', title: 'Works remotely', type: 'boolean' },
  { name: 'grade', title: 'Grade', type: 'integer' },
  { name: 'badges', title: 'Badge numbers', type: 'array' },
]

const byName = new Map([...baseAttributes, ...customAttributes].map(attribute => [attribute.name, attribute]))

/** The attribute of this name, or undefined when the schema has none. */
export function schemaAttribute(name: string): SchemaAttribute | undefined {
  return byName.get(name)
}

/** `GET /api/v1/meta/schemas/user/default`: JSON Schema draft 4 as Okta lays it out (okta-api §12). */
export function userSchema(origin: string, schemaId: string, typeId: string, created: string): JsonObject {
  return {
    id: `${origin}/meta/schemas/user/default`,
    $schema: 'http://json-schema.org/draft-04/schema#',
    name: 'user',
    title: 'User',
    type: 'object',
    definitions: {
      base: {
        id: '#base',
        type: 'object',
        properties: properties(baseAttributes),
        required: baseAttributes.filter(({ required }) => required).map(({ name }) => name),
      },
      custom: { id: '#custom', type: 'object', properties: properties(customAttributes) },
    },
    properties: { profile: { allOf: [{ $ref: '#/definitions/base' }, { $ref: '#/definitions/custom' }] } },
    created,
    lastUpdated: created,
    _links: {
      self: { href: `${origin}/api/v1/meta/schemas/user/${schemaId}`, method: 'GET', rel: 'self' },
      type: { href: `${origin}/api/v1/meta/types/user/${typeId}`, method: 'GET', rel: 'type' },
    },
  }
}

function properties(attributes: readonly SchemaAttribute[]): JsonObject {
  return Object.fromEntries(attributes.map(attribute => [attribute.name, property(attribute)]))
}

function property({
  title,
  type,
  required,
  minLength,
  maxLength,
  format,
  values,
  name,
}: SchemaAttribute): JsonObject {
  return {
    title,
    type,
    ...(type === 'array' && { items: { type: 'string' } }),
    ...(required && { required }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(format && { format }),
    ...(values && { enum: [...values], oneOf: values.map(value => ({ const: value, title: value })) }),
    mutability: 'READ_WRITE',
    scope: 'NONE',
    permissions: [{ principal: 'SELF', action: name.endsWith('Phone') ? 'READ_WRITE' : 'READ_ONLY' }],
    master: { type: 'PROFILE_MASTER' },
  }
}
