import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textTable } from '../../../warroom/face/table.ts'

describe('a table', () => {
  test('stands in aligned columns when it fits', () => {
    expect(
      textTable(
        ['a', 'long header'],
        [
          ['1', 'x'],
          ['three', ''],
        ],
        40,
      ),
    ).toBe(['a      long header', '─────  ───────────', '1      x', 'three', ''].join('\n'))
  })

  test('keeps the lines of a cell', () => {
    expect(
      textTable(
        ['k', 'v'],
        [
          ['a', 'one\ntwo'],
          ['b', 'x'],
        ],
        40,
      ),
    ).toBe('k  v\n─  ───\na  one\n   two\nb  x\n')
  })

  test('wraps its widest column between words when that is enough', () => {
    const text = textTable(
      ['name', 'what it does'],
      [['!x', 'the quick brown fox jumps over the lazy dog']],
      40,
    )
    expect(text).toBe(
      [
        'name  what it does',
        '────  ──────────────────────────────────',
        '!x    the quick brown fox jumps over the',
        '      lazy dog',
        '',
      ].join('\n'),
    )
  })

  test('is printed one header a line when it is wider than the terminal', () => {
    const rows = [
      ['Okta', '00u1', `id: 00u1\nprofile: ${'x'.repeat(60)}`],
      ['Acme', '', 'none'],
    ]
    expect(textTable(['brand', 'id', 'details'], rows, 50)).toBe(
      [
        'brand: Okta',
        'id: 00u1',
        'details:',
        '  id: 00u1',
        `  profile: ${'x'.repeat(60)}`,
        '',
        'brand: Acme',
        'id:',
        'details: none',
        '',
      ].join('\n'),
    )
  })

  test('measures without colours', () => {
    const [head = '', rule = ''] = textTable(['\u001b[1mab\u001b[22m', 'c'], [['1', '2']], 20).split('\n')
    expect(head).toBe('\u001b[1mab\u001b[22m  c')
    expect(rule).toBe('──  ─')
  })

  test('never loses a word, whatever the width (property)', () => {
    const cell = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 8 }).map(words => words.join(' '))
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell), { maxLength: 4 }),
        fc.integer({ min: 5, max: 120 }),
        (rows, width) => {
          const words = textTable(['h', 'i', 'j'], rows, width).split(/\s+/)
          for (const word of rows
            .flat()
            .flatMap(text => text.split(' '))
            .filter(Boolean))
            expect(words).toContain(word)
        },
      ),
    )
  })
})
