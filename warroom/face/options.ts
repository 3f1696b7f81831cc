import { existsSync } from 'node:fs'
import { type ArgsDef, defineCommand, parseArgs, renderUsage } from 'citty'
import { didYouMean } from '../nearest.ts'
import { Refusal } from '../refusal.ts'

const args = {
  pack: {
    type: 'string',
    valueHint: 'FILE|DIR',
    description: 'pack to load: zip, folder or file; several are allowed',
  },
  instances: { type: 'string', valueHint: 'FILE', description: 'instances file (YAML or JSON)' },
  'okta-url': {
    type: 'string',
    valueHint: 'URL',
    description: 'the org of the one instance there is without --instances',
  },
  'okta-token': {
    type: 'string',
    valueHint: 'TOKEN',
    description: 'its API token: - (asks), env:NAME or file:PATH',
  },
  state: { type: 'string', valueHint: 'DIR', description: 'state folder', default: '.warroom' },
  fresh: { type: 'boolean', description: 'empty the state first' },
  outbox: {
    type: 'string',
    valueHint: 'DIR',
    description: 'where the mails of playbooks are put',
    default: 'outbox',
  },
  incident: { type: 'string', valueHint: 'ID', description: 'run the lines in this incident' },
  now: { type: 'string', valueHint: 'ISO', description: 'start the clock at this instant' },
  stop: { type: 'boolean', description: 'stop at the first line that fails' },
  json: { type: 'boolean', description: 'one JSON object a line instead of text' },
  debug: { type: 'boolean', description: 'show log lines and stack traces' },
  help: { type: 'boolean', alias: 'h', description: 'show this help' },
  version: { type: 'boolean', description: 'show the version' },
} as const satisfies ArgsDef

const NAMES = Object.keys(args)
const TEXTS = NAMES.filter(name => args[name as keyof typeof args].type === 'string')

export interface Options {
  packs: string[]
  instances: string | undefined
  oktaUrl: string | undefined
  oktaToken: string | undefined
  state: string
  fresh: boolean
  incident: string | undefined
  outbox: string
  now: string | undefined
  stop: boolean
  json: boolean
  debug: boolean
  help: boolean
  version: boolean
  lines: string[]
}

/** The options and lines for `--help`. */
export async function usage(version: string): Promise<string> {
  const command = defineCommand({
    meta: { name: 'warroom', version, description: 'A local war room for Cortex XSOAR content' },
    args: {
      line: {
        type: 'positional',
        required: false,
        description: '!command arg=value, /operation or a note; several are allowed',
      },
      ...args,
    },
  })
  return `${await renderUsage(command)}\nWithout a LINE they are read from stdin, or asked for at a prompt. /help lists commands and operations.\n`
}

/** A path behind a pack, as in `--pack A.zip B.zip`: it exists and looks like no line. */
function isPack(word: string): boolean {
  return /(^\.|\.(zip|ya?ml|json)$|.\/)/.test(word) && !/^[!@-]/.test(word) && existsSync(word)
}

/** citty keeps the last of several --pack: they are taken out before it reads the rest. */
function takePacks(argv: string[]): { packs: string[]; rest: string[] } {
  const packs: string[] = []
  const rest: string[] = []
  for (let at = 0; at < argv.length; at += 1) {
    const word = argv[at] ?? ''
    if (word.startsWith('--pack=')) packs.push(word.slice('--pack='.length))
    else if (word !== '--pack') {
      rest.push(word)
      continue
    } else packs.push(argv[++at] ?? '')
    while (isPack(argv[at + 1] ?? '')) packs.push(argv[++at] ?? '')
  }
  if (packs.some(pack => pack === '' || pack.startsWith('--')))
    throw new Refusal('--pack needs a FILE or DIR.')
  return { packs, rest }
}

const known = (key: string): string => key.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

/** Reads the command line. A Refusal names an option that is unknown or lacks its value. */
export function readOptions(argv: string[]): Options {
  const { packs, rest } = takePacks(argv)
  const read = parseArgs<typeof args>(rest, args)
  for (const key of Object.keys(read)) {
    if (key === '_' || key === 'h' || NAMES.includes(known(key))) continue
    throw new Refusal(
      `Unknown option ${key.length === 1 ? '-' : '--'}${key}${didYouMean(key, NAMES)}; --help lists them.`,
    )
  }
  const text = (name: string): string | undefined => {
    const value = read[name]
    if (value === undefined) return undefined
    // citty gives '' for a missing value and false for --no-NAME.
    if (typeof value !== 'string' || value === '') throw new Refusal(`--${name} needs a value; see --help.`)
    return value
  }
  const texts = Object.fromEntries(TEXTS.map(name => [name, text(name)]))
  const flag = (name: keyof typeof args): boolean => read[name] === true
  return {
    packs,
    instances: texts.instances,
    oktaUrl: texts['okta-url'],
    oktaToken: texts['okta-token'],
    state: texts.state ?? '.warroom',
    incident: texts.incident,
    outbox: texts.outbox ?? 'outbox',
    now: texts.now,
    fresh: flag('fresh'),
    stop: flag('stop'),
    json: flag('json'),
    debug: flag('debug'),
    help: flag('help'),
    version: flag('version'),
    lines: read._,
  }
}
