import { stripVTControlCharacters } from 'node:util'
import { type Okta, openWarRoom, type WarRoom } from '../open.ts'
import { Refusal } from '../refusal.ts'
import { endingOf } from './ending.ts'
import { type Face, linesOf, runLines } from './lines.ts'
import type { Look } from './markdown.ts'
import { oktaToken } from './okta-token.ts'
import { type Options, readOptions, usage } from './options.ts'
import { outletOf } from './output.ts'
import { progressOf } from './progress.ts'
import { runPrompt } from './prompt.ts'

/** What the program around the war room gives it. */
export interface Surroundings {
  version: string
  /** The pack that is loaded without --pack. */
  pack: string
  /**
   * Starts a local Okta at the given instant, with the org that the state folder keeps; called when neither --okta-url nor
   * --instances name one.
   */
  startOkta: (now: string | undefined, state: string) => Promise<Okta>
}

function lookOf({ stdout, stderr, env }: NodeJS.Process): Look {
  const colour = stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb'
  const watched = stdout.isTTY === true && stderr.isTTY === true
  return { colour, width: stdout.columns || Number(env.COLUMNS) || 80, watched }
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

function runAll(room: WarRoom, options: Options, face: Face, ending: AbortSignal): Promise<number> {
  const { lines, stop } = options
  // At the prompt Ctrl-C is a key and no signal.
  if (lines.length === 0 && process.stdin.isTTY) return runPrompt(room, face, undefined, ending)
  const given = lines.length > 0 ? lines.filter(line => line.trim() !== '') : linesOf(process.stdin, ending)
  return runLines(room.session, given, face, stop, ending)
}

async function open(options: Options, surroundings: Surroundings, face: Face): Promise<WarRoom> {
  const warn = (sentence: string) => face.err(`${sentence}\n`)
  const debug = (text: string) => options.debug && face.err(`${text}\n`)
  const { oktaUrl: url, instances, state, fresh, incident, now, outbox } = options
  // Read before the state is opened: a token that is not there must not cost the state under --fresh.
  const token = options.oktaToken === undefined ? '' : await oktaToken(options.oktaToken, process.env, warn)
  return openWarRoom({
    packs: options.packs.length > 0 ? options.packs : [surroundings.pack],
    instances,
    state,
    fresh,
    incident,
    outbox,
    progress: options.json ? undefined : progressOf(face, process.stderr.isTTY === true),
    now,
    okta: async () => (url === undefined ? surroundings.startOkta(now, state) : { url, token }),
    env: process.env,
    warn,
    debug,
  })
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
  const room = await open(options, surroundings, face)
  const ending = endingOf(room)
  try {
    const status = await runAll(room, options, face, ending)
    return ending.aborted ? ending.reason : status
  } finally {
    await room.close()
  }
}

/** The war room's program: runs what the command line says and gives the exit status (design.md §8). */
export async function main(argv: string[], surroundings: Surroundings): Promise<number> {
  let lost = false
  const err = outletOf(process.stderr, () => {})
  const out = outletOf(process.stdout, sentence => {
    lost = true
    err(`${sentence}\n`)
  })
  const face: Face = {
    json: false,
    debug: argv.includes('--debug'),
    look: lookOf(process),
    out,
    err,
  }
  try {
    const options = readOptions(argv)
    face.json = options.json
    const status = await run(options, surroundings, face)
    // A write that failed is told one turn later.
    await new Promise(setImmediate)
    return lost ? 2 : status
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
