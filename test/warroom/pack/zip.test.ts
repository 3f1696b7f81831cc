import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { strToU8, type UnzipFileInfo, unzipSync, type Zippable, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { plainUnzip, unzip } from '../../../warroom/pack/zip.ts'

const BUILT = fileURLToPath(new URL('../../../dist/OktaIdentityLifecycle.zip', import.meta.url))
const all = () => true

/** What reading an archive gives: its files in their order, or the words of the error. */
function outcome(read: () => Record<string, Uint8Array>): unknown {
  try {
    return Object.entries(read()).map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')])
  } catch (cause) {
    return String(cause)
  }
}

function expectSame(archive: Uint8Array): void {
  const filter = ({ name, originalSize }: UnzipFileInfo) => !name.startsWith('-') && originalSize < 1_000_000
  expect(outcome(() => unzip(archive, filter))).toEqual(outcome(() => unzipSync(archive, { filter })))
}

const files = fc.dictionary(
  fc.oneof(
    fc.stringMatching(/^[-a-c/]{1,4}$/),
    fc.string({ unit: 'grapheme', minLength: 1 }).filter(name => name !== '__proto__'),
  ),
  fc.tuple(
    fc.oneof(
      fc.uint8Array({ maxLength: 50 }),
      fc.string({ maxLength: 9 }).map(one => strToU8(one.repeat(40))),
    ),
    fc.record({ level: fc.constantFrom(0 as const, 6 as const, 9 as const) }),
  ),
  { maxKeys: 4 },
)
const archives = files.map(given => zipSync(given as Zippable))

describe('an archive is read as the library reads it', () => {
  it('of any files', () => fc.assert(fc.property(archives, expectSame), { numRuns: 500 }))

  it('with bytes that are not as they were', () =>
    fc.assert(
      fc.property(
        archives,
        fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 }),
        (one, changes) => {
          for (const [at, byte] of changes) one[at % one.length] = byte
          expectSame(one)
        },
      ),
      { numRuns: 1000 },
    ))

  it('with something before, behind or missing', () =>
    fc.assert(
      fc.property(archives, fc.uint8Array({ maxLength: 30 }), fc.nat(), (one, more, cut) => {
        expectSame(Buffer.concat([more, one]))
        expectSame(Buffer.concat([one, more]))
        expectSame(one.subarray(0, cut % one.length))
      }),
    ))

  it('of the pack', () => {
    const archive = readFileSync(BUILT)
    expect(Object.keys(plainUnzip(archive, all) ?? {}).length).toBeGreaterThan(100)
    expectSame(archive)
  })
})
