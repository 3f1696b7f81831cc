import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startOkta } from '../../../okta-server/server.ts'
import { runLines } from '../../../warroom/face/lines.ts'
import { readOptions } from '../../../warroom/face/options.ts'
import { openWarRoom } from '../../../warroom/open.ts'
import type { Ended } from './program.ts'

const PACK = fileURLToPath(new URL('../../../dist/OktaIdentityLifecycle.zip', import.meta.url))

/** A war room in this process that was opened as the program opens it. */
export interface Here {
  run(lines: readonly string[]): Promise<Ended>
  close(): Promise<void>
}

/**
 * Opens a war room as the program does with these arguments, in this process: for lives that nothing ends, whose start as a
 * process would take longer than what they do. It runs the same built pack on the same state; what the program is itself, and what
 * may kill it, is for `runProgram`.
 */
export async function openHere(args: readonly string[], { cwd }: { cwd: string }): Promise<Here> {
  const options = readOptions([...args])
  const at = (place: string) => path.resolve(cwd, place)
  let told = { out: '', err: '' }
  const err = (text: string) => {
    told.err += text
  }
  const room = await openWarRoom({
    ...options,
    packs: options.packs.length > 0 ? options.packs.map(at) : [PACK],
    ...(options.instances !== undefined && { instances: at(options.instances) }),
    state: at(options.state),
    outbox: at(options.outbox),
    async okta() {
      const { url, token, close } = await startOkta()
      return { url, token, end: close }
    },
    env: process.env,
    warn: sentence => err(`${sentence}\n`),
    debug: () => {},
  })
  const look = { colour: false, width: 80, watched: false }
  const out = (text: string) => {
    told.out += text
  }
  return {
    async run(lines) {
      const face = { json: options.json, debug: false, look, out, err }
      const status = await runLines(room.session, lines, face, options.stop)
      const ended = { status, ...told }
      told = { out: '', err: '' }
      return ended
    },
    close: () => room.close(),
  }
}

/** Does what the program does with these arguments and lines, in this process; see `openHere`. */
export async function runHere(args: readonly string[], given: { cwd: string }): Promise<Ended> {
  const here = await openHere(args, given)
  try {
    return await here.run(readOptions([...args]).lines)
  } finally {
    await here.close()
  }
}
