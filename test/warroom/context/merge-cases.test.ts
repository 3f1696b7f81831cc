import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { createContextLanguage, openContext } from '../../../warroom/context/index.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'

interface Case {
  id: string
  title: string
  given: { context: JsonObject }
  when: {
    entryContext?: JsonObject | JsonObject[]
    setContext?: { path: string; value: Json }
    delContext?: string
    contents?: Json
    contentsFormat?: string
    extendContext?: string
  }
  then: { context: JsonObject }
}

const cases = JSON.parse(
  readFileSync(new URL('../../conformance/cases/merge.json', import.meta.url), 'utf8'),
) as Case[]
const language = createContextLanguage(await openSandbox())

describe('platform/cases/merge.json', () => {
  test('holds all cases', () => expect(cases.length).toBeGreaterThanOrEqual(77))

  test.each(cases.map(one => [`${one.id} ${one.title}`, one] as const))('%s', (_, { given, when, then }) => {
    const handedIn = JSON.stringify(when)
    const context = openContext(language, given.context)
    for (const each of [when.entryContext ?? []].flat()) context.merge(each)
    if (when.setContext) context.set(when.setContext.path, when.setContext.value)
    if (when.delContext !== undefined) context.delete(when.delContext)
    if (when.extendContext !== undefined) {
      context.extend(when.contents ?? null, when.contentsFormat, when.extendContext)
    }
    expect(context.value).toEqual(then.context)
    expect(JSON.stringify(when)).toBe(handedIn)
  })
})
