import { readFileSync } from 'node:fs'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { createContextLanguage } from '../../../warroom/context/index.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'
import type { Env, Script } from '../../../warroom/values/value.ts'

/** A case of test/conformance/cases. */
export interface Case<Given, When> {
  id: string
  title: string
  given: Given
  when: When
  then: JsonObject
}

export function casesOf<Given, When>(name: string): Case<Given, When>[] {
  const file = new URL(`../../conformance/cases/${name}.json`, import.meta.url)
  return JSON.parse(readFileSync(file, 'utf8')) as Case<Given, When>[]
}

/** Stands in for the automation of that name, as the cases need it: text in, what it holds out. */
const parseJSON: Script = {
  entireList: false,
  run: ({ value }) => (typeof value === 'string' ? (JSON.parse(value) as Json) : value),
}

export const language = createContextLanguage(await openSandbox())

export const env: Env = { language, findScript: name => (name === 'ParseJSON' ? parseJSON : undefined) }

/** What a call gives, in the words of the cases. */
export function outcome(name: string, call: () => Json | undefined): JsonObject {
  let value: Json | undefined
  try {
    value = call()
  } catch {
    return { error: true }
  }
  return value === undefined || value === null ? { nothing: true } : { [name]: value }
}
