import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { startOkta } from '../../../okta-server/server.ts'
import { runLines } from '../../../warroom/face/lines.ts'
import { readOptions } from '../../../warroom/face/options.ts'
import { openWarRoom } from '../../../warroom/open.ts'
import type { Ended } from './program.ts'

const PACK = fileURLToPath(new URL('../../../dist/OktaIdentityLifecycle.zip', import.meta.url))

/**
 * Does what the program does with these arguments, in this process: for lives that nothing ends, whose start as a process would
 * take longer than what they do. It runs the same built pack on the same state; what the program is itself, and what may kill it,
 * is for `runProgram`. Only --json is told as the program tells it.
 */
export async function runHere(args: string[], { cwd }: { cwd: string }): Promise<Ended> {
  const options = readOptions(args)
  const at = (place: string) => path.resolve(cwd, place)
  let [out, err] = ['', '']
  const warn = (sentence: string) => {
    err += `${sentence}\n`
  }
  const room = await openWarRoom({
    ...options,
    packs: options.packs.length > 0 ? options.packs.map(at) : [PACK],
    ...(options.instances !== undefined && { instances: at(options.instances) }),
    state: at(options.state),
    outbox: at(options.outbox ?? 'outbox'),
    async okta() {
      const { url, token, close } = await startOkta()
      return { url, token, end: close }
    },
    env: process.env,
    warn,
    debug: () => {},
  })
  const face = {
    ...{ json: options.json, debug: false, look: { colour: false, width: 80, watched: false } },
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
  }
  try {
    const status = await runLines(room.session, options.lines, face, options.stop)
    return { status, out, err }
  } finally {
    await room.close()
  }
}
