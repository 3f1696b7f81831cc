import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

// Built once before the tests: what is tested is what is delivered.
export const PROGRAM = fileURLToPath(new URL('../../../dist/warroom.js', import.meta.url))

export interface Ended {
  status: number | null
  out: string
  err: string
}

export interface Program {
  child: ChildProcess
  ended: Promise<Ended>
  /** Resolves when stdout holds the text. */
  says: (text: string) => Promise<void>
}

interface Given {
  cwd: string
  env?: NodeJS.ProcessEnv
  /** What is written to stdin before it is closed; null leaves it open. */
  stdin?: string | null
}

/** Starts the war room's program as a person or a program would: a process with arguments, stdin, stdout, stderr. */
export function startProgram(args: string[], { cwd, env = {}, stdin = '' }: Given): Program {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd,
    env: { ...process.env, ...env },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', chunk => {
    out += chunk
  })
  child.stderr.on('data', chunk => {
    err += chunk
  })
  child.stdin.on('error', () => {})
  if (stdin !== null) child.stdin.end(stdin)
  const ended = once(child, 'close').then(([status]) => ({ status: status as number | null, out, err }))
  const says = async (text: string) => {
    while (!out.includes(text)) await once(child.stdout, 'data')
  }
  return { child, ended, says }
}

/** Runs the program to its end. */
export function runProgram(args: string[], given: Given): Promise<Ended> {
  return startProgram(args, given).ended
}

/** The JSON objects of stdout. */
export function objects({ out }: Ended): unknown[] {
  return out
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))
}
