import type { Readable, Writable } from 'node:stream'
import { format } from 'node:util'
import { Refusal } from './errors.ts'
import type { AnyIntegration, Host } from './integration.ts'
import { linesOf } from './lines.ts'
import { run } from './run.ts'
import { maskSecrets, secretsOf } from './secrets.ts'
import type { BundleLine, HostLine, Json, JsonObject, Start } from './wire.ts'

interface Ask {
  resolve: (value: Json) => void
  reject: (error: Error) => void
}

/**
 * Serves an integration on the wire until the input ends: one start after the other, asks answered in the order they
 * were put. The only file that knows stdin and stdout.
 */
export async function serve(integration: AnyIntegration, input: Readable, output: Writable): Promise<void> {
  const asks: Ask[] = []
  let secrets: readonly string[] = []
  let running: Promise<void> = Promise.resolve()
  // An ask is data on its way to Okta and is not masked: a short token could stand in it by chance.
  const write = (line: BundleLine) => {
    const text = JSON.stringify(line)
    output.write(`${'ask' in line ? text : maskSecrets(text, secrets)}\n`)
  }
  const log: Host['log'] = (level, text) => write({ log: level, text })
  const ask = (name: string, ...values: Json[]) =>
    new Promise<Json>((resolve, reject) => {
      asks.push({ resolve, reject })
      write({ ask: name, with: values })
    })
  routeConsole(log)

  const runOne = async (start: Start) => {
    secrets = secretsOf(integration.params, start.params)
    const moved = start.now === undefined ? undefined : new Date(start.now)
    write({
      done: await run(integration, start, {
        instance: start.instance,
        mapObject: async (object, mapper, type) =>
          (await ask('mapObject', object, mapper, type)) as JsonObject,
        log,
        now: () => moved ?? new Date(),
      }),
    })
  }
  for await (const text of linesOf(input)) {
    if (!text.trim()) continue
    const line = JSON.parse(text) as HostLine
    if ('start' in line) running = running.then(() => runOne(line.start))
    else if ('answer' in line) asks.shift()?.resolve(line.answer)
    else asks.shift()?.reject(new Refusal(line.refused))
  }
  // Nobody is left to answer: a run that still asks can only be given up.
  for (const { reject } of asks) reject(new Refusal('The host ended the connection.'))
  await running
}

/** stdout belongs to the wire, so whatever a library prints becomes a log line. */
function routeConsole(log: Host['log']): void {
  console.log = console.info = console.warn = (...values) => log('info', format(...values))
  console.debug = (...values) => log('debug', format(...values))
  console.error = (...values) => log('error', format(...values))
}

/** Serves on the process's own stdin and stdout and ends the process when the input ends. */
export async function main(integration: AnyIntegration): Promise<void> {
  await serve(integration, process.stdin, process.stdout)
  process.exit(0)
}
