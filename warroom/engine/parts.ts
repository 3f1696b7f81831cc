import type { BundlePools } from '../bundle/pools.ts'
import type { Clock } from '../clock.ts'
import type { ContextLanguage } from '../context/index.ts'
import type { Instance } from '../instances/instance.ts'
import type { Interruption } from '../interruption.ts'
import type { JavaScriptRunner } from '../javascript/index.ts'
import type { Mapping } from '../mapping/mapping.ts'
import type { Outbox } from '../outbox.ts'
import type { Content } from '../pack/content.ts'
import type { Playbooks } from '../playbook/playbooks.ts'
import type { Secrets } from '../secrets.ts'
import type { State } from '../state/state.ts'
import type { OwnCommand } from './own-command.ts'
import type { FindScript } from './scripts.ts'

/** What a war room consists of once it is open. `debug` takes what only --debug shows. */
export interface Parts {
  content: Content
  instances: Instance[]
  /** Commands that need no instance, by name: the server's own and automations. */
  own: ReadonlyMap<string, OwnCommand>
  /** The state, or what takes its place while a fetch is worked out. */
  state: Pick<State, keyof State>
  language: ContextLanguage
  mapping: Mapping
  secrets: Secrets
  clock: Clock
  pools: BundlePools
  interruption: Interruption
  /** Runs the JavaScript of packs. */
  runner: JavaScriptRunner
  /** The automations that filters and transformers may name. */
  findScript: FindScript
  debug: (text: string) => void
  /** Tells on stderr what went wrong without a line that asked for it. */
  warn: (sentence: string) => void
  /** Lets time pass: in real time, or by moving the clock on when it is not the machine's. Ends early when interrupted. */
  pass: (seconds: number) => Promise<void>
  /** Playbooks of the packs, the runs that go on, and who watches them. */
  playbooks: Playbooks
  /** Takes the mails with which playbooks ask people. */
  outbox: Outbox
}
