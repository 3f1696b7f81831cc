import { describe, expect, test } from 'vitest'
import { carryOut, jsonArgument } from '../../Automations/carry-out.ts'
import { rowList } from '../../Automations/row-list.ts'
import { textOf } from '../../Automations/texts.ts'
import { parseFields } from '../../kit/fields.ts'
import type { Json } from '../../kit/wire.ts'
import { answering, errorEntry, note } from './answering.ts'

describe('a command that an automation carries out', () => {
  test('gives its entries', async () => {
    const { host, calls } = answering({ setIncident: [note('ok')] })
    expect(await carryOut(host, 'setIncident', { name: 'x' })).toMatchObject([{ Contents: 'ok' }])
    expect(calls).toEqual([['setIncident', { name: 'x' }]])
  })

  test.each<[entry: ReturnType<typeof note>, args: Record<string, Json>, message: string]>([
    [errorEntry('it is closed'), {}, 'setIncident failed: it is closed'],
    [errorEntry('no scope'), { using: 'Okta_1' }, 'setIncident on "Okta_1" failed: no scope'],
    [{ ...errorEntry(''), Contents: { code: 7 } }, {}, 'setIncident failed: {"code":7}'],
    [{ ...errorEntry('facts'), HumanReadable: 'the sentence' }, {}, 'setIncident failed: the sentence'],
  ])('an error entry %j is an error', async (entry, args, message) => {
    const { host } = answering({ setIncident: [note('first'), entry] })
    await expect(carryOut(host, 'setIncident', args)).rejects.toThrow(message)
  })
})

test('JSON for an argument holds nothing that the platform would fill in, and means the same', () => {
  const value = [{ label: '${incident.owner} $ {x} $${y}' }]
  expect(jsonArgument(value)).not.toContain('${')
  expect(JSON.parse(jsonArgument(value))).toEqual(value)
})

test.each<[Json | undefined, string]>([
  ['  Ann ', 'Ann'],
  [7, '7'],
  [false, 'false'],
  [0, '0'],
  [null, ''],
  [undefined, ''],
  [{ a: 1 }, ''],
  [['a'], ''],
])('the text of %j is %j', (value, text) => {
  expect(textOf(value)).toBe(text)
})

describe('an argument of rows', () => {
  const fields = { rows: rowList({ description: 'Rows.' }) }

  test.each<[Json, Json | undefined]>([
    [
      [{ a: 1 }, { a: 2 }],
      [{ a: 1 }, { a: 2 }],
    ],
    [{ a: 1 }, [{ a: 1 }]],
    ['[{"a":1}]', [{ a: 1 }]],
    ['{"a":1}', [{ a: 1 }]],
    [[], []],
    ['', undefined],
    [null, undefined],
  ])('takes %j', (given, rows) => {
    expect(parseFields('argument', fields, { rows: given })).toEqual({ rows })
  })

  test.each<Json>(['a,b', '[1]', [1], 7])('refuses %j', given => {
    expect(() => parseFields('argument', fields, { rows: given })).toThrow(/The argument "rows" is/)
  })

  test('is an array, so that the platform runs the automation once for all of them (HC-12)', () => {
    expect(fields.rows.kind.isArray).toBe(true)
  })
})
