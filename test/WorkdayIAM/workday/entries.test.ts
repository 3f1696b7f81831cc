import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../Integrations/WorkdayIAM/workday/entries.ts'
import { Refusal } from '../../../kit/errors.ts'
import { chunksOf, documents, REPORT } from './documents.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const BOM = Uint8Array.of(0xef, 0xbb, 0xbf)

async function* arriving(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

/** What comes of the chunks of an answer: the texts of the entries, and the failure that ended them. */
async function read(
  chunks: readonly Uint8Array[],
  contentType = 'application/json',
): Promise<{ entries: string[]; failure: unknown }> {
  const entries: string[] = []
  const broken = () => new Error('nothing breaks here')
  try {
    for await (const batch of entriesOf(arriving(chunks), contentType, REPORT, broken)) entries.push(...batch)
    return { entries, failure: undefined }
  } catch (failure) {
    return { entries, failure }
  }
}

const cuts = fc.array(fc.nat(), { maxLength: 20 })

describe('a report that is whole', () => {
  it('gives each entry as it stands there, wherever the chunks are cut, with a byte order mark or without', async () => {
    const property = fc.asyncProperty(documents, cuts, fc.boolean(), async ({ text, entries }, cuts, bom) => {
      const bytes = Buffer.concat([...(bom ? [BOM] : []), bytesOf(text)])
      expect(await read(chunksOf(bytes, cuts))).toEqual({ entries, failure: undefined })
    })
    await fc.assert(property, { numRuns: 300 })
  })

  it('gives the same byte by byte', async () => {
    const property = fc.asyncProperty(documents, async ({ text, entries }) => {
      const bytes = Buffer.concat([BOM, bytesOf(text), bytesOf(' \n')])
      expect(await read([...bytes].map(byte => Uint8Array.of(byte)))).toEqual({ entries, failure: undefined })
    })
    await fc.assert(property, { numRuns: 50 })
  })

  it('gives an entry as soon as it is whole', async () => {
    const batches = entriesOf(
      arriving([bytesOf('{"Report_Entry":[{"a":1},{"b"'), bytesOf(':2}'), bytesOf(']}')]),
      '',
      REPORT,
      () => new Error(),
    )
    expect((await batches.next()).value).toEqual(['{"a":1}'])
    expect((await batches.next()).value).toEqual(['{"b":2}'])
    expect((await batches.next()).done).toBe(true)
  })
})

describe('a report that is not whole', () => {
  it('is an error wherever it is cut, never a shorter report', async () => {
    const property = fc.asyncProperty(documents, fc.nat(), cuts, async ({ text, entries }, end, cuts) => {
      const bytes = bytesOf(text)
      const { entries: given, failure } = await read(chunksOf(bytes.subarray(0, end % bytes.length), cuts))
      expect(failure).toBeInstanceOf(Refusal)
      expect(given).toEqual(entries.slice(0, given.length))
    })
    await fc.assert(property, { numRuns: 500 })
  })

  it('is an error when anything follows', async () => {
    const property = fc.asyncProperty(documents, fc.string({ minLength: 1 }), async ({ text }, more) => {
      fc.pre(more.trim() !== '')
      expect((await read([bytesOf(text + more)])).failure).toBeInstanceOf(Refusal)
    })
    await fc.assert(property)
  })

  it.each<[string, number[], string]>([
    ['a byte that begins nothing', [0xff], 'after entry 1 stand bytes that are no UTF-8'],
    ['half a character before another', [0xc3, 0x28], 'after entry 1 stand bytes that are no UTF-8'],
    ['half a surrogate pair', [0xed, 0xa0, 0x80], 'after entry 1 stand bytes that are no UTF-8'],
    ['half a character at the end', [0xe5, 0x90], 'broke off after 1 whole entry'],
  ])('%s', async (_, bytes, said) => {
    const chunks = [bytesOf('{"Report_Entry":[{},'), Uint8Array.from(bytes)]
    const { entries, failure } = await read(chunks)
    expect(entries).toEqual(['{}'])
    expect(String(failure)).toContain(said)
  })

  it('half a character after the end is an error too', async () => {
    const { failure } = await read([bytesOf('{"Report_Entry":[{}]}'), Uint8Array.of(0xc3)])
    expect(String(failure)).toContain('after its end stand bytes that are no UTF-8')
  })
})

describe('what its header calls no JSON', () => {
  it.each([
    ['text/html; charset=utf-8', 'it is an HTML page'],
    ['application/xhtml+xml', 'it is an HTML page'],
    ['text/xml', 'it is XML although the report URL says format=json'],
  ])('%s', async (contentType, said) => {
    const { failure } = await read([bytesOf('Please sign in.')], contentType)
    expect(String(failure)).toContain(said)
  })

  it('is only empty when nothing comes', async () => {
    expect(String((await read([], 'text/html')).failure)).toContain('is empty')
  })
})
