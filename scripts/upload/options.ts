import { parseArgs } from 'node:util'
import { type Address, address } from './address.ts'
import { Refused } from './refused.ts'

const DECLARED = {
  url: { type: 'string' },
  'auth-id': { type: 'string' },
  advanced: { type: 'boolean' },
  'key-file': { type: 'string' },
  zip: { type: 'string' },
  timeout: { type: 'string' },
  check: { type: 'boolean' },
  'allow-locked': { type: 'boolean' },
  insecure: { type: 'boolean' },
  help: { type: 'boolean' },
} as const

export const HELP = `npm run upload -- --url URL [options]

  --url URL         6.x: https://<server>[/acc_<tenant>]; 8.x: https://api-<tenant>…, as "Copy URL" on the page API Keys gives it
  --auth-id ID      8.x: the ID of the API key
  --advanced        8.x: the key's security level is Advanced
  --key-file FILE   a file that holds the API key and that only you may read;
                    without it the key is DEMISTO_API_KEY in the environment, or asked for
  --zip FILE        the pack (dist/OktaIdentityLifecycle.zip)
  --timeout SECONDS the longest that one request may take (300)
  --check           list what an upload would replace and what other packs own, and upload nothing
  --allow-locked    upload although other packs own items of this one: the server decides about those
  --insecure        trust any certificate
  --help            this text

Exit status: 0 done, or nothing stands in the way; 1 refused; 2 the command line is wrong.`

export interface Options {
  readonly address: Address
  readonly advanced: boolean
  readonly keyFile?: string
  readonly zip: string
  readonly timeout: number
  readonly check: boolean
  readonly allowLocked: boolean
  readonly insecure: boolean
}

type Given = { [name in keyof typeof DECLARED]?: string | boolean }

/**
 * The command line as options, or `help`. Throws Refused with what is wrong, and never repeats a word that could be a
 * key: a key given here is refused, because every process of the machine and the shell's history see it.
 */
export function readOptions(argv: readonly string[]): Options | 'help' {
  const given = words(argv)
  if (given.help) return 'help'
  const [authId, keyFile] = [text(given, 'auth-id'), text(given, 'key-file')]
  if (authId !== undefined && !/^\d{1,18}$/.test(authId))
    throw new Refused(
      '--auth-id is the number in the column ID of the page API Keys; what was given is none.',
    )
  if (given.advanced && authId === undefined)
    throw new Refused('--advanced is for keys of 8.x and needs --auth-id, the ID of the key.')
  return {
    address: address(text(given, 'url'), authId),
    advanced: given.advanced === true,
    ...(keyFile !== undefined && { keyFile }),
    zip: text(given, 'zip') ?? 'dist/OktaIdentityLifecycle.zip',
    timeout: seconds(text(given, 'timeout') ?? '300'),
    check: given.check === true,
    allowLocked: given['allow-locked'] === true,
    insecure: given.insecure === true,
  }
}

function words(argv: readonly string[]): Given {
  const { values, tokens } = parseArgs({ args: [...argv], options: DECLARED, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional')
      throw new Refused(
        'upload takes options only, and a word stands there that belongs to none. It is not repeated here, as it could be a key.',
      )
    if (token.kind !== 'option') continue
    if (/^(api-?)?(key|token)$|password|secret|authorization/i.test(token.name))
      throw new Refused(
        `${token.rawName} is not taken: every process of this machine and the shell's history see the command line. Make this key invalid if it was a real one, and give its successor by DEMISTO_API_KEY, --key-file or at the prompt.`,
      )
    if (!Object.hasOwn(DECLARED, token.name))
      throw new Refused(`There is no option ${token.rawName}; npm run upload -- --help lists them.`)
    if (DECLARED[token.name as keyof Given].type === 'boolean' && token.value !== undefined)
      throw new Refused(`${token.rawName} takes no value.`)
  }
  return values
}

function text(given: Given, name: keyof Given): string | undefined {
  const value = given[name]
  if (value === undefined) return undefined
  if (typeof value !== 'string' || value.trim() === '' || value.startsWith('--'))
    throw new Refused(`--${name} needs a value.`)
  return value.trim()
}

function seconds(value: string): number {
  const count = Number(value)
  if (/^\d+$/.test(value) && count >= 1 && count <= 3600) return count
  throw new Refused(`--timeout is a number of seconds from 1 to 3600; ${JSON.stringify(value)} is none.`)
}
