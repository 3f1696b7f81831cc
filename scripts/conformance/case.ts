import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Json, JsonObject } from '../../kit/wire.ts'

/** One worked example of a platform rule. Its shapes per file: test/conformance/README.md. */
export interface Case<Given = JsonObject, When = JsonObject> {
  readonly id: string
  readonly rule: readonly string[]
  readonly title: string
  readonly given: Given
  readonly when: When
  readonly then: JsonObject
}

/** Gives what became of a case in the words of its `then`; an exception counts as `{"error": true}`. */
export type Runner = (one: Case) => JsonObject

/** The files of a folder of cases, by name without ending. */
export function caseFiles(folder: string): Map<string, Case[]> {
  const names = readdirSync(folder).filter(name => name.endsWith('.json'))
  return new Map(
    names
      .sort()
      .map(name => [
        name.slice(0, -'.json'.length),
        JSON.parse(readFileSync(join(folder, name), 'utf8')) as Case[],
      ]),
  )
}

/** The cases of the specification where it lies beside the project, else our copy of them. */
export function caseFolder(): string {
  const beside = '../shared/platform/cases'
  return existsSync(beside) ? beside : 'test/conformance/cases'
}

/** The value under a name, or in the words of the cases that there is none. */
export function told(name: string, value: Json | undefined): JsonObject {
  return value === undefined || value === null ? { nothing: true } : { [name]: value }
}

/** Runs a case; gives undefined when it passes, else what came instead. */
export function failure(one: Case, run: Runner): JsonObject | undefined {
  const before = JSON.stringify(one)
  const actual = attempt(one, run)
  if (!isDeepStrictEqual(normal(actual), normal(one.then))) return actual
  return JSON.stringify(one) === before ? undefined : { changedItsInput: true }
}

function attempt(one: Case, run: Runner): JsonObject {
  try {
    return run(one)
  } catch {
    return { error: true }
  }
}

/** Plain JSON, with labels as the set that they are. */
function normal(then: JsonObject): JsonObject {
  const plain = JSON.parse(JSON.stringify(then)) as JsonObject
  if (!Array.isArray(plain.labels)) return plain
  return { ...plain, labels: plain.labels.map(label => JSON.stringify(label)).sort() }
}
