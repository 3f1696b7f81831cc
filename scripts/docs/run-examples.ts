import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '../../kit/wire.ts'
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

/** Runs the examples in the built war room, one process and one fresh embedded Okta for all. Throws when it breaks off. */
export async function runExamples(examples: readonly Example[]): Promise<Outcome> {
  const steps = examples.flatMap(({ command, line, before }) => [
    ...before.map(text => ({ command, text, isShown: false })),
    { command, text: line, isShown: true },
  ])
  if (!steps.length) return { shown: new Map(), problems: [] }
  const printed = (await play(steps.map(({ text }) => text))).map(text => JSON.parse(steady(text)) as Printed)
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

async function play(lines: readonly string[]): Promise<string[]> {
  const state = mkdtempSync(join(tmpdir(), 'examples-'))
  const options = ['dist/warroom.js', '--json', '--fresh', '--state', state, '--now', NOW, '--']
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
    rmSync(state, { recursive: true, force: true })
  }
}
