import { Readable } from 'node:stream'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf } from '../../kit/lines.ts'

async function lines(...chunks: Buffer[]): Promise<string[]> {
  const found: string[] = []
  for await (const line of linesOf(Readable.from(chunks))) found.push(line)
  return found
}

describe('the lines of the wire', () => {
  it.each([
    ['two lines', 'a\nb\n', ['a', 'b']],
    ['a last line without an end', 'a\nb', ['a', 'b']],
    ['an empty line', 'a\n\nb', ['a', '', 'b']],
    ['nothing', '', []],
    ['separators that JSON may hold', '{"a":"x\u2028y\u2029z\u0085"}\n', ['{"a":"x\u2028y\u2029z\u0085"}']],
  ])('%s', async (_, text, expected) => expect(await lines(Buffer.from(text))).toEqual(expected))

  it('come out whole, wherever the stream is cut', async () => {
    const texts = fc.array(fc.string({ unit: 'grapheme' }).filter(text => !text.includes('\n')))
    await fc.assert(
      fc.asyncProperty(texts, fc.integer({ min: 1, max: 7 }), async (wanted, size) => {
        const bytes = Buffer.from(wanted.map(text => `${text}\n`).join(''))
        const chunks: Buffer[] = []
        for (let from = 0; from < bytes.length; from += size) chunks.push(bytes.subarray(from, from + size))
        expect(await lines(...chunks)).toEqual(wanted)
      }),
    )
  })
})
