import type { JsonObject } from '../../scim-server/json.ts'
import type { ScimServer } from '../../scim-server/server.ts'

export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'
export const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

export interface Reply {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever came.
  body: any
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
  return { status: response.status, headers: response.headers, body: read(text) }
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
