import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { inflateSync } from 'node:zlib'
import { strFromU8, unzipSync } from 'fflate'
import { parse } from 'yaml'
import type { BundleLine, Done, HostLine, Json, JsonObject, Start } from '../../kit/wire.ts'

/** The Python text of the built pack's integration. */
export function launcherOf(folder: string): string {
  const files = unzipSync(readFileSync('dist/OktaIdentityLifecycle.zip'))
  const yaml = files[`Integrations/integration-${folder}.yml`]
  if (!yaml) throw new Error(`the pack has no ${folder}`)
  return parse(strFromU8(yaml)).script.script
}

/** The built bundle of an integration as a file, taken out of the zip as a host would. */
export function bundleFile(folder: string): string {
  const [, packed = ''] = /^BUNDLE = '(.*)'$/m.exec(launcherOf(folder)) ?? []
  const file = join(mkdtempSync(join(tmpdir(), 'bundle-')), `${folder}.cjs`)
  writeFileSync(file, inflateSync(Buffer.from(packed, 'base64')))
  return file
}

export type Answers = (ask: string, values: Json[]) => Json

export interface RunningBundle {
  run(start: Partial<Start> & { command: string }): Promise<Done>
  /** Every line that the process wrote, as text. */
  readonly lines: string[]
  end(): Promise<number | null>
}

/** A bundle as a process on the wire. `answers` gives what an ask returns; what it throws is refused with its message. */
export function openBundle(file: string, answers: Answers, env: NodeJS.ProcessEnv = {}): RunningBundle {
  const child = spawn(process.execPath, [file], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const waiting: ((done: Done) => void)[] = []
  const lines: string[] = []
  const send = (line: HostLine) => child.stdin.write(`${JSON.stringify(line)}\n`)
  createInterface({ input: child.stdout }).on('line', text => {
    lines.push(text)
    const line = JSON.parse(text) as BundleLine
    if ('done' in line) waiting.shift()?.(line.done)
    if ('ask' in line) send(reply(answers, line.ask, line.with))
  })
  const exited = new Promise<number | null>(resolve => child.once('exit', resolve))
  return {
    lines,
    run: start =>
      new Promise<Done>((resolve, reject) => {
        waiting.push(resolve)
        exited.then(code => reject(new Error(`the bundle ended with ${code}`)))
        send({ start: { ...EMPTY, ...start } })
      }),
    end: () => {
      child.stdin.end()
      return exited
    },
  }
}

const EMPTY: Omit<Start, 'command'> = {
  kind: 'command',
  args: {},
  params: {},
  lastRun: {},
  integrationContext: {},
  instance: { brand: 'Okta IAM', name: 'Okta IAM_instance_1' },
}

function reply(answers: Answers, ask: string, values: Json[]): HostLine {
  try {
    return { answer: answers(ask, values) }
  } catch (error) {
    return { refused: (error as Error).message }
  }
}

/** The object that an entry of the given kind writes under a keyed context path. */
export function contextOf(done: Done, path: string): JsonObject {
  const found = done.entries.flatMap(({ EntryContext }) =>
    Object.entries(EntryContext ?? {}).filter(([key]) => key === path || key.startsWith(`${path}(`)),
  )
  if (found.length !== 1)
    throw new Error(`${found.length} values for ${path} in ${JSON.stringify(done.entries)}`)
  return found[0]?.[1] as JsonObject
}
