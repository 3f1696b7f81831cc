import type { JsonObject } from './json.ts'
import {
  enterpriseSchema,
  enterpriseUrn,
  groupSchema,
  groupUrn,
  schemaDocument,
  userSchema,
  userUrn,
} from './schemas.ts'
import type { Switches } from './switches.ts'

/** RFC 7643 §5; tells the truth about the switches. */
export function serviceProviderConfig(switches: Switches, base: string): JsonObject {
  const scheme = (type: string, name: string) => ({ type, name, description: name })
  return {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: switches.patch },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: switches.filter === true, maxResults: switches.pageCap },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: switches.etag },
    authenticationSchemes: [
      scheme('oauthbearertoken', 'OAuth Bearer Token'),
      scheme('oauth2', 'OAuth 2.0 client credentials'),
      scheme('httpbasic', 'HTTP Basic'),
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${base}/ServiceProviderConfig` },
  }
}

/** RFC 7643 §6. */
export function resourceTypes(base: string): JsonObject[] {
  const type = (name: string, schema: string, more: JsonObject = {}): JsonObject => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    ...{ id: name, name, endpoint: `/${name}s`, schema, ...more },
    meta: { resourceType: 'ResourceType', location: `${base}/ResourceTypes/${name}` },
  })
  return [
    type('User', userUrn, { schemaExtensions: [{ schema: enterpriseUrn, required: false }] }),
    type('Group', groupUrn),
  ]
}

export function schemas(base: string): JsonObject[] {
  return [userSchema, groupSchema, enterpriseSchema].map(schema => schemaDocument(schema, base))
}

/** Lists of discovery have no pages (RFC 7644 §4). */
export function wholeList(resources: JsonObject[]): JsonObject {
  return {
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    ...{
      totalResults: resources.length,
      startIndex: 1,
      itemsPerPage: resources.length,
      Resources: resources,
    },
  }
}
