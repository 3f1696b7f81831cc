import { stripVTControlCharacters } from 'node:util'
import { type Okta, openWarRoom, type WarRoom } from '../open.ts'
import { Refusal } from '../refusal.ts'
import { type Face, linesOf, runLines } from './lines.ts'
import type { Look } from './markdown.ts'
import { oktaToken } from './okta-token.ts'
import { type Options, readOptions, usage } from './options.ts'
import { runPrompt } from './prompt.ts'

/** What the program around the war room gives it. */
export interface Surroundings {
  version: string
  /** The pack that is loaded without --pack. */
  pack: string
  /** Starts a local Okta at the given instant; called when neither --okta-url nor --instances name one. */
  startOkta: (now: string | undefined) => Promise<Okta & { end: () => void }>
}

function lookOf({ stdout, env }: NodeJS.Process): Look {
  const colour = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  return { colour, width: stdout.columns || Number(env.COLUMNS) || 80 }
}

function checkOkta({ oktaUrl, oktaToken: token, instances }: Options): void {
  if (oktaUrl !== undefined && !URL.canParse(oktaUrl)) {
    throw new Refusal(`--okta-url "${oktaUrl}" is no URL; expected one such as https://example.okta.com.`)
  }
  if ((oktaUrl === undefined) !== (token === undefined)) {
    const [given, absent] =
      oktaUrl === undefined ? ['--okta-token', '--okta-url'] : ['--okta-url', '--okta-token']
    throw new Refusal(`${given} needs ${absent} beside it.`)
  }
  if (oktaUrl !== undefined && instances !== undefined) {
    throw new Refusal('--okta-url and --instances exclude each other; put the URL into the instances file.')
  }
}

async function runAll(room: WarRoom, options: Options, face: Face): Promise<number> {
  if (options.lines.length > 0) return runLines(room.session, options.lines, face, options.stop)
  if (process.stdin.isTTY) return runPrompt(room, face)
  return runLines(room.session, linesOf(process.stdin), face, options.stop)
}

/** Ended from outside: what is done is kept, what runs is stopped. */
function closeOnSignals(room: WarRoom): void {
  const end = (status: number) => () => {
    void room.close().finally(() => process.exit(status))
  }
  process.once('SIGTERM', end(143))
  process.once('SIGHUP', end(129))
  // At the prompt Ctrl-C is a key and never comes here.
  process.once('SIGINT', end(130))
  process.once('exit', room.kill)
}

async function open(
  options: Options,
  surroundings: Surroundings,
  face: Face,
): Promise<[WarRoom, () => void]> {
  let end = () => {}
  const warn = (sentence: string) => face.err(`${sentence}\n`)
  const okta = async (): Promise<Okta> => {
    if (options.oktaUrl !== undefined && options.oktaToken !== undefined) {
      return { url: options.oktaUrl, token: await oktaToken(options.oktaToken, process.env, warn) }
    }
    const started = await surroundings.startOkta(options.now)
    end = started.end
    return started
  }
  try {
    const packs = options.packs.length > 0 ? options.packs : [surroundings.pack]
    const { instances, state, fresh, incident, now } = options
    const debug = (text: string) => options.debug && face.err(`${text}\n`)
    const room = await openWarRoom({
      packs,
      instances,
      state,
      fresh,
      incident,
      now,
      okta,
      env: process.env,
      warn,
      debug,
    })
    return [room, end]
  } catch (cause) {
    end()
    throw cause
  }
}

async function run(options: Options, surroundings: Surroundings, face: Face): Promise<number> {
  if (options.help) {
    const text = await usage(surroundings.version)
    face.out(face.look.colour ? text : stripVTControlCharacters(text))
    return 0
  }
  if (options.version) {
    face.out(`${surroundings.version}\n`)
    return 0
  }
  checkOkta(options)
  const [room, end] = await open(options, surroundings, face)
  closeOnSignals(room)
  try {
    return await runAll(room, options, face)
  } finally {
    await room.close()
    end()
  }
}

/** The war room's program: runs what the command line says and gives the exit status (design.md §8). */
export async function main(argv: string[], surroundings: Surroundings): Promise<number> {
  const face: Face = {
    json: false,
    debug: argv.includes('--debug'),
    look: lookOf(process),
    out: text => process.stdout.write(text),
    err: text => process.stderr.write(text),
  }
  // Whoever read the results has heard enough (`| head`).
  process.stdout.on('error', () => process.exit(0))
  try {
    const options = readOptions(argv)
    face.json = options.json
    return await run(options, surroundings, face)
  } catch (cause) {
    const sentence =
      cause instanceof Refusal
        ? cause.message
        : `Fault of the war room: ${cause instanceof Error ? cause.message : cause}`
    face.err(`${sentence}\n`)
    if (face.debug && cause instanceof Error) face.err(`${cause.stack}\n`)
    return 2
  }
}
