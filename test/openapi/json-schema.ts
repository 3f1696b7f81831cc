import { refName, type Schema } from './document.ts'

/** Whether branches inherit from the schema, rather than being listed in it; each of them then refers to it by `allOf`. */
const isInherited = ({ discriminator, oneOf, anyOf }: Schema) =>
  discriminator !== undefined && !oneOf && !anyOf

export const baseOf = (name: string) => `${name} base`

/**
 * OpenAPI 3.0 schemas as JSON Schema: `nullable` becomes a type, a discriminator the one branch that it names. JSON Schema
 * has no discriminators, and a value may fit several branches of a `oneOf` that only the discriminator tells apart.
 */
export function jsonSchemas(schemas: Record<string, Schema>): Record<string, object> {
  const inherited = new Set(Object.keys(schemas).filter(name => isInherited(schemas[name] ?? {})))
  const all = Object.entries(schemas).map(([name, schema]): [string, object][] => {
    const { discriminator, ...base } = schema
    const converted = jsonSchema({ ...base, ...(schema.allOf && { allOf: bases(schema.allOf, inherited) }) })
    if (!inherited.has(name) || !discriminator) return [[name, jsonSchema(withBases(schema, inherited))]]
    const self = `#/components/schemas/${name}`
    return [
      [baseOf(name), converted],
      [name, { allOf: [refTo(baseOf(name)), ...branches(discriminator, self)] }],
    ]
  })
  return Object.fromEntries(all.flat())
}

const withBases = (schema: Schema, inherited: Set<string>): Schema =>
  schema.allOf ? { ...schema, allOf: bases(schema.allOf, inherited) } : schema

/** A component that inherits means the schema itself, not again the branch that its discriminator names. */
function bases(allOf: Schema[], inherited: Set<string>): Schema[] {
  return allOf.map(({ $ref, ...rest }) => {
    if ($ref === undefined) return rest
    const name = refName($ref)
    return { ...rest, $ref: inherited.has(name) ? baseOf(name) : name }
  })
}

const refTo = (name: string) => ({ $ref: `okta#/components/schemas/${encodeURIComponent(name)}` })

/** A branch for each schema that the mapping names; the schema itself is no branch of its own. */
function branches({ propertyName, mapping }: NonNullable<Schema['discriminator']>, self?: string): object[] {
  return [...new Set(Object.values(mapping))]
    .filter(target => target !== self)
    .map(target => {
      const values = Object.keys(mapping).filter(value => mapping[value] === target)
      return {
        if: { type: 'object', required: [propertyName], properties: { [propertyName]: { enum: values } } },
        // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited
        then: refTo(refName(target)),
      }
    })
}

/** One schema; the components that it refers to keep their names. */
export function jsonSchema(schema: Schema): object {
  const { $ref, type, nullable, discriminator, oneOf, anyOf, allOf, items, properties, ...rest } = schema
  const chosen = discriminator && (oneOf ?? anyOf) ? listed(discriminator) : undefined
  const each = (list: Schema[] | undefined) => list?.map(jsonSchema)
  const whole = {
    ...rest,
    ...($ref !== undefined && refTo(refName($ref))),
    ...(type !== undefined && { type: nullable ? [type, 'null'] : type }),
    ...(nullable && rest.enum && { enum: [...rest.enum, null] }),
    ...(items && { items: jsonSchema(items) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, one]) => [name, jsonSchema(one)]),
      ),
    }),
    ...(typeof rest.additionalProperties === 'object' && {
      additionalProperties: jsonSchema(rest.additionalProperties),
    }),
    ...(allOf && { allOf: each(allOf) }),
    ...(chosen
      ? { allOf: chosen }
      : { ...(oneOf && { oneOf: each(oneOf) }), ...(anyOf && { anyOf: each(anyOf) }) }),
  }
  return nullable && type === undefined ? { anyOf: [{ type: 'null' }, whole] } : whole
}

/** The value of the discriminator is one of the mapping, and its branch fits. */
function listed(discriminator: NonNullable<Schema['discriminator']>): object[] {
  const { propertyName, mapping } = discriminator
  const named = {
    type: 'object',
    required: [propertyName],
    properties: { [propertyName]: { enum: Object.keys(mapping) } },
  }
  return [named, ...branches(discriminator)]
}
