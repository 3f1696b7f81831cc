import { spawn } from 'node:child_process'
import { linesOf } from '../../kit/lines.ts'

/** The middle of some measured times, in milliseconds. */
export function median(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Milliseconds that a call takes. */
export async function timed(call: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await call()
  return performance.now() - from
}

/** Measures calls in turn, so that whatever else the machine does falls on all of them; gives the median of each. */
export async function alternately(rounds: number, ...calls: (() => Promise<unknown>)[]): Promise<number[]> {
  const times = calls.map(() => [] as number[])
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, call] of calls.entries()) times[index]?.push(await timed(call))
  }
  return times.map(median)
}

export interface Conversation {
  /** Writes one line and gives the next line that comes back. */
  say(line: string): Promise<string>
  readonly pid: number
  end(): Promise<void>
}

/** A program that answers every line of stdin with one line of stdout. */
export function converse(args: readonly string[], env: NodeJS.ProcessEnv = {}): Conversation {
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const waiting: ((line: string) => void)[] = []
  // Lines of megabytes: Node's own readline looks for their ends by a regular expression.
  const read = async () => {
    for await (const line of linesOf(child.stdout)) waiting.shift()?.(line)
  }
  void read()
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  return {
    say: line =>
      new Promise(resolve => {
        waiting.push(resolve)
        child.stdin.write(`${line}\n`)
      }),
    pid: child.pid ?? 0,
    end: () => {
      child.stdin.end()
      return exited
    },
  }
}
