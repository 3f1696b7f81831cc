import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../kit/wire.ts'
import { holdsSecretMark, MASK, maskMarks, Secrets } from '../../warroom/secrets.ts'

function secretsOf(...texts: string[]): Secrets {
  const secrets = new Secrets()
  for (const text of texts) secrets.register(text)
  return secrets
}

describe('masking text', () => {
  test.each([
    ['the token is s3cret', `the token is ${MASK}`],
    ['s3crets3cret', `${MASK}${MASK}`],
    ['nothing here', 'nothing here'],
    ['s3cret-longer', MASK],
    ['abc', MASK],
    ['abcd', 'abcd'],
  ])('%j → %j', (text, masked) => {
    expect(secretsOf('s3cret', 's3cret-longer', 'abc').mask(text)).toBe(masked)
  })

  test('empty text is no secret', () => {
    expect(secretsOf('').mask('anything')).toBe('anything')
  })
})

describe('the kinds of secrets', () => {
  const secrets = new Secrets()
  secrets.register('of-instance')
  secrets.reveal('asked-for')
  secrets.given('of-command')
  secrets.given('')
  secrets.reveal('')
  const text = 'of-instance asked-for of-command'

  test.each([
    ['failures and logs', secrets.mask(text), `${MASK} ${MASK} ${MASK}`],
    ['lines', secrets.maskStored(text), `${MASK} ${MASK} of-command`],
    ['what is shown', secrets.shown(text), `"${MASK} asked-for of-command"`],
    ['what is stored', secrets.stored(text), `"${MASK} ${MASK} of-command"`],
    ['what is stored whole', secrets.stored(text.split(' ')), '[{"$secret":1},{"$secret":2},"of-command"]'],
  ])('in %s', (_, masked, expected) => expect(masked).toBe(expected))

  test('one that was revealed and is of an instance as well is hidden', () => {
    secrets.reveal('both-of-them')
    secrets.register('both-of-them')
    expect(secrets.shown('both-of-them')).toBe(`"${MASK}"`)
    expect(secrets.stored('both-of-them')).toBe('{"$secret":3}')
  })
})

describe('values', () => {
  const secrets = secretsOf('pass"word\n1', 'tok-123456', 'ab')
  const value: Json = {
    whole: 'tok-123456',
    inside: 'Bearer tok-123456!',
    quoted: 'pass"word\n1',
    list: ['x', { deep: 'tok-123456' }],
    short: 'ab',
    word: 'cabbage',
    number: 5,
    nothing: null,
    yes: true,
  }

  test('are shown masked', () => {
    expect(JSON.parse(secrets.shown(value))).toEqual({
      whole: MASK,
      inside: `Bearer ${MASK}!`,
      quoted: MASK,
      list: ['x', { deep: MASK }],
      short: MASK,
      word: 'cabbage',
      number: 5,
      nothing: null,
      yes: true,
    })
  })

  test('are stored as marks where they are whole', () => {
    expect(JSON.parse(secrets.stored(value))).toMatchObject({
      whole: { $secret: 2 },
      inside: `Bearer ${MASK}!`,
      quoted: { $secret: 1 },
      list: ['x', { deep: { $secret: 2 } }],
      short: { $secret: 3 },
      word: 'cabbage',
    })
  })

  test('keep their member names, but for long secrets', () => {
    const known = secretsOf('entries', 'a-very-long-token')
    expect(known.shown({ entries: 'entries', 'a-very-long-token': 1 })).toBe(
      `{"entries":"${MASK}","${MASK}":1}`,
    )
  })

  test('a member named __proto__ stays data', () => {
    const value = JSON.parse('{"__proto__":{"polluted":"tok-123456"}}')
    expect(secrets.shown(value)).toBe(`{"__proto__":{"polluted":"${MASK}"}}`)
    expect(Object.hasOwn({}, 'polluted')).toBe(false)
  })

  test('never hold a registered secret of some length (property)', () => {
    const secret = fc.string({ minLength: 4, maxLength: 12 })
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (text, before, after) => {
        // The mask itself may hold a secret made of stars.
        fc.pre(!MASK.includes(text) && !/\*/.test(text))
        const shown = JSON.parse(secretsOf(text).shown([before + text + after])) as string[]
        const rest = (before + after).includes(text)
        expect(shown[0]?.includes(text) && !rest).toBe(false)
      }),
    )
  })
})

describe('values read back', () => {
  test.each([
    [{ $secret: 1 }, true, MASK],
    [{ token: { $secret: 4 }, other: 1 }, true, { token: MASK, other: 1 }],
    [[{ $secret: 2 }], true, [MASK]],
    [{ $secret: 'text' }, false, { $secret: 'text' }],
    [{ $secret: 1, more: 2 }, false, { $secret: 1, more: 2 }],
    ['plain', false, 'plain'],
  ])('%j', (value, holds, masked) => {
    expect(holdsSecretMark(value as Json)).toBe(holds)
    expect(maskMarks(value as Json)).toEqual(masked)
  })
})
