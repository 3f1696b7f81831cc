import { invalid } from './errors.ts'
import { isObject, type Json, type JsonObject } from './json.ts'
import {
  type Attribute,
  commonAttributes,
  enterpriseSchema,
  enterpriseUrn,
  groupSchema,
  type Schema,
  userSchema,
} from './schemas.ts'

/**
 * What a POST or PUT sends, checked against the schema and with its names in the schema's case; what clients may not write is
 * left out (RFC 7644 §§3.3, 3.5.1). Throws 400 invalidSyntax for unknown names, invalidValue for values of another type.
 */
export function readResource(body: Json, schema: Schema): JsonObject {
  if (!isObject(body)) throw invalid('invalidSyntax', 'the body must be an object')
  const urns = Array.isArray(body.schemas) ? body.schemas : []
  if (!urns.includes(schema.id)) throw invalid('invalidSyntax', `"schemas" must name ${schema.id}`)
  const resource: JsonObject = {}
  for (const [name, value] of Object.entries(body)) {
    if (name.toLowerCase() === 'schemas') continue
    const attribute = attributeOf(schema, name)
    if (!attribute) throw invalid('invalidSyntax', `${schema.name} has no attribute ${JSON.stringify(name)}`)
    if (attribute.name === enterpriseUrn && !urns.includes(enterpriseUrn))
      throw invalid('invalidSyntax', `"schemas" must name ${enterpriseUrn} too`)
    if (attribute.mutability !== 'readOnly') assign(resource, attribute, readValue(value, attribute))
  }
  for (const { name, required } of schema.attributes)
    if (required && !resource[name]) throw invalid('invalidValue', `${name} is required`)
  return resource
}

const extension: Attribute = {
  ...{ name: enterpriseUrn, type: 'complex', subAttributes: enterpriseSchema.attributes },
}
const userAttributes = [...userSchema.attributes, ...commonAttributes, extension]
const groupAttributes = [...groupSchema.attributes, ...commonAttributes]

/** The attribute of a schema, of all resources, or the extension, by its name in any case. */
export function attributeOf(schema: Schema, name: string): Attribute | undefined {
  return named(schema.name === 'User' ? userAttributes : groupAttributes, name)
}

export function named(attributes: readonly Attribute[], name: string): Attribute | undefined {
  return attributes.find(attribute => attribute.name.toLowerCase() === name.toLowerCase())
}

/** A value of an attribute; undefined when it is unassigned by null or an empty list (RFC 7643 §2.5). Throws 400 invalidValue. */
export function readValue(value: Json, attribute: Attribute): Json | undefined {
  if (value === null) return undefined
  if (!attribute.multiValued) return readSingle(value, attribute)
  if (!Array.isArray(value)) throw wrong(attribute, 'a list', value)
  return value.length === 0 ? undefined : value.map(one => readSingle(one, attribute))
}

/** One value, also of a multi-valued attribute. */
export function readSingle(value: Json, attribute: Attribute): Json {
  const { type, subAttributes = [] } = attribute
  if (type !== 'complex') {
    const wanted = type === 'boolean' ? 'boolean' : 'string'
    if (typeof value !== wanted)
      throw wrong(attribute, type === 'boolean' ? 'true or false' : 'a text', value)
    return value
  }
  if (!isObject(value)) throw wrong(attribute, 'an object', value)
  const read: JsonObject = {}
  for (const [name, one] of Object.entries(value)) {
    const sub = named(subAttributes, name)
    if (!sub) throw invalid('invalidSyntax', `${attribute.name} has no attribute ${JSON.stringify(name)}`)
    if (sub.mutability !== 'readOnly') assign(read, sub, readValue(one, sub))
  }
  return read
}

export function assign(target: JsonObject, { name }: Attribute, value: Json | undefined): void {
  if (value === undefined) delete target[name]
  else target[name] = value
}

function wrong({ name }: Attribute, expected: string, value: Json) {
  return invalid('invalidValue', `${name} must be ${expected}, not ${JSON.stringify(value)}`)
}
