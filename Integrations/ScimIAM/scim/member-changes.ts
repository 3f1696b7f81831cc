import { Refusal } from '../../../kit/errors.ts'
import { isAbsent, ScimError } from './errors.ts'
import type { MemberOp } from './member-calls.ts'

/** What became of the members that were to join and to leave. */
export interface MembersDone {
  readonly added: number
  readonly removed: number
  readonly refused: readonly RefusedMember[]
  /** What stopped it before all were tried. */
  readonly stopped?: Refusal
}

interface RefusedMember {
  readonly id: string
  readonly message: string
}

/** Statuses that are about what was sent and not about the server, the token or the rate limit. */
const OF_MEMBERS = new Set([400, 404, 413, 422])

/** So many refusals have another cause than the members. */
const MOST_REFUSED = 500

/**
 * Sends chunk after chunk. A chunk that is refused is halved until the members stand there that are refused; when both
 * halves are taken the chunk was too large, and the next ones are smaller. Anything else stops: what was done stays done,
 * and doing it again does no harm. `send` throws what the server answers; what is no Refusal is thrown on.
 */
export async function changeMembers(
  wishes: { readonly add: readonly string[]; readonly remove: readonly string[] },
  most: number,
  send: (op: MemberOp, ids: readonly string[]) => Promise<void>,
): Promise<MembersDone> {
  const done = { add: 0, remove: 0 }
  const refused: RefusedMember[] = []
  let limit = Math.max(1, most)
  let absent = 0
  const attempt = async (op: MemberOp, ids: readonly string[]): Promise<void> => {
    try {
      await send(op, ids)
      done[op] += ids.length
    } catch (error) {
      if (!isOfMembers(error)) throw error
      if (ids.length > 1) return halves(op, ids, error)
      const [id = ''] = ids
      // RFC 7644 §3.12 noTarget: who is no member need not leave.
      if (op === 'remove' && error.scimType?.toLowerCase() === 'notarget') {
        done.remove += 1
        absent += 1
      } else refused.push({ id, message: error.message })
      if (refused.length >= MOST_REFUSED) throw error
    }
  }
  const halves = async (op: MemberOp, ids: readonly string[], { status }: ScimError) => {
    const half = Math.ceil(ids.length / 2)
    if (status === 413) limit = Math.min(limit, half)
    const before = refused.length + absent
    await attempt(op, ids.slice(0, half))
    await attempt(op, ids.slice(half))
    if (refused.length + absent === before) limit = Math.min(limit, half)
  }
  const told = () => ({ added: done.add, removed: done.remove, refused })
  try {
    for (const op of ['add', 'remove'] as const)
      for (let at = 0; at < wishes[op].length; ) {
        const ids = wishes[op].slice(at, at + limit)
        at += ids.length
        await attempt(op, ids)
      }
    return told()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { ...told(), stopped: error }
  }
}

function isOfMembers(error: unknown): error is ScimError {
  if (!(error instanceof ScimError) || error.status === undefined) return false
  return OF_MEMBERS.has(error.status) && (error.status !== 404 || isAbsent(error))
}
