import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { Refusal } from '../refusal.ts'

/** Asks at the terminal and shows nothing of what is typed. */
async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new Refusal('--okta-token - asks at a terminal, and stdin is none; use env:NAME or file:PATH.')
  }
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const line = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await line.question('')
  } finally {
    line.close()
    process.stderr.write('\n')
  }
}

function fromFile(file: string): string {
  if (file === '') throw new Refusal('--okta-token file: names no file; expected file:PATH.')
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Refusal(`The token file of --okta-token cannot be read: ${reason}.`, { cause })
  }
}

function fromEnvironment(name: string, env: NodeJS.ProcessEnv): string {
  if (name === '') throw new Refusal('--okta-token env: names no variable; expected env:NAME.')
  const value = env[name]
  if (value === undefined)
    throw new Refusal(`--okta-token is env:${name}, and the environment has no ${name}.`)
  return value
}

/**
 * The token that --okta-token names (design.md §8): `-` asks, `env:NAME` and `file:PATH` read it. A literal is accepted
 * with a warning, because the shell's history and the process list show it.
 */
export async function oktaToken(
  option: string,
  env: NodeJS.ProcessEnv,
  warn: (sentence: string) => void,
): Promise<string> {
  const [, kind, rest = ''] = /^(env|file):(.*)$/s.exec(option) ?? []
  if (option !== '-' && kind === undefined) {
    warn(
      'A token on the command line is seen by others; use --okta-token - or env:NAME or file:PATH unless the org is a throw-away.',
    )
  }
  const text =
    option === '-'
      ? await ask('Okta API token: ')
      : kind === 'env'
        ? fromEnvironment(rest, env)
        : kind === 'file'
          ? fromFile(rest)
          : option
  const token = text.trim()
  if (token === '') throw new Refusal('The token of --okta-token is empty.')
  return token
}
