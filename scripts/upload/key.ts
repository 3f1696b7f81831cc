import { readFileSync, statSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { type Readable, Writable } from 'node:stream'
import { Refused } from './refused.ts'

export interface Terminal {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stderr: Writable
}

/** No key of the platform comes near this; it bounds what a wrong file can put into a header. */
const LONGEST_KEY = 4096

/**
 * The API key: from the file, else from DEMISTO_API_KEY (the name that the platform's own SDK reads), else asked for at the
 * terminal without echo. Throws Refused, which never holds any part of the key.
 */
export async function apiKey(
  file: string | undefined,
  env: NodeJS.ProcessEnv,
  terminal: Terminal,
): Promise<string> {
  if (file !== undefined) return checked(fromFile(file), `The file ${file}`)
  if (env.DEMISTO_API_KEY !== undefined) return checked(env.DEMISTO_API_KEY, 'DEMISTO_API_KEY')
  if (terminal.stdin.isTTY) return checked(await ask(terminal), 'What was typed')
  throw new Refused(
    'There is no API key: set DEMISTO_API_KEY, name a file with --key-file, or run this at a terminal, where it asks.',
  )
}

function fromFile(file: string): string {
  const facts = statSync(file, { throwIfNoEntry: false })
  if (!facts?.isFile()) throw new Refused(`--key-file ${file} is no file.`)
  // Windows has no such bits; node makes them up there.
  if (process.platform !== 'win32' && facts.mode & 0o077)
    throw new Refused(
      `Others than you may read ${file} (mode ${(facts.mode & 0o777).toString(8)}); run chmod 600 ${file}.`,
    )
  if (facts.size > LONGEST_KEY) throw new Refused(`--key-file ${file} is too large to be a key.`)
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new Refused(`--key-file ${file} cannot be read.`)
  }
}

function checked(text: string, source: string): string {
  const key = text.trim()
  if (key === '') throw new Refused(`${source} holds no API key: it is empty.`)
  if (!/^[\x21-\x7e]+$/.test(key) || key.length > LONGEST_KEY)
    throw new Refused(`${source} holds more than one word, or a character that no API key has.`)
  return key
}

async function ask({ stdin, stderr }: Terminal): Promise<string> {
  stderr.write('API key (not shown): ')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: silent, terminal: true })
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('close', () => reject(new Refused('No API key was typed.')))
      lines.once('line', resolve)
    })
  } finally {
    lines.close()
    stderr.write('\n')
  }
}
