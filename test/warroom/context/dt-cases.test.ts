import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { createContextLanguage, pathOf } from '../../../warroom/context/index.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'

interface Case {
  id: string
  title: string
  given: { context: Json }
  when: { query?: string; text?: string; complex?: { root: string; accessor?: string } }
  then: { value?: Json; nothing?: true }
}

const cases = JSON.parse(
  readFileSync(new URL('../../conformance/cases/dt.json', import.meta.url), 'utf8'),
) as Case[]
const language = createContextLanguage(await openSandbox())

function answer({ given, when }: Case): Json | undefined {
  if (when.query !== undefined) return language.query(given.context, when.query)
  if (when.text !== undefined) return language.interpolate(when.text, given.context)
  const { root = '', accessor } = when.complex ?? {}
  return language.query(given.context, pathOf(root, accessor))
}

describe('platform/cases/dt.json', () => {
  test('holds all cases', () => expect(cases.length).toBeGreaterThanOrEqual(135))

  test.each(cases.map(one => [`${one.id} ${one.title}`, one] as const))('%s', (_, one) => {
    const before = JSON.stringify(one.given.context)
    const value = answer(one)
    if (one.then.nothing) expect(value ?? null).toBeNull()
    else expect(value).toEqual(one.then.value)
    expect(JSON.stringify(one.given.context)).toBe(before)
  })
})
