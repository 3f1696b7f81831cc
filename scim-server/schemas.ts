import type { JsonObject } from './json.ts'

/** An attribute as a schema of RFC 7643 §7 has it; what is left out has the defaults of that section. */
export interface Attribute {
  readonly name: string
  readonly type: 'string' | 'boolean' | 'reference' | 'complex'
  readonly multiValued?: true
  readonly required?: true
  readonly uniqueness?: 'server'
  readonly mutability?: 'readOnly' | 'writeOnly' | 'immutable'
  readonly subAttributes?: readonly Attribute[]
}

export interface Schema {
  readonly id: string
  readonly name: string
  readonly description: string
  readonly attributes: readonly Attribute[]
}

export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const texts = (...names: string[]): Attribute[] => names.map(name => ({ name, type: 'string' }))
const complex = (name: string, subAttributes: readonly Attribute[]): Attribute => ({
  ...{ name, type: 'complex', subAttributes },
})
const primary: Attribute = { name: 'primary', type: 'boolean' }
const plural = (name: string, ...subAttributes: Attribute[]): Attribute => ({
  ...complex(name, subAttributes),
  multiValued: true,
})
const labelled = (name: string) => plural(name, ...texts('value', 'display', 'type'), primary)

export const userSchema: Schema = {
  id: userUrn,
  name: 'User',
  description: 'User Account',
  attributes: [
    { name: 'userName', type: 'string', required: true, uniqueness: 'server' },
    complex(
      'name',
      texts('formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix'),
    ),
    ...texts('displayName', 'nickName'),
    { name: 'profileUrl', type: 'reference' },
    ...texts('title', 'userType', 'preferredLanguage', 'locale', 'timezone'),
    { name: 'active', type: 'boolean' },
    { name: 'password', type: 'string', mutability: 'writeOnly' },
    ...['emails', 'phoneNumbers', 'ims', 'photos'].map(labelled),
    plural(
      'addresses',
      ...texts('formatted', 'streetAddress', 'locality', 'region', 'postalCode', 'country', 'type'),
      primary,
    ),
    ...['entitlements', 'roles', 'x509Certificates'].map(labelled),
  ],
}

export const enterpriseSchema: Schema = {
  id: enterpriseUrn,
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    ...texts('employeeNumber', 'costCenter', 'organization', 'division', 'department'),
    complex('manager', [
      ...texts('value'),
      { name: '$ref', type: 'reference' },
      { name: 'displayName', type: 'string', mutability: 'readOnly' },
    ]),
  ],
}

export const groupSchema: Schema = {
  id: groupUrn,
  name: 'Group',
  description: 'Group',
  attributes: [
    { name: 'displayName', type: 'string', required: true },
    plural('members', ...texts('value', 'display', 'type'), { name: '$ref', type: 'reference' }),
  ],
}

/** The attributes that every resource has and no schema lists (RFC 7643 §3.1). */
export const commonAttributes: readonly Attribute[] = [
  { name: 'id', type: 'string', mutability: 'readOnly' },
  ...texts('externalId'),
  {
    ...complex('meta', texts('resourceType', 'created', 'lastModified', 'location', 'version')),
    mutability: 'readOnly',
  },
]

/** A schema as `/Schemas` tells it. */
export function schemaDocument({ id, name, description, attributes }: Schema, base: string): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    ...{ id, name, description, attributes: attributes.map(attributeDocument) },
    meta: { resourceType: 'Schema', location: `${base}/Schemas/${id}` },
  }
}

function attributeDocument(attribute: Attribute): JsonObject {
  const { name, type, multiValued = false, required = false, subAttributes } = attribute
  const { uniqueness = 'none', mutability = 'readWrite' } = attribute
  return {
    ...{ name, type, multiValued, required, description: '', mutability, uniqueness },
    ...(type !== 'complex' && { caseExact: false }),
    returned: mutability === 'writeOnly' ? 'never' : 'default',
    ...(subAttributes && { subAttributes: subAttributes.map(attributeDocument) }),
  }
}
