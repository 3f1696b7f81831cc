import type { BundlePools } from '../bundle/pools.ts'
import type { Clock } from '../clock.ts'
import type { ContextLanguage } from '../context/index.ts'
import type { Instance } from '../instances/instance.ts'
import type { Mapping } from '../mapping/mapping.ts'
import type { Content } from '../pack/content.ts'
import type { Secrets } from '../secrets.ts'
import type { State } from '../state/state.ts'

/** What a war room consists of once it is open. `debug` takes what only --debug shows. */
export interface Parts {
  content: Content
  instances: Instance[]
  state: State
  language: ContextLanguage
  mapping: Mapping
  secrets: Secrets
  clock: Clock
  pools: BundlePools
  debug: (text: string) => void
}
