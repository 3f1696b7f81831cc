import { refName, type Schema } from './document.ts'

export type Names = ReadonlyMap<string, ReadonlySet<string>>

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The members of a value that its schema does not know or that only Okta writes, as paths with what is wrong. Schemas
 * allow members that they do not name, so this is not a matter of validation. `open` holds, by the name of a schema that
 * takes any member, the names that are right there.
 */
export function unknownMembers(
  schemas: Record<string, Schema>,
  open: Names,
  schema: Schema,
  value: unknown,
): string[] {
  const inspect = (views: readonly View[], one: unknown, at: string): string[] => {
    if (Array.isArray(one)) {
      const items = views.flatMap(({ schema: { items } }) => (items ? viewsOf(schemas, items, one[0]) : []))
      return one.flatMap((item, index) => inspect(items, item, `${at}/${index}`))
    }
    // A schema without any properties says nothing of members.
    if (!isObject(one) || !views.some(({ schema: { properties } }) => properties)) return []
    return Object.entries(one).flatMap(([name, member]) =>
      inspectMember(views, name, member, `${at}/${name}`),
    )
  }
  const inspectMember = (views: readonly View[], name: string, member: unknown, at: string): string[] => {
    const declared = views.flatMap(({ schema: { properties } }) =>
      properties && Object.hasOwn(properties, name) ? [properties[name] ?? {}] : [],
    )
    if (declared.length === 0) return isFree(views, name) ? [] : [`${at} is not known`]
    const inner = declared.flatMap(one => viewsOf(schemas, one, member))
    if (inner.some(({ schema: { readOnly } }) => readOnly)) return [`${at} is written by Okta only`]
    return inspect(inner, member, at)
  }
  const isFree = (views: readonly View[], name: string): boolean =>
    views.some(({ schema: { additionalProperties }, name: component }) => {
      if (!additionalProperties) return false
      const right = component === undefined ? undefined : open.get(component)
      return right?.has(name) ?? true
    })
  return inspect(viewsOf(schemas, schema, value), value, '')
}

interface View {
  schema: Schema
  /** Of the component that it is. */
  name?: string
}

/** All schemas that speak about a value: behind references, in `allOf`, and of alternatives the branch that is named, else all. */
function viewsOf(
  schemas: Record<string, Schema>,
  schema: Schema,
  value: unknown,
  seen = new Set<Schema>(),
): View[] {
  const { $ref, allOf = [], oneOf = [], anyOf = [], discriminator } = schema
  if (seen.has(schema)) return []
  seen.add(schema)
  const name = $ref === undefined ? undefined : refName($ref)
  const target = name === undefined ? undefined : schemas[name]
  const chosen =
    discriminator && isObject(value)
      ? discriminator.mapping[String(value[discriminator.propertyName])]
      : undefined
  const alternatives = chosen === undefined ? [...oneOf, ...anyOf] : [schemas[refName(chosen)] ?? {}]
  const others = [...(target ? [target] : []), ...allOf, ...alternatives]
  const own: View = { schema, ...nameOf(schemas, schema) }
  return [own, ...others.flatMap(one => viewsOf(schemas, one, value, seen))]
}

function nameOf(schemas: Record<string, Schema>, schema: Schema): { name?: string } {
  if (!schema.additionalProperties) return {}
  const name = Object.keys(schemas).find(one => schemas[one] === schema)
  return name === undefined ? {} : { name }
}
