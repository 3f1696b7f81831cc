import fc from 'fast-check'
import type { Report } from '../../../Integrations/WorkdayIAM/workday/refusals.ts'
import type { Json } from '../../../kit/wire.ts'

export const REPORT: Report = { place: 'https://wd.example.com/ccx/report', asksForJson: true }

/** A report as text, and the texts of its entries as they stand in it. */
export interface Document {
  readonly text: string
  readonly entries: readonly string[]
}

type Space = () => string

/** Any report at all: white space, escapes, members beside Report_Entry. It ends with its last brace. */
export const documents: fc.Arbitrary<Document> = fc
  .record({
    entries: fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }))),
    before: others(),
    after: others(),
    spaces: fc.array(fc.constantFrom('', ' ', '\n', '\t', '\r\n  '), { minLength: 1 }),
    name: fc.constantFrom('"Report_Entry"', '"Report\\u005fEntry"'),
  })
  .map(({ entries, before, after, spaces, name }) => {
    let next = 0
    const space: Space = () => spaces[next++ % spaces.length] ?? ''
    const texts = entries.map(entry => spaced(entry as Json, space))
    const list = `[${texts.map(text => space() + text + space()).join(',') || space()}]`
    const members = [
      ...before.map(member => textOf(member, space)),
      `${name}${space()}:${space()}${list}`,
      ...after.map(member => textOf(member, space)),
    ]
    const text = `${space()}{${members.map(member => space() + member + space()).join(',')}}`
    return { text, entries: texts }
  })

/** The bytes cut at any places, empty pieces included. */
export function chunksOf(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const places = [0, ...cuts.map(cut => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return places.slice(1).map((place, index) => bytes.subarray(places[index], place))
}

function others(): fc.Arbitrary<[string, Json][]> {
  const name = fc.string({ unit: 'binary' }).filter(text => text !== 'Report_Entry')
  return fc.array(fc.tuple(name, fc.jsonValue({ stringUnit: 'binary' }) as fc.Arbitrary<Json>), {
    maxLength: 3,
  })
}

function textOf([name, value]: [string, Json], space: Space): string {
  return `${JSON.stringify(name)}${space()}:${space()}${spaced(value, space)}`
}

function spaced(value: Json, space: Space): string {
  if (Array.isArray(value)) return `[${value.map(item => space() + spaced(item, space) + space()).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(member => space() + textOf(member, space) + space())
  return `{${members.join(',') || space()}}`
}
