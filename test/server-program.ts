import { type ChildProcess, spawn } from 'node:child_process'
import { afterEach } from 'vitest'

const children: ChildProcess[] = []

/** Kills after each test what it has started; to be called once by a file of tests. */
export function endPrograms(): void {
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })
}

/**
 * Starts the program of one of the servers. `ready` gives what `place` finds in its output: where it listens; `ended` gives its
 * exit status and all that it said.
 */
export function startServer(
  main: string,
  place: RegExp,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
) {
  const env = { ...process.env, ...environment }
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { env })
  children.push(child)
  let out = ''
  let err = ''
  const ready = new Promise<string>(resolve => {
    child.stdout.on('data', chunk => {
      out += chunk
      const url = place.exec(out)?.[1]
      if (url) resolve(url)
    })
  })
  child.stderr.on('data', chunk => {
    err += chunk
  })
  const ended = new Promise<{ code: number | null; out: string; err: string }>(resolve => {
    child.on('close', code => resolve({ code, out, err }))
  })
  return { child, ready, ended }
}
