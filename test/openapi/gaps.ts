import type { Exchange } from '../../okta-server/testing/observation.ts'
import type { Schema } from './document.ts'
import type { Known } from './operations.ts'
import type { Gap } from './schema-gaps.ts'

/** Query parameters that Okta takes, by operation. */
export const queryGaps: readonly (Gap & { operation: string; names: readonly string[] })[] = [
  {
    operation: 'get /api/v1/users/{id}/groups',
    names: ['limit', 'after'],
    source: "user's groups | 200 in self link | | yes [REC]",
    why: 'the list has pages, whose size and cursor its links tell',
  },
]

/** Operations that Okta has and that the subset leaves out; the integration does not use them. */
export const operationGaps: readonly (Gap & { operation: RegExp })[] = [
  {
    operation: /^POST \/api\/v1\/apps\/[^/]+\/lifecycle\/(de)?activate$/,
    why: 'not in the subset',
    source: 'The application must be deactivated before deletion.',
  },
  {
    operation: /^DELETE \/api\/v1\/apps\/[^/]+$/,
    why: 'not in the subset',
    source: 'Deleting an ACTIVE app',
  },
  {
    operation: /^POST \/api\/v1\/users\/[^/]+\/factors\/[^/]+\/resend$/,
    why: 'only a link, not in the subset',
    source: '`activate` and `resend` (an **array** with `name`) on pending ones',
  },
  {
    operation: /^DELETE \/api\/v1\/users\/[^/]+\/factors\/[^/]+\/transactions\/[^/]+$/,
    why: 'only a link',
    source: 'there is no `DELETE` for the cancel link',
  },
  {
    operation: /^GET \/api\/v1\/idps\/[^/]+$/,
    why: 'not in the subset',
    source: '`GET /api/v1/idps?q&type&limit&after`',
  },
]

/** Refusals that operations do not list, with Okta's envelope. */
export const statusGaps: readonly (Gap & { statuses: readonly number[] })[] = [
  {
    statuses: [401, 409, 412, 500],
    why: 'no operation lists them',
    source: 'No operation lists 401, 409, 412 or 500',
  },
  {
    statuses: [400],
    why: 'listed where there is a body only',
    source: 'E0000031 | 400 | bad `filter`/`search` on users, groups, apps',
  },
  {
    statuses: [404],
    why: 'lists without an object in the path do not list it',
    source: 'resource / path not found',
  },
  { statuses: [405], why: 'listed nowhere', source: 'E0000022 | 405 | method' },
  { statuses: [501], why: 'listed nowhere', source: 'E0000060 | 501 | unsupported operation' },
]

/** Attributes that nobody has: tests misspell them on purpose, and Okta refuses them. */
export const misspelt = ['titel', 'managerEmail', '__proto__', 'constructor']

export const isOutsideSubset = (method: string, path: string) =>
  operationGaps.some(({ operation }) => operation.test(`${method} ${path}`))

export const isUnlistedQuery = ({ name }: Known, key: string) =>
  queryGaps.some(({ operation, names }) => operation === name && names.includes(key))

const envelope = new Map<string, Schema>([['application/json', { $ref: '#/components/schemas/Error' }]])
const anyJson = new Map<string, Schema>([['application/json', {}]])
const nothing = new Map<string, Schema>()

/** What the body of a status is that the operation does not list, undefined when Okta does not answer with it. */
export function unlistedAnswer({ status, headers, answer }: Exchange): Map<string, Schema> | undefined {
  // The infrastructure before the API answers it, in its own form (okta-api §1: otherwise 411).
  if (status === 411) return anyJson
  if (!statusGaps.some(({ statuses }) => statuses.includes(status))) return undefined
  // A proof that is refused is told by a header alone (okta-api §2.4).
  const isProofRefused = status === 400 && /^DPoP /.test(headers['www-authenticate'] ?? '')
  return isProofRefused && answer === '' ? nothing : envelope
}
