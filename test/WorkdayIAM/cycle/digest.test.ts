import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { digestOf, runningDigest } from '../../../Integrations/WorkdayIAM/cycle/digest.ts'

/** Of the texts, as `printf '%s\n' … | openssl dgst -sha256 -binary | base64` gives it. */
const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64')
const inUrls = (base64: string) => base64.replaceAll('+', '-').replaceAll('/', '_').slice(0, 22)

const running = (...texts: string[]) => {
  const digest = runningDigest()
  for (const text of texts) digest.add(text)
  return digest.value()
}

describe('a digest', () => {
  it('is the beginning of SHA-256, so that another version of this pack finds the same', () => {
    expect(digestOf('')).toBe('47DEQpj8HBSa-_TImW-5JC')
    for (const text of ['{"a":"ä"}', '{"a":"ö"}', 'x'.repeat(10_000)])
      expect(digestOf(text)).toBe(inUrls(sha256(text)))
  })

  it('fits into a shortText field and has no blank, at which the last run is split', () => {
    for (let n = 0; n < 200; n += 1) expect(digestOf(`{"n":${n}}`)).toMatch(/^[\w-]{22}$/)
  })
})

describe('a digest of many texts', () => {
  it('is one of the texts, each with the end of a line', () => {
    expect(running('a', 'b')).toBe(inUrls(sha256('a\nb\n')))
    expect(running()).toBe(digestOf(''))
  })

  it.each([
    [
      ['a', 'b'],
      ['b', 'a'],
    ],
    [['ab'], ['a', 'b']],
    [['a'], ['a', '']],
    [['a'], ['a', 'a']],
  ])('tells %j from %j', (one, other) => {
    expect(running(...one)).not.toBe(running(...other))
  })
})
