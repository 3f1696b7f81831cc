import type { Writable } from 'node:stream'
import { type Comparison, compare, refuseOldServer } from './compare.ts'
import { type Connection, connect } from './connection.ts'
import { apiKey, type Terminal } from './key.ts'
import { HELP, type Options, readOptions } from './options.ts'
import { type Pack, readPack } from './pack.ts'
import { progressOn } from './progress.ts'
import { Refused } from './refused.ts'
import { report } from './report.ts'
import { installedPacks, integrationsOf, serverVersion, uploadPack } from './server.ts'

export interface Surroundings extends Terminal {
  readonly env: NodeJS.ProcessEnv
  readonly stdout: Writable
  readonly stderr: Writable & { readonly isTTY?: boolean }
}

/**
 * Uploads the pack, or with --check tells what an upload would do. Everything that can be found out before is found out
 * before the first byte of the pack goes out. Gives the exit status: 0, 1 refused, 2 the command line is wrong.
 */
export async function upload(argv: readonly string[], around: Surroundings): Promise<number> {
  const say = (line: string) => void around.stdout.write(`${line}\n`)
  const refuse = (error: unknown, status: number): number => {
    if (!(error instanceof Refused)) throw error
    around.stderr.write(`${error.message}\n`)
    return status
  }
  let options: Options | 'help'
  try {
    options = readOptions(argv)
  } catch (error) {
    return refuse(error, 2)
  }
  if (options === 'help') {
    say(HELP)
    return 0
  }
  try {
    return await run(options, around, say)
  } catch (error) {
    return refuse(error, 1)
  }
}

async function run(options: Options, around: Surroundings, say: (line: string) => void): Promise<number> {
  const pack = readPack(options.zip)
  const key = await apiKey(options.keyFile, around.env, around)
  const connection = connect({ ...options, key })
  try {
    const server = await serverVersion(connection)
    refuseOldServer(server, pack)
    const packs = await installedPacks(connection)
    const integrations = await integrationsOf(connection)
    const isKnown = !(integrations instanceof Refused)
    const found = compare(pack, packs, isKnown ? integrations : undefined)
    say(`Cortex XSOAR ${server} at ${options.address.base}`)
    say(report(pack, found))
    if (!isKnown) say(`\n${noInstances(integrations)}`)
    if (options.check) return checked(options, found, say)
    refuseLocked(options, found)
    await uploadPack(connection, pack, progressOn(around.stderr))
    return await confirmed(connection, pack, say)
  } finally {
    await connection.close()
  }
}

function noInstances({ status, message }: Refused): string {
  return status === 403 || status === 404
    ? 'The role of the API key may not read instances, so none are listed.'
    : `The instances cannot be read, so none are listed. ${message}`
}

const LOCKED =
  'Uninstall those packs, or build with npm run build -- --id-suffix X and upload that zip by --zip, so that nothing of theirs is touched; with --allow-locked the server decides about these items.'

function checked(options: Options, { locked }: Comparison, say: (line: string) => void): number {
  const isRefused = locked.length > 0 && !options.allowLocked
  say(`\nNothing was uploaded.${isRefused ? ` An upload would be refused. ${LOCKED}` : ''}`)
  return isRefused ? 1 : 0
}

function refuseLocked({ allowLocked }: Options, { locked }: Comparison): void {
  if (allowLocked || !locked.length) return
  const [{ item, pack } = {}] = locked
  throw new Refused(
    `Nothing was uploaded: other packs own ${locked.length} of the items, such as ${item?.name} (${pack?.name}). ${LOCKED}`,
  )
}

async function confirmed(connection: Connection, pack: Pack, say: (line: string) => void): Promise<number> {
  const packs = await installedPacks(connection).catch(error => {
    if (!(error instanceof Refused)) throw error
    throw new Refused(`The server took the pack, but does not tell what it has now. ${error.message}`)
  })
  const version = packs.find(({ id }) => id === pack.id)?.version
  if (version === pack.version) {
    say(`\nUploaded: the server lists ${pack.name} ${version}. docs/first-hour.md goes on from here.`)
    return 0
  }
  throw new Refused(
    `The server took the pack, but ${version ? `lists ${pack.name} ${version}` : `does not list ${pack.name}`}: look under Marketplace > Installed Content Packs, and into the server's log.`,
  )
}
