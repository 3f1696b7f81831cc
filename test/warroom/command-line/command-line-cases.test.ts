import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import {
  type CommandDeclaration,
  CommandLineError,
  parseLine,
  resolveArguments,
} from '../../../warroom/command-line/index.ts'
import { createContextLanguage } from '../../../warroom/context/index.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'

interface Case {
  id: string
  title: string
  given: { context: Json; commands: CommandDeclaration[] }
  when: { line: string }
  then: {
    command?: string
    args?: JsonObject
    runs?: JsonObject[]
    reserved?: Record<string, string>
    error?: true
    kind?: string
  }
}

const cases = JSON.parse(
  readFileSync(new URL('../../conformance/cases/command-line.json', import.meta.url), 'utf8'),
) as Case[]
const language = createContextLanguage(await openSandbox())

function outcome({ given, when }: Case) {
  const parsed = parseLine(when.line)
  if (parsed.kind !== 'command') return { kind: parsed.kind }
  const declaration = given.commands.find(command => command.name === parsed.name)
  if (declaration === undefined) throw new CommandLineError(`no command ${parsed.name}`)
  const resolved = resolveArguments(parsed, declaration, text => language.interpolate(text, given.context))
  return { command: parsed.name, ...resolved, reserved: { ...resolved.reserved } }
}

describe('platform/cases/command-line.json', () => {
  test('holds all cases', () => expect(cases.length).toBeGreaterThanOrEqual(72))

  test.each(cases.map(one => [`${one.id} ${one.title}`, one] as const))('%s', (_, one) => {
    const { then } = one
    if (then.error) expect(() => outcome(one)).toThrow(CommandLineError)
    else if (then.kind) expect(outcome(one)).toEqual({ kind: then.kind })
    else {
      const runs = then.runs ?? [then.args]
      expect(outcome(one)).toEqual({ command: then.command, runs, reserved: then.reserved ?? {} })
    }
  })
})
