import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimsOf } from '../../../Integrations/WorkdayIAM/cycle/claims.ts'
import { judged } from '../../../Integrations/WorkdayIAM/cycle/judge.ts'
import { knownProfiles } from '../../../Integrations/WorkdayIAM/cycle/known-profiles.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance } from './instance.ts'
import { entries } from './people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(() => instance.close())

/** What a pipe holds before its writer waits. */
const PIPE = 65_536

/** Judges entries; gives the places in their order, and the most questions and bytes that had no answer yet. */
async function asked(report: readonly JsonObject[]) {
  const session = instance.session()
  const most = { questions: 0, bytes: 0 }
  const open = { questions: 0, bytes: 0 }
  const { mapObject } = session.host
  session.reader.host.mapObject = async (object, mapper, type) => {
    const bytes = Buffer.byteLength(JSON.stringify({ ask: 'mapObject', with: [object, mapper, type] }))
    open.questions += 1
    open.bytes += bytes
    most.questions = Math.max(most.questions, open.questions)
    most.bytes = Math.max(most.bytes, open.bytes)
    await new Promise(later => setImmediate(later))
    open.questions -= 1
    open.bytes -= bytes
    return mapObject(object, mapper, type)
  }
  const texts = report.map((one, at) => ({ place: at + 1, text: JSON.stringify(one), digest: `d${at}` }))
  const places: number[] = []
  for await (const { entry } of judged(
    texts,
    knownProfiles([]),
    claimsOf({ claimed: new Map(), fromFirst: { texts, more: undefined } }),
    session,
  ))
    places.push(entry.place)
  return { ...most, places }
}

const inOrder = (length: number) => Array.from({ length }, (_, at) => at + 1)
const longer = (report: JsonObject[], text: string) => report.map(one => ({ ...one, Note: text }))

describe('what is asked of the host at once', () => {
  it('is the mapping of several entries, whose order stays', async () => {
    const { questions, places } = await asked(entries(120))
    expect(questions).toBeGreaterThan(5)
    expect(questions).toBeLessThanOrEqual(50)
    expect(places).toEqual(inOrder(120))
  })

  it.each([
    ['a thousand letters', 'x'.repeat(1000)],
    ['letters of three bytes', '한'.repeat(1000)],
    ['letters of four bytes', '😀'.repeat(1000)],
    ['escaped characters', '\n'.repeat(1000)],
  ])('fits into a pipe, with %s in every entry', async (_, text) => {
    const { questions, bytes, places } = await asked(longer(entries(120), text))
    expect(questions).toBeGreaterThan(1)
    expect(bytes).toBeLessThan(PIPE)
    expect(places).toEqual(inOrder(120))
  })

  it('is one entry alone when it is a large one', async () => {
    const { questions, places } = await asked(longer(entries(3), 'x'.repeat(30_000)))
    expect(questions).toBe(1)
    expect(places).toEqual([1, 2, 3])
  })
})
