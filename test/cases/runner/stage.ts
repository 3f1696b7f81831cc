import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { type Here, openHere } from '../../warroom/face/here.ts'
import { type Ended, runProgram } from '../../warroom/face/program.ts'
import type { Case } from './case.ts'
import { accountLines, openInstances } from './directories.ts'
import { changed, type Instances, instanceList } from './instances.ts'
import { keptIn } from './kept.ts'
import { mailsIn } from './mail.ts'
import { withIds } from './org-lines.ts'
import { closeOrgs, idOf, type Orgs, orgNamed, startOrgs, stateOfOrg } from './orgs.ts'
import { writePack } from './pack.ts'
import { withScimIds } from './scim-lines.ts'
import { closeScims, type Scims, startScims, stateOfScim } from './scims.ts'
import type { Kept } from './verdict.ts'

const PACKS = fileURLToPath(new URL('../../packs', import.meta.url))

/** The orgs of a case and the place of its war room. */
export interface Stage {
  readonly orgs: Orgs
  readonly scims: Scims
  /**
   * Runs lines in a war room that goes on from the state that the one before left: in a process of its own when there is an
   * environment, which may kill it, or else in this process, which keeps it open until the clock or an instance changes.
   */
  run(lines: readonly string[], env?: NodeJS.ProcessEnv): Promise<Ended>
  /** Moves the clocks of the orgs and of the war rooms that come. */
  pass(span: string): Promise<void>
  /** Changes an instance: `NAME {enabled: false}` or `NAME {a parameter: its value}`. */
  set(text: string): Promise<void>
  readonly state: string
  kept(): Kept
  close(): Promise<void>
}

const quoted = (value: Json): string => `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``

/** The lines that bring about what is given and is kept by the war room itself. */
function beforehand({ given }: Case, { orgs, scims }: Stage): string[] {
  const configuration = Object.entries(given.configuration).map(([instance, rows]) => {
    const okta = orgNamed(orgs, given.instances[instance]?.org ?? '')
    const list = Object.entries(rows).map(([label, to]) => ({
      ...{ ApplicationID: idOf(okta, 'app', label), Label: label, Instance: to },
    }))
    return `!okta-iam-set-configuration using="${instance}" configuration=${quoted(list)}`
  })
  const indicators = Object.entries(given.indicators).map(
    ([value, fields]) =>
      `!createNewIndicator type="User Profile" value="${value}" customFields=${quoted(fields as JsonObject)}`,
  )
  return [...configuration, ...indicators, ...accountLines(given)].map(line =>
    withIds(withScimIds(line, scims), orgs),
  )
}

const MILLISECONDS: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 }

function milliseconds(span: string): number {
  const [, count, unit = ''] = /^\+(\d+)([smhd])$/.exec(span) ?? []
  if (count === undefined) throw new Error(`/clock ${span}: expected a span such as +1d, +12h or +45s.`)
  return Number(count) * (MILLISECONDS[unit] ?? 0)
}

/**
 * The state folders of war rooms in which something given had just been brought about: the same given has the same ids, so that a
 * copy is as good as doing it again, and many cases begin alike.
 */
const made = new Map<string, Promise<string>>()

/** Removes what was kept for further cases. */
export async function forgetStages(): Promise<void> {
  for (const folder of await Promise.all(made.values())) rmSync(folder, { recursive: true, force: true })
  made.clear()
}

async function prepared(stage: SetStage, one: Case): Promise<string> {
  stage.write(openInstances(one.given))
  refuseFailed(await stage.run(beforehand(one, stage)))
  await stage.shut()
  stage.write(one.given.instances)
  const folder = mkdtempSync(path.join(tmpdir(), 'given-'))
  cpSync(stage.state, folder, { recursive: true })
  return folder
}

/** Brings about what is given: orgs with their people, and a war room with its connections, profiles and lists. */
export async function setStage(one: Case): Promise<Stage> {
  const cwd = mkdtempSync(path.join(tmpdir(), 'case-'))
  const orgs = await startOrgs(one, cwd)
  const stage = stageIn(cwd, one, orgs, await startScims(one))
  try {
    const { inputs: _, ...given } = one.given
    const key = JSON.stringify(given)
    const like = made.get(key) ?? prepared(stage, one)
    made.set(key, like)
    cpSync(await like, stage.state, { recursive: true })
    return stage
  } catch (cause) {
    await stage.close()
    throw cause
  }
}

function refuseFailed({ status, out, err }: Ended): void {
  if (status !== 0) throw new Error(`What is given cannot be brought about:\n${out}${err}`)
}

interface SetStage extends Stage {
  /** Closes the war room, so that the next line opens another. */
  shut(): Promise<void>
  /** Writes the instances that the war rooms to come have. */
  write(instances: Instances): void
}

function stageIn(cwd: string, one: Case, orgs: Orgs, scims: Scims): SetStage {
  const state = path.join(cwd, '.warroom')
  const begun = Date.now()
  let ahead = 0
  let instances = one.given.instances
  const write = (given: Instances) =>
    writeFileSync(path.join(cwd, 'instances.yaml'), JSON.stringify(instanceList(given, orgs, scims)))
  write(instances)
  // Lists name groups of the orgs, and are in the pack before the war room is.
  const lists = JSON.parse(withIds(withScimIds(JSON.stringify(one.given.lists), scims), orgs)) as Json
  const given = { ...one.given, lists: lists as Case['given']['lists'] }
  const packs = [writePack({ ...one, given }, cwd), ...one.given.packs.map(name => path.join(PACKS, name))]
  let room: Here | undefined
  const shut = async () => {
    await room?.close()
    room = undefined
  }
  const options = [...packs.flatMap(pack => ['--pack', pack]), '--instances', 'instances.yaml', '--json']
  const now = () => new Date(Date.parse(one.given.clock) + ahead + Date.now() - begun).toISOString()
  return {
    orgs,
    scims,
    state,
    async run(lines, env) {
      if (env) {
        await shut()
        return runProgram([...options, '--now', now(), '--', ...lines], { cwd, env })
      }
      room ??= await openHere([...options, '--now', now()], { cwd })
      const ended = await room.run(lines)
      // The state is read from its folder.
      await room.run(['/save'])
      return ended
    },
    async pass(span) {
      await shut()
      ahead += milliseconds(span)
      for (const { org } of orgs.values()) org.clock.add(span)
    },
    write,
    async set(text) {
      await shut()
      instances = changed(instances, text)
      write(instances)
    },
    kept: () => ({
      okta: Object.fromEntries([...orgs].map(([name, okta]) => [name, stateOfOrg(okta)])),
      scim: Object.fromEntries([...scims].map(([name, scim]) => [name, stateOfScim(scim)])),
      ...keptIn(state),
      mails: mailsIn(path.join(cwd, 'outbox')),
    }),
    shut,
    async close() {
      await shut()
      await closeOrgs(orgs)
      await closeScims(scims)
      rmSync(cwd, { recursive: true, force: true })
    },
  }
}
