import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import type { JsonObject } from '../../kit/wire.ts'
import type { RunningReportServer } from '../../report-server/server.ts'
import { converse } from './measure.ts'

const BUILT = fileURLToPath(new URL('../../dist/OktaIdentityLifecycle.zip', import.meta.url))

/** What one `/fetch` came to. */
export interface Fetched {
  readonly seconds: number
  readonly created: number
}

/** The built war room as a process, with instances of Workday IAM. */
export interface HrRoom {
  fetch(instance: string): Promise<Fetched>
  /** The JSON text of what the last fetch of an instance left to the next one. */
  lastRun(instance: string): Promise<string>
  /** The most memory, in bytes, that the war room and the largest of its bundles ever held; undefined where there is no /proc. */
  peaks(): { room: number; bundle: number } | undefined
  end(): Promise<void>
}

/** Opens a war room in a folder with an instance for each fetch limit, `hr<limit>`. They are one source. */
export function openHrRoom(server: RunningReportServer, folder: string, limits: readonly number[]): HrRoom {
  const state = join(folder, 'state')
  const instances = join(folder, 'instances.json')
  writeFileSync(instances, JSON.stringify(limits.map((limit, at) => instanceOf(server, limit, at === 0))))
  const pack = join(folder, 'pack.zip')
  writeFileSync(pack, withoutPlaybooks())
  const args = ['dist/warroom.js', '--json', '--pack', pack, '--state', state, '--instances', instances]
  const room = converse(args)
  return {
    async fetch(instance) {
      const from = performance.now()
      const answer = JSON.parse(await room.say(`/fetch ${instance}`))
      const seconds = (performance.now() - from) / 1000
      const [one] = answer.value ?? []
      if (!one || one.error || one.dropped) throw new Error(`the fetch failed: ${JSON.stringify(answer)}`)
      return { seconds, created: one.created.length }
    },
    async lastRun(instance) {
      await room.say('/save')
      const { lastRun } = JSON.parse(readFileSync(join(state, 'instances', `${instance}.json`), 'utf8'))
      return JSON.stringify(lastRun)
    },
    peaks: () => peaksOf(room.pid),
    end: () => room.end(),
  }
}

function instanceOf(server: RunningReportServer, limit: number, syncs: boolean): JsonObject {
  const { reportUrl: report_url, username: identifier, password } = server
  const credentials = { identifier, password }
  const settings = { max_fetch: limit, first_run: syncs, source_name: 'hr', isFetch: true }
  return { name: `hr${limit}`, brand: 'Workday IAM', params: { report_url, credentials, ...settings } }
}

/** The built pack, whose incident types start no playbook: what becomes of an incident is measured elsewhere. */
function withoutPlaybooks(): Uint8Array {
  const items = Object.entries(unzipSync(readFileSync(BUILT))).map(([name, bytes]) => {
    if (!/(^|\/)IncidentTypes\/.+\.json$/.test(name)) return [name, bytes] as const
    const { playbookId: _, ...type } = JSON.parse(strFromU8(bytes))
    return [name, strToU8(JSON.stringify(type))] as const
  })
  return zipSync(Object.fromEntries(items), { level: 0 })
}

/** The kernel keeps the most that a process ever held as VmHWM. */
function peaksOf(pid: number): { room: number; bundle: number } | undefined {
  if (!existsSync(`/proc/${pid}/status`)) return undefined
  const peak = (one: number | string) => {
    const status = readFileSync(`/proc/${one}/status`, 'utf8')
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) * 1024
  }
  const children = readdirSync('/proc').filter(name => /^\d+$/.test(name) && parentOf(name) === pid)
  return { room: peak(pid), bundle: Math.max(...children.map(peak)) }
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
  } catch {
    // It ended meanwhile.
    return 0
  }
}
