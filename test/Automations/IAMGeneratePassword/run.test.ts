import { describe, expect, test } from 'vitest'
import { IAMGeneratePassword } from '../../../Automations/IAMGeneratePassword/index.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'

const made = async (args: JsonObject = {}) => {
  const { contents } = await ran(IAMGeneratePassword, args, hostWith({}))
  return String((contents as JsonObject).NEW_PASSWORD)
}

describe('IAMGeneratePassword', () => {
  test('makes one without arguments that meets the usual policy and survives mails and shells', async () => {
    const passwords = await Promise.all(Array.from({ length: 200 }, () => made()))
    for (const one of passwords) {
      expect(one).toMatch(/^[A-Za-z0-9+\-.:=@_]{17,34}$/)
      expect(one.match(/[a-z]/g)?.length).toBeGreaterThanOrEqual(5)
      expect(one.match(/[A-Z]/g)?.length).toBeGreaterThanOrEqual(5)
      expect(one.match(/\d/g)?.length).toBeGreaterThanOrEqual(5)
      expect(one.match(/[^A-Za-z0-9]/g)?.length).toBeGreaterThanOrEqual(2)
    }
    expect(new Set(passwords).size).toBe(200)
  })

  test('shows it, reveals it, and writes no context', async () => {
    const result = await ran(IAMGeneratePassword, {}, hostWith({}))
    const { NEW_PASSWORD } = result.contents as JsonObject
    expect(result).toEqual({
      readable: `The new password is \`${String(NEW_PASSWORD)}\`.`,
      contents: { NEW_PASSWORD },
      reveals: ['NEW_PASSWORD'],
    })
  })

  test('takes the bounds as texts', async () => {
    const args = {
      ...{ min_lcase: '0', max_lcase: '0', min_ucase: '3', max_ucase: '3', min_digits: '4', max_digits: '4' },
      ...{ min_symbols: '1', max_symbols: '1', symbols: '#' },
    }
    const one = await made(args)
    expect([...one].sort().join('')).toMatch(/^#\d{4}[A-Z]{3}$/)
  })

  test.each<[JsonObject, string]>([
    [{ min_lcase: -1 }, 'The argument "min_lcase" is -1; expected a whole number, 0 or more.'],
    [{ max_symbols: 'many' }, 'The argument "max_symbols" is "many"; expected a whole number, 0 or more.'],
    [{ max_digits: '2' }, 'The argument "max_digits" is 2 and "min_digits" is 5'],
    [{ symbols: 'x' }, 'The argument "symbols" is "x"'],
  ])('%j is refused', async (args, sentence) => {
    await expect(ran(IAMGeneratePassword, args, hostWith({}))).rejects.toThrow(sentence)
  })
})
