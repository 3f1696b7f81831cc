import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CommandLineError, parseLine, quote } from '../../../warroom/command-line/index.ts'

function argumentsOf(line: string): [name: string | undefined, text: string][] {
  const parsed = parseLine(line)
  return parsed.kind === 'command' ? parsed.arguments.map(({ name, text }) => [name, text]) : []
}

describe('arguments', () => {
  test.each<[line: string, parsed: [string | undefined, string][]]>([
    ['!x', []],
    ['  !x k=v', [['k', 'v']]],
    ['!x k=', [['k', '']]],
    [
      '!x k= v',
      [
        ['k', ''],
        [undefined, 'v'],
      ],
    ],
    [
      '!x k=it"s m=5\\n',
      [
        ['k', 'it"s'],
        ['m', '5\\n'],
      ],
    ],
    [
      '!x\tk=a\n m=b',
      [
        ['k', 'a'],
        ['m', 'b'],
      ],
    ],
    ['!x https://a.b/?c=d&e="f"', [[undefined, 'https://a.b/?c=d&e="f"']]],
    ["!x ${L(val.s=='x').id}", [[undefined, "${L(val.s=='x').id}"]]],
    [
      '!x k=${L(val.s == "a b").id} m=1',
      [
        ['k', '${L(val.s == "a b").id}'],
        ['m', '1'],
      ],
    ],
    ['!x k=a-${b c}-d', [['k', 'a-${b c}-d']]],
    [
      '!x k={"a":"b\u2028c\u00a0d"} m=1',
      [
        ['k', '{"a":"b\u2028c\u00a0d"}'],
        ['m', '1'],
      ],
    ],
    ['\ufeff!x\u00a0k=v\r\n', [['k', 'v']]],
    ['!x k="${L(val.s==\\"a b\\").id}"', [['k', '${L(val.s=="a b").id}']]],
    [
      '!x k="${L(val.s=="a b").id}" m="y"',
      [
        ['k', '${L(val.s=="a b").id}'],
        ['m', 'y'],
      ],
    ],
    ['!x k="say \\"${L(val.s=="a b").id}\\"!"', [['k', 'say "${L(val.s=="a b").id}"!']]],
    ['!x k=`${L=`-${val}`}`', [['k', '${L=`-${val}`}']]],
    [
      '!x k="${unclosed" m=b',
      [
        ['k', '${unclosed'],
        ['m', 'b'],
      ],
    ],
    [
      '!x k="${a(" m="b)}"',
      [
        ['k', '${a('],
        ['m', 'b)}'],
      ],
    ],
    [
      '!x k=${unclosed m=b',
      [
        ['k', '${unclosed'],
        ['m', 'b'],
      ],
    ],
    ['!x user-profile=`{"a b":1}`', [['user-profile', '{"a b":1}']]],
    ['!x größe.x_1=7', [['größe.x_1', '7']]],
    ['!x =v', [[undefined, '=v']]],
  ])('%j', (line, parsed) => expect(argumentsOf(line)).toEqual(parsed))

  test('they know where they stand', () => {
    const line = '!x key="a b" ${c d} `e`'
    const parsed = parseLine(line)
    const places =
      parsed.kind === 'command' ? parsed.arguments.map(({ from, to }) => line.slice(from, to)) : []
    expect(places).toEqual(['"a b"', '${c d}', '`e`'])
  })

  test('a name in quotes', () => {
    expect(parseLine('!"My Okta-fetch" debug-mode=true')).toMatchObject({
      kind: 'command',
      name: 'My Okta-fetch',
    })
  })
})

describe('other lines', () => {
  test.each([
    ['/help', { kind: 'operation', name: 'help', words: [], rest: '' }],
    [
      '/playbook "IAM - App Sync" now ',
      { kind: 'operation', name: 'playbook', words: ['IAM - App Sync', 'now'], rest: '"IAM - App Sync" now' },
    ],
    [
      '/task 3 a=b `c d`',
      { kind: 'operation', name: 'task', words: ['3', 'a=b', 'c d'], rest: '3 a=b `c d`' },
    ],
    ['/context L(val.s == "x y").id', { kind: 'operation', name: 'context', rest: 'L(val.s == "x y").id' }],
    ['/context ${L(val.s == "x y").id}', { kind: 'operation', words: ['${L(val.s == "x y").id}'] }],
    [' @ann look ', { kind: 'mention', text: '@ann look' }],
    ['', { kind: 'note', text: '' }],
    ['just text', { kind: 'note', text: 'just text' }],
  ])('%j', (line, parsed) => expect(parseLine(line)).toMatchObject(parsed))
})

describe('lines that cannot be read', () => {
  test.each([
    ['!', 'a name is expected behind !, such as !help'],
    ['/ x', 'a name is expected behind /, such as /help'],
    ['!x k="abc', 'the quote " at position 6 is not closed'],
    ['!x k=`abc"', 'the quote ` at position 6 is not closed'],
    ['!"x', 'the quote " at position 2 is not closed'],
    [
      '!x k="say "hi""',
      'a blank is expected behind the quote at position 11; write \\" for a quote within quotes, or put the value in backticks',
    ],
  ])('%j', (line, message) => {
    expect(() => parseLine(line)).toThrow(CommandLineError)
    expect(() => parseLine(line)).toThrow(message)
  })

  test('nothing but a CommandLineError is thrown', () => {
    const unit = fc.oneof(
      fc.constantFrom(...'!/@ "`\'\\${}()=kv\n'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    )
    fc.assert(
      fc.property(fc.constantFrom('!x ', '/x ', ''), fc.string({ unit }), (start, text) => {
        try {
          parseLine(start + text)
        } catch (fault) {
          if (!(fault instanceof CommandLineError)) throw fault
        }
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    '${',
    '${ ',
    'k=${( ',
    '"${" ',
    '"${"x ',
    '`',
    '"',
    '\\',
    '" ',
    '"a"b ',
    'k="${a("',
    '${a} ',
    '= ',
    '"" ',
  ])('many times %j takes no quadratic time', piece => {
    for (const mark of ['!x ', '/x ']) {
      try {
        expect(parseLine(mark + piece.repeat(40_000)).kind).toMatch(/command|operation/)
      } catch (fault) {
        expect(fault).toBeInstanceOf(CommandLineError)
      }
    }
  })
})

describe('quote', () => {
  test.each([
    ['abc', 'abc'],
    ['a@b.c', 'a@b.c'],
    ['', '""'],
    ['a b', '"a b"'],
    ['a=b', '"a=b"'],
    ['{"a":1}', '`{"a":1}`'],
    ['C:\\dir', '`C:\\dir`'],
    ['a"`b', '"a\\"`b"'],
    ['a\nb', '"a\\nb"'],
    ['größe', '"größe"'],
  ])('%j as %s', (value, quoted) => expect(quote(value)).toBe(quoted))

  const unit = fc.oneof(
    fc.constantFrom(...'"`\'\\${}()= nrt\n\t\r,:^'),
    fc.string({ unit: 'binary', maxLength: 1 }),
  )

  test('parsing gives the values back, named and bare, whatever stands beside them', () => {
    fc.assert(
      fc.property(fc.string({ unit }), fc.string({ unit }), (first, second) => {
        const line = `!x k=${quote(first)} ${quote(second)} m=${quote(second)}`
        expect(argumentsOf(line)).toEqual([
          ['k', first],
          [undefined, second],
          ['m', second],
        ])
      }),
      { numRuns: 3000 },
    )
  })

  test('and so do the words of an operation', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit })), values => {
        const parsed = parseLine(`/x ${values.map(quote).join(' ')}`)
        expect(parsed.kind === 'operation' && parsed.words).toEqual(values)
      }),
    )
  })
})
