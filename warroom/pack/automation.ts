import type { Json, JsonObject } from '../../kit/wire.ts'
import { type Command, readIntegration } from './integration.ts'

/** An automation of a pack: what it declares, and its code in the language it is written in. */
export interface PackAutomation {
  name: string
  tags: readonly string[]
  declaration: Command
  code: string
  language: string
  /** Its own time limit; undefined when it has none. */
  timeoutSeconds: number | undefined
  file: string
}

const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 }

/** A duration as Go writes it, `5m0s`, or a number of nanoseconds. Zero and what cannot be read is no limit of its own. */
function seconds(timeout: Json | undefined): number | undefined {
  if (typeof timeout === 'number') return timeout > 0 ? timeout / 1e9 : undefined
  const parts = [...String(timeout ?? '').matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)]
  const total = parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? 0), 0)
  return total > 0 ? total : undefined
}

/**
 * The automation in a parsed YAML; `code` stands beside the YAML in the repository form and inside it in the zip. Throws a
 * ZodError when the YAML lacks what a run needs.
 */
export function readAutomation(item: JsonObject, code: string | undefined, file: string): PackAutomation {
  // Its arguments and outputs are those of a command, so they are read as one.
  const { commonfields, name, args, outputs, script, type, tags, timeout, comment } = item
  const command = { name, description: comment ?? null, arguments: args ?? null, outputs: outputs ?? null }
  const read = readIntegration(
    {
      ...{ commonfields: commonfields ?? null, name: name ?? null },
      script: { script: script ?? null, type: type ?? null, commands: [command as JsonObject] },
    },
    code,
    file,
  )
  const [declaration] = read.commands
  if (declaration === undefined) throw new Error(`The automation of ${file} declares nothing.`)
  return {
    name: declaration.name,
    tags: Array.isArray(tags) ? tags.map(String) : [],
    declaration,
    code: read.code,
    language: read.language,
    timeoutSeconds: seconds(timeout),
    file,
  }
}
