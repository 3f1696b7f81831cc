import type { Json, JsonObject } from '../../../kit/wire.ts'
import { quote } from './resource.ts'

export type MemberOp = 'add' | 'remove'

const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

export function patchBody(operations: readonly JsonObject[]): JsonObject {
  return { schemas: [PATCH_OP], Operations: [...operations] }
}

/** The operations of one PATCH for these members (RFC 7644 §§3.5.2.1, 3.5.2.2). `removal` is the instance's setting. */
export function memberOperations(
  op: MemberOp,
  ids: readonly string[],
  removal: 'path' | 'value',
): JsonObject[] {
  const values: Json = ids.map(value => ({ value }))
  if (op === 'add' || removal === 'value') return [{ op, path: 'members', value: values }]
  return ids.map(id => ({ op, path: `members[value eq ${quote(id)}]` }))
}
