import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { format } from 'node:util'
import { Refusal } from './errors.ts'
import { jsonChunks } from './json-chunks.ts'
import { linesOf } from './lines.ts'
import { type Declared, type Edge, type Program, programOf } from './program.ts'
import { maskedJson } from './secrets.ts'
import type { BundleLine, Done, HostLine, Json, Start } from './wire.ts'

interface Ask {
  resolve: (value: Json) => void
  reject: (error: Error) => void
}

/**
 * Serves a program on the wire until the input ends: one start after the other, asks answered in the order they
 * were put. A run that is not over then is not waited for. The only file that knows stdin and stdout.
 */
export async function serve(program: Program, input: Readable, output: Writable): Promise<void> {
  const asks: Ask[] = []
  let secrets: string[] = []
  let running: Promise<void> = Promise.resolve()
  // A long outcome is written in pieces, and a log line between them would break it; a line after it would be taken for
  // one of the next command.
  let isQuiet = false
  const write = (line: Exclude<BundleLine, { done: Done }>) => {
    // An ask is data on its way to Okta and is not masked: a short token could stand in it by chance.
    if (!isQuiet) output.write(`${'ask' in line ? JSON.stringify(line) : maskedJson(line, secrets)}\n`)
  }
  const writeDone = async (done: Done) => {
    isQuiet = true
    let piece = ''
    for (const chunk of doneChunks(done, secrets)) {
      piece += chunk
      if (piece.length < PIECE_CHARACTERS) continue
      if (!output.write(piece)) await once(output, 'drain')
      piece = ''
    }
    output.write(`${piece}\n`)
  }
  const log: Edge['log'] = (level, text) => write({ log: level, text })
  const ask = (name: string, ...values: Json[]) =>
    new Promise<Json>((resolve, reject) => {
      asks.push({ resolve, reject })
      write({ ask: name, with: values })
    })
  routeConsole(log)

  const runOne = async (start: Start) => {
    isQuiet = false
    secrets = program.secretsIn(start)
    const moved = start.now === undefined ? undefined : new Date(start.now)
    const keepSecret = (text: string) => void secrets.push(text)
    const { edge, end } = endable({ ask, log, keepSecret, now: () => moved ?? new Date() })
    const done = await program.run(start, edge)
    end()
    await writeDone(done)
  }
  for await (const text of linesOf(input)) {
    if (!text.trim()) continue
    const line = JSON.parse(text) as HostLine
    if ('start' in line) running = running.then(() => runOne(line.start))
    else if ('ping' in line) running = running.then(() => void output.write('{"pong":true}\n'))
    else if ('answer' in line) asks.shift()?.resolve(line.answer)
    else asks.shift()?.reject(new Refusal(line.refused))
  }
  // Nobody is left to answer.
  for (const { reject } of asks) reject(new Refusal('The host ended the connection.'))
}

/** An edge that `end` closes: what a command left running may not speak for the one after it. */
function endable(edge: Edge): { edge: Edge; end: () => void } {
  let isOver = false
  const ask: Edge['ask'] = (name, ...values) =>
    isOver ? Promise.reject(new Refusal('The command is over.')) : edge.ask(name, ...values)
  const log: Edge['log'] = (level, text) => {
    if (!isOver) edge.log(level, text)
  }
  return {
    edge: { ...edge, ask, log },
    end: () => {
      isOver = true
    },
  }
}

// Every write is a call of the system, so the small ones are gathered.
const PIECE_CHARACTERS = 64 * 1024

/**
 * The outcome's line, in pieces. Secret keys of the integration context stay what they are: the next command would find
 * a mask for a token.
 */
function* doneChunks({ integrationContext, ...done }: Done, secrets: readonly string[]): Generator<string> {
  const mask = (part: Json) => maskedJson(part, secrets)
  const keys = Object.entries(integrationContext ?? {}).map(([key, value]) => {
    const text = done.secretKeys?.includes(key) ? JSON.stringify(value) : mask(value)
    return `${JSON.stringify(key)}:${text}`
  })
  yield '{"done":'
  let first = true
  for (const chunk of jsonChunks(done as unknown as Json, mask)) {
    yield first && keys.length ? `{"integrationContext":{${keys.join(',')}},` : chunk
    first = false
  }
  yield '}'
}

/** stdout belongs to the wire, so whatever a library prints becomes a log line. */
function routeConsole(log: Edge['log']): void {
  console.log = console.info = console.warn = (...values) => log('info', format(...values))
  console.debug = (...values) => log('debug', format(...values))
  console.error = (...values) => log('error', format(...values))
}

/**
 * Serves what a bundle declares on the process's own stdin and stdout, and ends the process when the input ends, also in the
 * middle of a run: the host is gone, its platform has told a failure and may be running the same command again.
 */
export async function main(declared: Declared): Promise<void> {
  await serve(programOf(declared), process.stdin, process.stdout)
  process.exit(0)
}
