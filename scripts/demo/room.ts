import { spawn } from 'node:child_process'
import { linesOf } from '../../kit/lines.ts'
import type { Entry, Json } from '../../kit/wire.ts'

/** What the war room answered to one line: entries of a command, the value of an operation, or why it could not be run. */
export interface Said {
  readonly line: string
  readonly entries?: readonly Entry[]
  readonly value?: Json
  readonly error?: string
}

/** A war room as a process, spoken to line by line. */
export interface Room {
  say(line: string): Promise<Said>
  /** Takes no more lines, and gives the exit status. */
  end(): Promise<number>
  /** Ends it at once; a line that runs is interrupted. */
  stop(): void
}

/** Opens the built war room with these options. What it tells beside results goes to this program's stderr. */
export function openRoom(options: readonly string[], env: NodeJS.ProcessEnv): Room {
  const child = spawn(process.execPath, ['dist/warroom.js', '--json', ...options], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  child.stdin.on('error', () => {})
  const waiting: { resolve: (said: Said) => void; reject: (reason: Error) => void }[] = []
  const read = async () => {
    for await (const line of linesOf(child.stdout)) waiting.shift()?.resolve(JSON.parse(line) as Said)
  }
  const closed = new Promise<number>(resolve => child.once('close', code => resolve(code ?? 1)))
  void Promise.allSettled([read(), closed]).then(() => {
    for (const { reject } of waiting.splice(0))
      reject(new Error('The war room ended before it had answered.'))
  })
  return {
    say: line =>
      new Promise((resolve, reject) => {
        if (child.exitCode !== null) return reject(new Error('The war room has ended.'))
        waiting.push({ resolve, reject })
        child.stdin.write(`${line}\n`)
      }),
    end: () => {
      child.stdin.end()
      return closed
    },
    stop: () => void child.kill(),
  }
}
