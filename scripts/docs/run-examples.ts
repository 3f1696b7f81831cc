import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry, JsonObject } from '../../kit/wire.ts'
import type { Example } from './examples.ts'
import { NOW, steady } from './steady.ts'

/** What the war room printed for one line. */
interface Printed {
  readonly line: string
  readonly entries?: readonly Entry[]
  readonly error?: string
}

export interface Outcome {
  /** The last entry that each example's line gave. */
  readonly shown: ReadonlyMap<string, Entry>
  /** A sentence per line that failed, those that prepare included. */
  readonly problems: readonly string[]
}

/**
 * Runs the examples in the built war room, one process for all: on a fresh embedded Okta, or on these instances when any are
 * given. Throws when it breaks off.
 */
export async function runExamples(
  examples: readonly Example[],
  instances: readonly JsonObject[] = [],
): Promise<Outcome> {
  const steps = examples.flatMap(({ command, line, before }) => [
    ...before.map(text => ({ command, text, isShown: false })),
    { command, text: line, isShown: true },
  ])
  if (!steps.length) return { shown: new Map(), problems: [] }
  const printed = (
    await play(
      steps.map(({ text }) => text),
      instances,
    )
  ).map(text => JSON.parse(steady(text)) as Printed)
  if (printed.length !== steps.length)
    throw new Error(`${steps.length} lines gave ${printed.length} results; a line must give one.`)
  const shown = new Map<string, Entry>()
  const problems: string[] = []
  for (const [index, { command, text, isShown }] of steps.entries()) {
    const { entries = [], error } = printed[index] ?? {}
    const last = entries.at(-1)
    const failed = entries.find(({ Type }) => Type === 4)
    const why = error ?? (failed && String(failed.HumanReadable ?? failed.Contents))
    if (why) problems.push(`The example of ${command} fails at ${text}: ${why}`)
    if (isShown && last) shown.set(command, last)
  }
  return { shown, problems }
}

async function play(lines: readonly string[], instances: readonly JsonObject[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'examples-'))
  const [state, file] = [join(folder, 'state'), join(folder, 'instances.json')]
  writeFileSync(file, JSON.stringify(instances))
  const given = instances.length ? ['--instances', file] : []
  const options = ['dist/warroom.js', '--json', '--fresh', '--state', state, '--now', NOW, ...given, '--']
  try {
    const child = spawn(process.execPath, [...options, ...lines], { stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.setEncoding('utf8').on('data', text => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', text => {
      err += text
    })
    await new Promise(resolve => child.once('close', resolve))
    if (!out) throw new Error(`The war room said nothing but: ${err}`)
    return out.split('\n').filter(Boolean)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
