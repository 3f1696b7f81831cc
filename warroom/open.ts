import path from 'node:path'
import { BundlePools } from './bundle/pools.ts'
import { Clock } from './clock.ts'
import { type ContextLanguage, createContextLanguage, openContext } from './context/index.ts'
import type { Parts } from './engine/parts.ts'
import { Session } from './engine/session.ts'
import { defaultBrand, defaultInstance } from './instances/default.ts'
import { instancesFile } from './instances/file.ts'
import type { Instance } from './instances/instance.ts'
import { Room } from './investigation/room.ts'
import { createMapping, type Mapping } from './mapping/mapping.ts'
import type { Classifier, Field, Mapper } from './mapping/types.ts'
import type { ClockFollower } from './operations/clock.ts'
import { operationsOf } from './operations/operations.ts'
import type { Content } from './pack/content.ts'
import type { Kind } from './pack/identify.ts'
import { loadPacks } from './pack/load.ts'
import { removeOldBundles } from './pack/node-bundle.ts'
import { openSandbox } from './sandbox/index.ts'
import { Secrets } from './secrets.ts'
import { takeLists } from './state/lists.ts'
import { State } from './state/state.ts'

/** The org behind the default instance. */
export interface Okta {
  url: string
  token: string
  follow?: ClockFollower
}

export interface OpenOptions {
  packs: string[]
  /** Without it there is one instance, on the org that `okta` gives. */
  instances?: string | undefined
  okta: (secrets: Secrets) => Promise<Okta>
  state: string
  fresh: boolean
  incident?: string | undefined
  now?: string | undefined
  env: NodeJS.ProcessEnv
  warn: (sentence: string) => void
  debug: (text: string) => void
}

export interface WarRoom {
  session: Session
  /** Stops the commands that run; each becomes an error entry with the reason. */
  interrupt: (reason: string) => void
  /** Writes the snapshots, ends the processes and lets the state folder go. */
  close: () => Promise<void>
  /** Kills the processes at once, for a program that ends without closing. */
  kill: () => void
}

function items<T>(content: Content, kind: Kind): T[] {
  return content.of(kind).map(({ item }) => item as T)
}

async function instancesOf(
  content: Content,
  secrets: Secrets,
  options: OpenOptions,
): Promise<[Instance[], Okta?]> {
  const source = { env: options.env, secrets }
  if (options.instances !== undefined) return [instancesFile(options.instances, content, source)]
  if (defaultBrand(content) === undefined) {
    options.warn('No pack holds Okta IAM, so there is no instance; name some with --instances.')
    return [[]]
  }
  const okta = await options.okta(secrets)
  const instance = defaultInstance(content, okta, source)
  return [instance ? [instance] : [], okta]
}

function mappingOf(content: Content, language: ContextLanguage): Mapping {
  return createMapping({
    mappers: items<Mapper>(content, 'mapper'),
    classifiers: items<Classifier>(content, 'classifier'),
    fields: items<Field>(content, 'incident field'),
    language,
  })
}

/** Opens a war room: packs, instances and state. A Refusal in one sentence when something it needs is missing or broken. */
export async function openWarRoom(options: OpenOptions): Promise<WarRoom> {
  const { state: folder, fresh, env, incident } = options
  const secrets = new Secrets()
  const clock = new Clock(options.now)
  const content = loadPacks(options.packs, options.warn)
  const [instances, okta] = await instancesOf(content, secrets, options)
  const language = createContextLanguage(await openSandbox())
  const mapping = mappingOf(content, language)
  const room = new Room(initial => openContext(language, initial))
  const state = new State(room, { folder, fresh, secrets, dieAt: Number(env.WARROOM_DIE_AT ?? 0) })
  const bundles = path.join(folder, 'bundles')
  const pools = new BundlePools(bundles)
  const debug = (text: string) => options.debug(secrets.mask(text))
  const parts: Parts = { content, instances, state, language, mapping, secrets, clock, pools, debug }
  const session = new Session(parts, operationsOf(okta?.follow))
  try {
    removeOldBundles(content.integrations.values(), bundles)
    takeLists(content, state)
    if (incident !== undefined) session.enter(incident)
  } catch (cause) {
    state.close()
    throw cause
  }
  return {
    session,
    interrupt: reason => pools.interrupt(reason),
    async close() {
      await pools.end()
      state.close()
    },
    kill: () => pools.kill(),
  }
}
