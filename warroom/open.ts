import path from 'node:path'
import { BundlePools } from './bundle/pools.ts'
import { Clock } from './clock.ts'
import { createContextLanguage, openContext } from './context/index.ts'
import type { Parts } from './engine/parts.ts'
import { openScripts } from './engine/scripts.ts'
import { Session } from './engine/session.ts'
import { filesOf } from './files/saved-files.ts'
import { defaultBrand, defaultInstance } from './instances/default.ts'
import { instancesFile } from './instances/file.ts'
import { Interruption } from './interruption.ts'
import { Room } from './investigation/room.ts'
import { createJavaScriptRunner } from './javascript/index.ts'
import { mappingOf, ownCommandsOf } from './of-packs.ts'
import type { ClockFollower } from './operations/clock.ts'
import { operationsOf } from './operations/operations.ts'
import { openOutbox } from './outbox.ts'
import type { Content } from './pack/content.ts'
import { loadPacks } from './pack/load.ts'
import { removeOldBundles } from './pack/node-bundle.ts'
import { pass } from './pass.ts'
import { Playbooks, type TaskEvent } from './playbook/playbooks.ts'
import { openSandbox } from './sandbox/index.ts'
import { Secrets } from './secrets.ts'
import { takeLists } from './state/lists.ts'
import { State } from './state/state.ts'

/** The org behind the default instance. `end` belongs to one that was started for this war room. */
export interface Okta {
  url: string
  token: string
  follow?: ClockFollower
  end?: () => Promise<void>
}

export interface OpenOptions {
  packs: string[]
  /** Without it there is one instance, on the org that `okta` gives. */
  instances?: string | undefined
  okta: () => Promise<Okta>
  state: string
  fresh: boolean
  incident?: string | undefined
  /** The folder of the mails that playbooks send; `outbox` without it. */
  outbox?: string | undefined
  /** Is told of every task of a playbook that ends or begins to wait. */
  progress?: ((event: TaskEvent) => void) | undefined
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

/** The org of the default instance, when there is such an instance. */
async function oktaOf(content: Content, options: OpenOptions): Promise<Okta | undefined> {
  if (options.instances !== undefined) return undefined
  if (defaultBrand(content) !== undefined) return options.okta()
  options.warn('No pack holds Okta IAM, so there is no instance; name some with --instances.')
  return undefined
}

function warRoomOf(session: Session, okta: Okta | undefined): WarRoom {
  const { pools, runner, interruption, state } = session.parts
  return {
    session,
    interrupt(reason) {
      interruption.interrupt(reason)
      pools.interrupt(reason)
      // It stands behind the script's name, in a sentence that has its own full stop.
      runner.interrupt(reason.replace(/\.$/, ''))
    },
    async close() {
      await Promise.all([pools.end(), runner.end()])
      // Before the folder is let go: who takes it next finds the org as it was saved.
      await okta?.end?.()
      state.close()
    },
    kill: () => pools.kill(),
  }
}

/** Opens a war room: packs, instances and state. A Refusal in one sentence when something it needs is missing or broken. */
export async function openWarRoom(options: OpenOptions): Promise<WarRoom> {
  const { state: folder, fresh, env, incident } = options
  const secrets = new Secrets()
  const clock = new Clock(options.now)
  const content = loadPacks(options.packs, options.warn)
  const source = { env, secrets }
  const named = options.instances === undefined ? [] : instancesFile(options.instances, content, source)
  // Dates in the expressions of strangers follow the clock as well.
  const now = () => Date.parse(clock.now())
  const language = createContextLanguage(await openSandbox(now))
  const findScript = await openScripts(content.automations, language, now)
  const mapping = mappingOf(content, language, findScript)
  const room = new Room(initial => openContext(language, initial))
  const state = new State(room, { folder, fresh, secrets, dieAt: Number(env.WARROOM_DIE_AT ?? 0) })
  // Only now: the entries of a replayed journal say themselves what their files were.
  room.files = filesOf({ folder })
  const bundles = path.join(folder, 'bundles')
  const debug = (text: string) => options.debug(secrets.mask(text))
  const runner = createJavaScriptRunner({ debug, folder: path.join(folder, 'files') })
  const running = { pools: new BundlePools(bundles), runner, findScript, interruption: new Interruption() }
  let okta: Okta | undefined
  try {
    // Not before the state is ours: the org of an embedded Okta is kept in it.
    okta = await oktaOf(content, options)
    const onOkta = okta && defaultInstance(content, okta, source)
    const instances = onOkta ? [onOkta] : named
    const own = ownCommandsOf(content, instances, language, runner)
    const parts: Parts = {
      content,
      instances,
      own,
      state,
      language,
      mapping,
      secrets,
      clock,
      ...running,
      debug,
      warn: sentence => options.warn(secrets.mask(sentence)),
      pass: seconds => pass(seconds, clock, running.interruption, okta?.follow),
      playbooks: new Playbooks(content),
      outbox: openOutbox(options.outbox ?? 'outbox', () => clock.now()),
    }
    parts.playbooks.watch = options.progress
    const session = new Session(parts, operationsOf(okta?.follow))
    removeOldBundles([...content.integrations.values(), ...content.automations.values()], bundles)
    takeLists(content, state)
    if (incident !== undefined) session.enter(incident)
    return warRoomOf(session, okta)
  } catch (cause) {
    await okta?.end?.()
    state.close()
    throw cause
  }
}
