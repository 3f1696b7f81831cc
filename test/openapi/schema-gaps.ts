import type { Schema } from './document.ts'

/** What the document lacks or says wrongly, beside the table of relaxations. */
export interface Gap {
  /** The words that tell it, in the notes on the document or on Okta's behaviour; absent where only the document contradicts itself. */
  source?: string
  why: string
}

type SchemaGap = Gap & { schema: string; amend: (schema: Schema) => Schema }

const member = (name: string, amend: (schema: Schema) => Schema) => (schema: Schema) => ({
  ...schema,
  properties: { ...schema.properties, [name]: amend(schema.properties?.[name] ?? {}) },
})
const nullable = (schema: Schema): Schema =>
  schema.type === undefined ? { nullable: true, allOf: [schema] } : { ...schema, nullable: true }
const allNullable = (schema: Schema): Schema => ({
  ...schema,
  properties: Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, one]) => [name, nullable(one)]),
  ),
})
const writable = ({ readOnly, ...schema }: Schema): Schema =>
  schema.properties ? member('name', ({ readOnly: _, ...name }) => name)(schema) : schema
const anything = (): Schema => ({})
/** In the part of an `allOf` that has properties. */
const inLastPart = (amend: (schema: Schema) => Schema) => (schema: Schema) => ({
  ...schema,
  allOf: schema.allOf?.map((part, index, all) => (index === all.length - 1 ? amend(part) : part)) ?? [],
})

const untilSet = { source: 'are `null` until set', why: 'what nobody has set in a zone is null' }
const overlapping = { why: 'a value fits several branches, which nothing tells apart' }

/** Schemas of the management document that are amended. */
export const schemaGaps: readonly SchemaGap[] = [
  { schema: 'IPNetworkZone', amend: inLastPart(member('gateways', nullable)), ...untilSet },
  { schema: 'DynamicNetworkZone', amend: inLastPart(allNullable), ...untilSet },
  { schema: 'EnhancedDynamicNetworkZone', amend: inLastPart(allNullable), ...untilSet },
  {
    schema: 'UserProfile',
    amend: allNullable,
    source: 'only sent attributes change; `null` clears',
    why: 'any attribute but four can be cleared, not only those that the document calls nullable',
  },
  {
    schema: 'Application',
    amend: member('_embedded', anything),
    source: 'embeds the app user as `_embedded.user`',
    why: 'the document wants an object in each of its members',
  },
  ...['AuthenticationProvider', 'AuthenticationProviderType'].map(schema => ({
    schema,
    amend: writable,
    why: 'the packs that this one takes the place of change it by an update (quirk V12), which the document lets only a creation do',
  })),
  {
    schema: 'User',
    amend: member('_embedded', anything),
    source: '`expand=blocks` on get adds `_embedded.blocks`',
    why: 'the document calls the blocks a list in UserGetSingleton, but an object in the User that it extends',
  },
  {
    schema: 'UserFactorVerifyResponse',
    amend: member('profile', anything),
    why: 'the document wants an object in each member of a profile whose members are texts elsewhere',
  },
  {
    schema: 'UserFactorPushTransaction',
    amend: member('factorResult', schema => ({ ...schema, enum: [...(schema.enum ?? []), 'CANCELLED'] })),
    source: 'Other values a client must not choke on: `CANCELLED',
    why: 'a push whose cancel link was used',
  },
  ...['UserFactorVerifyRequest', 'UserFactorActivateRequest', 'AppUserUpdateRequest'].map(schema => ({
    schema,
    amend: ({ oneOf, ...rest }: Schema) => ({ ...rest, ...(oneOf && { anyOf: oneOf }) }),
    ...overlapping,
  })),
  ...[
    'Event',
    'Actor',
    'AuthenticationContext',
    'Client',
    'DebugContext',
    'GeographicalContext',
    'Outcome',
    'Request',
    'SecurityContext',
    'Target',
    'Transaction',
    'UserAgent',
    'IpAddress',
  ].map(name => ({
    schema: `Log${name}`,
    amend: allNullable,
    source: 'Every sub-object exists with `null` members rather than being left out; `target` may be `null`',
    why: 'the document calls none of them nullable',
  })),
]

/** Schemas of the token document that are amended. */
export const tokenGaps: readonly SchemaGap[] = [
  {
    schema: 'TokenRequest',
    amend: schema => ({
      ...schema,
      properties: {
        ...schema.properties,
        client_assertion_type: {
          type: 'string',
          enum: ['urn:ietf:params:oauth:client-assertion-type:jwt-bearer'],
        },
        client_assertion: { type: 'string' },
      },
    }),
    source: '`client_assertion=<JWT>`',
    why: 'how a client signs in stands in securitySchemes only',
  },
  {
    schema: 'TokenResponseTokenType',
    amend: schema => ({ ...schema, enum: [...(schema.enum ?? []), 'DPoP'] }),
    source: 'the `token_type` enum lacks `DPoP`',
    why: 'the type of a bound token',
  },
]

/** The schemas with their gaps filled. Throws when the document has not what is to be amended. */
export function amended(schemas: Record<string, Schema>, gaps: readonly SchemaGap[]): Record<string, Schema> {
  const copy = { ...schemas }
  for (const { schema: name, amend } of gaps) {
    const schema = copy[name]
    if (!schema) throw new Error(`the document has no ${name}`)
    copy[name] = amend(schema)
  }
  return copy
}
