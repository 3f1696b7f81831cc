import type { Ids } from '../ids.ts'
import { AccessTokens } from './access-token.ts'
import { Nonces } from './nonces.ts'
import { Replay } from './replay.ts'
import type { ServiceApp } from './service-app.ts'

/** The org authorization server: its clients, and what it has to remember. */
export interface OAuth {
  /** By client id. */
  readonly apps: Map<string, ServiceApp>
  readonly tokens: AccessTokens
  readonly nonces: Nonces
  readonly assertions: Replay
  readonly proofs: Replay
}

/** An authorization server without clients. */
export function newOAuth(ids: Ids): OAuth {
  return {
    apps: new Map(),
    tokens: new AccessTokens(ids),
    nonces: new Nonces(() => ids.token('dpop nonce', 32)),
    assertions: new Replay(),
    proofs: new Replay(),
  }
}
