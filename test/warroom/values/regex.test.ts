import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ValueError } from '../../../warroom/values/cast.ts'
import { matches, replaceMatches } from '../../../warroom/values/match.ts'
import { translateRegex } from '../../../warroom/values/regex.ts'
import { language } from './scene.ts'

const found = (text: string, regex: string) => matches(text, regex, language)

describe('RE2 spelling', () => {
  const rows: [regex: string, matching: string[], other: string[]][] = [
    ['', ['', 'a'], []],
    ['b', ['abc'], ['ac']],
    ['^b', ['bc'], ['abc', 'a\nb']],
    ['c$', ['abc'], ['abc\n', 'c\nd']],
    ['(?m)^b$', ['a\nb\nc'], ['ab']],
    ['(?i)straße', ['STRAßE'], ['strasse']],
    ['(?s)a.b', ['a\nb'], ['ab']],
    ['a.b', ['axb', 'a\rb'], ['a\nb']],
    ['(?is)A.B', ['a\nb'], ['ab']],
    ['(?i)(?s)A.B', ['a\nb'], ['ab']],
    ['\\Aa', ['ab'], ['ba', 'b\na']],
    ['(?m)\\Aa\\z', ['a'], ['a\nb', 'b\na']],
    ['a\\z', ['ba'], ['a\n']],
    ['(?P<first>a)b', ['ab'], ['b']],
    ['(?<first>a)b', ['ab'], ['b']],
    ['(?:ab)+c', ['ababc'], ['c']],
    ['\\d{3}', ['123'], ['12']],
    ['^a{2,3}$', ['aa', 'aaa'], ['a', 'aaaa']],
    ['^a{2,}$', ['aa', 'aaaa'], ['a']],
    ['^a{,2}$', ['a{,2}'], ['a', 'aa']],
    ['a{x}', ['a{x}'], ['ax']],
    ['^<.+?>$', ['<a>'], ['a']],
    ['^[\\w.+-]+@[\\w-]+\\.[\\w.-]+$', ['a.b+c@x-y.co.uk'], ['a@b', 'a b@c.d']],
    ['^[\\w-\\.]+$', ['a-b.c'], ['a b']],
    ['^[a-]$', ['a', '-'], ['b']],
    ['^[-a]$', ['a', '-'], ['b']],
    ['^[a-c-e]$', ['b', '-', 'e'], ['d']],
    ['^[]a]+$', [']a'], ['[']],
    ['^[^]a]+$', ['b['], [']', 'a']],
    ['^[^^]+$', ['ab'], ['^']],
    ['^[^-]$', ['a'], ['-']],
    ['^[[:alpha:]]+$', ['aZ'], ['a1']],
    ['^[[:digit:]_x]+$', ['1_x'], ['a']],
    ['^[^[:space:]]+$', ['ab'], ['a b']],
    ['^[[:punct:]]$', ['!', '/', '[', '`', '~'], ['a', ' ']],
    ['^[(?:{2}]+$', ['(?:{2'], ['a']],
    ['^[\\]\\\\]+$', [']\\'], ['[']],
    ['^\\pL+$', ['Ünï'], ['1']],
    ['^\\p{Lu}[\\p{Ll}]+$', ['Ann'], ['ann']],
    ['^\\PL$', ['1'], ['a']],
    ['\\x41\\x{1F600}', ['A😀'], ['A']],
    ['^[\\x{1F600}-\\x{1F602}]$', ['😁'], ['😃']],
    ['^.$', ['😀'], ['ab']],
    ['\\Qa.b(\\E+', ['a.b(('], ['axb(']],
    ['\\Qa.b', ['a.b'], ['axb']],
    ['a\\/b\\-c\\_d\\"e\\@', ['a/b-c_d"e@'], ['ab']],
    ['a/b]c}', ['a/b]c}'], ['a']],
    ['\\ba', ['x a'], ['xa']],
    ['\\t\\n\\a', ['\t\n\x07'], ['tn']],
    ['^(foo|bar)+$', ['foobarfoo'], ['foob']],
  ]
  test.each(rows)('%s', (regex, matching, other) => {
    expect(matching.filter(text => !found(text, regex))).toEqual([])
    expect(other.filter(text => found(text, regex))).toEqual([])
  })

  test.each([
    ['(', 'a regular expression'],
    ['[a', 'a closing ]'],
    ['[b-a]', 'a regular expression'],
    ['a**', 'a regular expression'],
    ['*', 'a regular expression'],
    ['a)', 'a regular expression'],
    ['(a)\\1', 'no back-reference'],
    ['(?=a)', 'no look-around'],
    ['(?<!a)b', 'no look-around'],
    ['a(?i)b', 'flags at its start'],
    ['(?U)a', 'not U'],
    ['[[:nope:]]', '[:nope:]'],
    ['[[:constructor:]]', '[:constructor:]'],
    ['\\p{Nope}', 'a regular expression'],
    ['\\k', 'a regular expression'],
    ['\\', 'a regular expression'],
  ])('%s is refused by name', (regex, reason) => {
    const failing = () => translateRegex(regex)
    expect(failing).toThrow(ValueError)
    expect(failing).toThrow(reason)
    expect(failing).toThrow(JSON.stringify(regex))
  })

  test('any text is translated or refused, never anything else', () => {
    const piece = fc.constantFrom(
      'a',
      '(',
      ')',
      '[',
      ']',
      '^',
      '$',
      '*',
      '+',
      '?',
      '{2}',
      '|',
      '\\d',
      '\\',
      '-',
      '.',
    )
    const regex = fc.oneof(
      fc.string(),
      fc.array(piece).map(pieces => pieces.join('')),
    )
    fc.assert(
      fc.property(regex, text => {
        try {
          translateRegex(text)
        } catch (error) {
          expect(error).toBeInstanceOf(ValueError)
        }
      }),
    )
  })

  test('a quoted text matches itself', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter(text => !text.includes('\\')),
        text => {
          expect(found(`x${text}y`, `^x\\Q${text}\\Ey$`)).toBe(true)
        },
      ),
    )
  })
})

describe('the bound of the steps', () => {
  test.each([
    ['abc', 1, 1],
    ['a|b|c', 1, 3],
    ['(a|b)(c|d)', 1, 4],
    ['a?b?', 1, 4],
    ['a{2,4}', 1, 3],
    ['a{9}', 1, 1],
    ['a+', 2, 1],
    ['a+?b', 2, 1],
    ['(\\w+) (\\w+)', 3, 1],
    ['(ab)+', 2, 1],
    ['a{2,}', 2, 1],
  ])('%s costs at most %i, %i', (regex, power, factor) => {
    expect(translateRegex(regex)).toMatchObject({ power, factor })
  })

  test.each(['(a+)+', '(a|b)*', '(a?){30}', '((a+)?)+', '(?:a*){2,3}', '((ab|c)d)+'])(
    '%s may explode',
    regex => {
      expect(translateRegex(regex).power).toBe(Infinity)
    },
  )

  test('a regular expression that explodes is stopped and named', () => {
    expect(() => found(`${'a'.repeat(50)}b`, '^(a+)+$')).toThrow(
      /cannot match "\^\(a\+\)\+\$" on a text of 51 characters/,
    )
  })

  test('one that explodes on long texts only is stopped there', () => {
    expect(found('aaab', 'a*a*a*a*c')).toBe(false)
    expect(() => found('a'.repeat(5000), 'a*a*a*a*c')).toThrow(ValueError)
  })

  test('the sandbox is usable afterwards', () => {
    expect(found('foobar', '^(foo|bar)+$')).toBe(true)
  })
})

describe('replaceMatches', () => {
  test.each([
    ['x12y345', '\\d+', '#', 'x#y#'],
    ['john smith', '(\\w+) (\\w+)', '$2 $1', 'smith john'],
    ['john', '(?P<name>\\w+)', '<${name}|$name|${1}|$1>', '<john|john|john|john>'],
    ['a', 'a', '$$1', '$1'],
    ['a', 'a', 'cost: $', 'cost: $'],
    ['a', '(a)|(b)', '[$1][$2][$9]', '[a][][]'],
    ['a', 'a', '${constructor}', ''],
    ['abc', '', '-', '-a-b-c-'],
    ['abc', 'x', 'y', 'abc'],
    ['😀😀', '.', 'x', 'xx'],
    ['foobar-', '(foo|bar)+', '<$0$1>', '<foobarbar>-'],
    ['none', '(foo|bar)+', 'x', 'none'],
    ['foo', '(foo|bar)+', 'x', 'x'],
  ])('%s, %s by %s', (text, regex, template, result) => {
    expect(replaceMatches(text, regex, template, language)).toBe(result)
  })
})
