import { parseArgs } from 'node:util'
import type { OktaOptions } from './server.ts'

/** An option that cannot be used, told in one sentence. */
export class OptionError extends Error {}

export type Options = OktaOptions & { untilStdinCloses: boolean }

const declared = {
  port: { type: 'string' },
  seed: { type: 'string' },
  'seed-number': { type: 'string' },
  people: { type: 'string' },
  'page-cap': { type: 'string' },
  state: { type: 'string' },
  now: { type: 'string' },
  token: { type: 'string' },
  'until-stdin-closes': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const

export const usage = `okta [--port 8065] [--seed FILE] [--seed-number N] [--people N] [--page-cap N] [--state DIR]
     [--now ISO] [--token TOKEN|env:NAME] [--until-stdin-closes]`

export const defaultPort = 8065

/** The options of a command line, or 'help'. Throws OptionError. */
export function readOptions(args: string[], environment: NodeJS.ProcessEnv): Options | 'help' {
  const given = values(args)
  if (given.help) return 'help'
  const { seed, state, now } = given
  if (now !== undefined && Number.isNaN(Date.parse(now)))
    throw new OptionError(`--now takes an instant such as 2026-01-31T08:00:00Z, not '${now}'`)
  const token = given.token === undefined ? undefined : tokenOf(given.token, environment)
  const seedNumber = whole(given['seed-number'], '--seed-number', 0, 2 ** 31 - 1)
  const people = whole(given.people, '--people', 1, 1_000_000)
  const pageCap = whole(given['page-cap'], '--page-cap', 1, 10_000)
  return {
    port: whole(given.port, '--port', 0, 65_535) ?? defaultPort,
    untilStdinCloses: given['until-stdin-closes'] ?? false,
    ...(seed !== undefined && { seed }),
    ...(state !== undefined && { state }),
    ...(now !== undefined && { now }),
    ...(token !== undefined && { token }),
    ...(seedNumber !== undefined && { seedNumber }),
    ...(people !== undefined && { people }),
    ...(pageCap !== undefined && { pageCap }),
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

function whole(text: string | undefined, option: string, least: number, most: number): number | undefined {
  if (text === undefined) return undefined
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new OptionError(`${option} takes a whole number from ${least} to ${most}, not '${text}'`)
}
