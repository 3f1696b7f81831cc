import { describe, expect, it } from 'vitest'
import { lookalikes } from '../../../Integrations/WorkdayIAM/cycle/lookalikes.ts'
import type { MappedEntry } from '../../../Integrations/WorkdayIAM/cycle/mapped-entry.ts'

/** The places of the entries that were mapped. */
async function foundBy(values: readonly string[], name: string, ...texts: string[]): Promise<number[]> {
  const given = texts.map((text, at) => ({ place: at + 1, text, digest: `d${at}` }))
  const all = await lookalikes(given, values, name, async ({ place }) => ({ place }) as MappedEntry)
  return all.map(({ place }) => place)
}

const found = (values: readonly string[], ...texts: string[]) => foundBy(values, '', ...texts)

describe('entries that may be of the same person', () => {
  it.each<[string, string, string]>([
    ['a text', '1001', '{"id":"1001"}'],
    ['a number', '1001', '{"id":1001}'],
    ['a number at the end of a list', '1001', '{"id": 1001, "a":1}'],
    ['blanks around it', '1001', '{"id":" 1001 "}'],
    ['another case', 'p1@example.com', '{"mail":"P1@Example.COM"}'],
    ['a column of any name, or a structure', '1001', '{"a":{"b":"1001"}}'],
    ['signs of a pattern', 'a.b+c@x', '{"mail":"a.b+c@x"}'],
    ['an end that is a sign', 'Lee (Ann)', '{"name":"Lee (Ann)"}'],
    ['a letter beyond ASCII', 'Zoë', '{"name":"Zoë"}'],
    ['a letter beyond ASCII, as an escape', 'Zoë', '{"name":"Zo\\u00eb"}'],
  ])('have the value in their text: %s', async (_, value, text) => {
    expect(await found([value], text)).toEqual([1])
  })

  it.each<[string, string, string]>([
    ['a longer number', '1001', '{"id":"11001"}'],
    ['a number that goes on', '1001', '{"id":"10010"}'],
    ['a sign that is any in a pattern', 'a.b@x', '{"mail":"aXb@x"}'],
    ['another person', '1001', '{"id":"1002"}'],
    ['an escape, when what is wanted is ASCII', 'Zoe', '{"name":"Zo\\u00eb"}'],
  ])('are not mapped in vain: %s', async (_, value, text) => {
    expect(await found([value], text)).toEqual([])
  })

  it('are found by any of the values, in the order of the report', async () => {
    expect(await found(['1002', 'p1@x'], '{"m":"p1@x"}', '{"id":"1"}', '{"id":"1002"}')).toEqual([1, 3])
  })

  it.each<[string, string, string]>([
    ['quotes in it', 'Ann "Annie" Lee', '{"name":"Ann \\"Annie\\" Lee"}'],
    ['two blanks', 'Ann  Marie', '{"name":"ann marie"}'],
    ['an accent of its own', 'Jose\u0301 Garcia', '{"name":"Jos\u00e9 Garcia"}'],
    ['an escape', 'Zo\u00eb', '{"name":"Zo\\u00eb"}'],
    ['no plain letters', '\u738b\u829d', '{"name":"\u738b\u829d"}'],
  ])('have the name, compared by its longest word: %s', async (_, name, text) => {
    expect(await foundBy([], name, text)).toEqual([1])
    expect(await foundBy([], name, '{"name":"Max Other"}')).toEqual([])
  })

  it.each([[[]], [['']], [['', '']]])('are none by %j', async values => {
    expect(await found(values, '{"id":""}', '{"id":" "}')).toEqual([])
  })
})
