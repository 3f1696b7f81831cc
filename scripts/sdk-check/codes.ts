import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { JsonObject } from '../../kit/wire.ts'

/** Groups of the SDK's codes that judge a pack by itself; the others compare commits, packs or products. */
const GROUPS: readonly string[] = [
  ...['BA', 'CL', 'DO', 'DS', 'IF', 'IM', 'IN', 'IT', 'LO', 'PA', 'PB', 'RM', 'RP', 'SC', 'ST'],
]

/** What docs/sdk-check.md says: why a code is not run, and why what another one finds stays. */
export interface Reasons {
  readonly notRun: ReadonlyMap<string, string>
  readonly left: ReadonlyMap<string, string>
}

/** Reads the rows `| CODE | reason |` below the headings "Not run" and "Left". */
export function readReasons(text: string): Reasons {
  const rows = (heading: string): Map<string, string> => {
    const part = text.split(new RegExp(`^## ${heading}$`, 'm'))[1]?.split(/^## /m)[0] ?? ''
    const found = [...part.matchAll(/^\| ([A-Z]{2}\d{3}) \| *(\S.*?) *\|$/gm)]
    return new Map(found.map(([, code = '', reason = '']) => [code, reason]))
  }
  return { notRun: rows('Not run'), left: rows('Left') }
}

/** The codes of the installed SDK that are run: all of our groups but those with a reason not to. */
export function codesIn(packages: string, { notRun }: Reasons): string[] {
  const validators = join(packages, 'commands', 'validate', 'validators')
  const files = readdirSync(validators, { recursive: true, encoding: 'utf8' })
  const codes = files.flatMap(file => /(?:^|[\\/])([A-Z]{2}\d{3})_[^\\/]*\.py$/.exec(file)?.[1] ?? [])
  return [...new Set(codes)].filter(code => GROUPS.includes(code.slice(0, 2)) && !notRun.has(code)).sort()
}

/** The SDK's configuration with exactly these codes; what stands before its first section is its own. */
export function configuration(packages: string, codes: readonly string[]): string {
  const own = readFileSync(join(packages, 'commands', 'validate', 'sdk_validation_config.toml'), 'utf8')
  const select = `select = ${JSON.stringify(codes)}\nwarning = []\n`
  const sections = [`[path_based_validations]\n${select}`, '[use_git]\nselect = []\nwarning = []\n']
  return `${own.split(/^\[/m)[0]}\n${sections.join('\n')}\n[support_level]\n[Custom_Categories]\n`
}

export interface Found {
  readonly code: string
  readonly file: string
  readonly message: string
}

/** What the SDK's report holds: findings, and what of the pack it could not read or check. */
export function findingsIn(report: JsonObject): Found[] {
  const found = ((report.validations ?? []) as JsonObject[]).map(one => ({
    code: String(one['error code']),
    file: String(one['file path']),
    message: String(one.message).trim().split('\n').join(' '),
  }))
  const broken = ['invalid content items', 'Validations that caught exceptions'].flatMap(key =>
    ((report[key] ?? []) as JsonObject[]).map(one => ({
      code: 'ERROR',
      file: key,
      message: JSON.stringify(one),
    })),
  )
  return [...found, ...broken]
}

/** The lines to print: each code that is left with its reason, or with what was found; and how many codes have no reason. */
export function judged(found: readonly Found[], { left }: Reasons): { lines: string[]; unexplained: number } {
  const codes = [...new Set(found.map(({ code }) => code))].sort()
  const lines = codes.flatMap(code => {
    const own = found.filter(one => one.code === code)
    const reason = left.get(code)
    if (reason !== undefined) return [`${code} (${own.length}): ${reason}`]
    return own.map(({ file, message }) => `${code} without a reason: ${file}: ${message}`)
  })
  const stale = [...left.keys()].filter(code => !codes.includes(code))
  const told = stale.map(code => `${code} is no longer found; take its reason out of docs/sdk-check.md.`)
  return { lines: [...lines, ...told], unexplained: codes.filter(code => !left.has(code)).length }
}
