import { parseArgs } from 'node:util'
import { defaultCredentials, type ScimOptions } from './server.ts'

/** An option that cannot be used, told in one sentence. */
export class OptionError extends Error {}

export type Options = ScimOptions & { readonly port: number; readonly people: number }

export const usage = `scim [--port 8067] [--token TOKEN|env:NAME] [--people 0]`

const defaultPort = 8067

const declared = {
  port: { type: 'string' },
  token: { type: 'string' },
  people: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

/** The options of a command line, or 'help'. Throws OptionError. */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): Options | 'help' {
  const given = values(args)
  if (given.help) return 'help'
  return {
    port: whole(given.port, '--port', 65_535) ?? defaultPort,
    people: whole(given.people, '--people', 1_000_000) ?? 0,
    token: given.token === undefined ? defaultCredentials.token : tokenOf(given.token, environment),
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

function tokenOf(text: string, environment: NodeJS.ProcessEnv): string {
  const variable = text.startsWith('env:') ? text.slice('env:'.length) : undefined
  const token = variable === undefined ? text : environment[variable]
  if (token !== undefined && /^\S+$/.test(token)) return token
  throw new OptionError(
    variable === undefined
      ? '--token takes a text without blanks or env:NAME'
      : `--token env:${variable} needs the environment variable ${variable} with a token`,
  )
}

function whole(text: string | undefined, option: string, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (value <= most) return value
  throw new OptionError(`${option} takes a whole number from 0 to ${most}, not '${text}'`)
}
