import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskLine, parseLine, quote } from '../../../warroom/command-line/index.ts'

const SECRETS = ['password', 'api-key']

describe('maskLine', () => {
  test.each([
    ['!x user=a password=hunter2', '!x user=a password=********'],
    ['!x password="hunter 2" user=a', '!x password=******** user=a'],
    ['!x password=`hunter 2` user=a', '!x password=******** user=a'],
    ['!x password="say \\"hunter\\" 2" user=a', '!x password=******** user=a'],
    ['!x password=${L(val.p == "hunter 2").p} user=a', '!x password=******** user=a'],
    ['!x password="${L(val.p == "hunter 2").p}" user=a', '!x password=******** user=a'],
    ['  !x   password=hunter2  ', '  !x   password=********  '],
    ['!x password=a api-key=b', '!x password=******** api-key=********'],
    ['!x Password=a API_KEY=b apikey=c', '!x Password=******** API_KEY=******** apikey=********'],
    ['!x password= user=a', '!x password=******** user=a'],
    ['!x password=hunter 2 three user=a', '!x password=******** ******** ******** user=a'],
    ['!x password="hunter', '!x password=********'],
    ['!x user="a password=hunter2', '!x user=********'],
    ['!x user="a"b password=hunter2', '!x user=********'],
    ['!"x password=hunter2', '!********'],
    ['!x passwords=a user=password', '!x passwords=a user=password'],
    ['!x user=a', '!x user=a'],
    ['!x user=${ password=hunter2}', '!x user=********'],
    ['!x user="a api-key=hunter2" n=1', '!x user=********'],
    ['/x password=hunter2', '/x password=hunter2'],
    ['password=hunter2', 'password=hunter2'],
  ])('%s', (line, masked) => expect(maskLine(line, SECRETS)).toBe(masked))

  test('a bare value, when the default argument is secret', () => {
    expect(maskLine('!x hunter2 user=a', SECRETS, 'password')).toBe('!x ******** user=a')
    expect(maskLine('!x hello user=a', SECRETS, 'text')).toBe('!x hello user=a')
  })

  test('without secrets the line is itself', () =>
    expect(maskLine('!x password="a', [])).toBe('!x password="a'))

  const unit = fc.oneof(
    fc.constantFrom(...'"`\'\\${}()= nrt\n,:^'),
    fc.string({ unit: 'binary', maxLength: 1 }),
  )
  const secret = fc.string({ unit }).map(text => `hunter2${text}hunter2`)

  test('no secret is left, however it is written, and the rest reads as before', () => {
    fc.assert(
      fc.property(secret, fc.string({ unit }), fc.boolean(), (value, other, first) => {
        const parts = [`password=${quote(value)}`, `user=${quote(other)}`]
        const masked = maskLine(`!x ${(first ? parts : parts.reverse()).join(' ')}`, SECRETS)
        expect(masked).not.toContain('hunter2')
        const parsed = parseLine(masked)
        const user = parsed.kind === 'command' && parsed.arguments.find(argument => argument.name === 'user')
        expect(user ? user.text : undefined).toBe(other)
      }),
      { numRuns: 1000 },
    )
  })

  test('no secret is left when it is not quoted as it should be', () => {
    const raw = fc.string({ unit: fc.constantFrom(...'"`\'\\${}() ') })
    fc.assert(
      fc.property(raw, raw, fc.constantFrom('', '"', '`'), (before, value, mark) => {
        const line = `!x user=${before} password=${mark}hunter2${value}hunter2${mark}`
        const masked = maskLine(line, SECRETS)
        expect(masked.replace(/user=.* password=/, '')).not.toContain('hunter2')
      }),
      { numRuns: 3000 },
    )
  })
})
