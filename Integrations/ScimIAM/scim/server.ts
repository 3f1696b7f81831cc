import type { Client } from './client.ts'
import { type Knowledge, knowledgeOf } from './features.ts'

/** A server as commands use it: how to ask it, what is known of it, and what the instance says of asking. */
export interface Server {
  readonly client: Client
  readonly pageSize: number
  readonly membersPerPatch: number
  readonly memberRemoval: 'path' | 'value'
  /** Read once, with the first command that needs it. Throws as `Client.get` does. */
  knowledge(): Promise<Knowledge>
}

export function serverOf(
  client: Client,
  limits: Pick<Server, 'pageSize' | 'membersPerPatch' | 'memberRemoval'>,
): Server {
  return { client, ...limits, knowledge: () => knowledgeOf(client) }
}
