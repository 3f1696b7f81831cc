import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { people } from './people.ts'
import { readEntries } from './report.ts'
import { defaultPassword, defaultPeople, defaultUsername, type ReportServerOptions } from './server.ts'

/** An option that cannot be used, told in one sentence. */
export class OptionError extends Error {}

export const usage = `report [--port 8066] [--file FILE | --people ${defaultPeople}] [--username ${defaultUsername}]
       [--password PASSWORD|env:NAME]`

const defaultPort = 8066

const declared = {
  port: { type: 'string' },
  file: { type: 'string' },
  people: { type: 'string' },
  username: { type: 'string' },
  password: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** The options of a command line, or 'help'. Throws OptionError. */
export function readOptions(
  args: string[],
  environment: NodeJS.ProcessEnv,
): Required<ReportServerOptions> | 'help' {
  const given = values(args)
  if (given.help) return 'help'
  if (given.file !== undefined && given.people !== undefined)
    throw new OptionError('--file and --people exclude each other: the entries come from one of them')
  const count = whole(given.people, '--people', 0, 1_000_000) ?? defaultPeople
  return {
    port: whole(given.port, '--port', 0, 65_535) ?? defaultPort,
    entries: given.file === undefined ? () => people(count) : entriesOf(given.file),
    username: usernameOf(given.username ?? defaultUsername),
    password: given.password === undefined ? defaultPassword : passwordOf(given.password, environment),
  }
}

function values(args: string[]) {
  try {
    return parseArgs({ args, options: declared, allowPositionals: false }).values
  } catch (error) {
    const [sentence = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/)
    throw new OptionError(`${sentence}; --help lists the options`)
  }
}

function entriesOf(file: string) {
  try {
    return readEntries(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')))
  } catch (error) {
    throw new OptionError(
      `--file ${file} cannot be used: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** RFC 7617: a colon ends the user name. */
function usernameOf(text: string): string {
  if (text !== '' && !text.includes(':')) return text
  throw new OptionError(`--username takes a text without a colon, not '${text}'`)
}

function passwordOf(text: string, environment: NodeJS.ProcessEnv): string {
  if (!text.startsWith('env:')) return text
  const variable = text.slice('env:'.length)
  const password = environment[variable]
  if (password) return password
  throw new OptionError(
    `--password env:${variable} needs the environment variable ${variable} with a password`,
  )
}

function whole(text: string | undefined, option: string, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new OptionError(`${option} takes a whole number from ${least} to ${most}, not '${text}'`)
}
