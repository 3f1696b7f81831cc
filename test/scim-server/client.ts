import type { JsonObject } from '../../scim-server/json.ts'
import type { ScimServer } from '../../scim-server/server.ts'

export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** A user or a group, as far as tests look into one. */
interface Resource {
  readonly id: string
  readonly userName: string
  readonly displayName: string
  readonly members: { readonly value: string; readonly display?: string }[]
  readonly meta: { readonly version: string; readonly location: string }
}

/** An answer's JSON: a resource, a list of resources or of attributes. A test that looks for what is not there fails. */
export interface Body extends Resource {
  readonly Resources: Resource[]
  readonly attributes: { readonly name: string; readonly subAttributes: { readonly name: string }[] }[]
  readonly [member: string]: unknown
}

export interface Reply {
  status: number
  headers: Headers
  body: Body
}

/** Calls a server below its base with its token, or with other headers. */
export async function call(
  { url, token }: Pick<ScimServer, 'url' | 'token'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: read(text) as Body }
}

function read(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text)
  } catch {
    return text
  }
}

/** The body of a PATCH. */
export function operations(...list: unknown[]): { schemas: string[]; Operations: JsonObject[] } {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: list as JsonObject[] }
}

export function filtered(resources: '/Users' | '/Groups', filter: string): string {
  return `${resources}?filter=${encodeURIComponent(filter)}`
}

/** The path of a switch, beside the base. */
export function switchesOf({ url, token }: ScimServer) {
  return { url: url.replace('/scim/v2', '/_test'), token }
}
