import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type MaskedCommand,
  maskLine as maskKnown,
  parseLine,
  quote,
} from '../../../warroom/command-line/index.ts'

const plain = ['user', 'n', 'text', 'hide_password', 'user-profile', 'using-token'].map(name => ({ name }))
const SECRETS: MaskedCommand = {
  arguments: [...plain, ...['password', 'api-key'].map(name => ({ name, secret: true }))],
}
const HARMLESS: MaskedCommand = { arguments: plain }

const maskLine = (line: string, command?: MaskedCommand): string => maskKnown(line, () => command)

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
    ['!x hide_password=false user=password', '!x hide_password=false user=password'],
    ['!x using=abc execution-timeout=5', '!x using=abc execution-timeout=5'],
    ['!x user=a', '!x user=a'],
    ['!x user=${ password=hunter2}', '!x user=********'],
    ['!x user="a api-key=hunter2" n=1', '!x user=********'],
    ['/x password=hunter2', '/x password=hunter2'],
    ['password=hunter2', 'password=hunter2'],
  ])('%s', (line, masked) => expect(maskLine(line, SECRETS)).toBe(masked))

  test.each([
    ['password', '!x hunter2 user=a', '!x ******** user=a'],
    ['text', '!x hello user=a', '!x hello user=a'],
    ['text', '!x hello hunter2', '!x hello ********'],
    [undefined, '!x hunter2 user=a', '!x ******** user=a'],
  ])('a bare value, when the default argument is %s', (name, line, masked) => {
    const args = SECRETS.arguments.map(each => (each.name === name ? { ...each, default: true } : each))
    expect(maskLine(line, { arguments: args })).toBe(masked)
  })

  test.each([
    ['!x pasword=hunter2 user=a', '!x pasword=******** user=a'],
    ['!x bogus="hunter 2" user=a', '!x bogus=******** user=a'],
  ])('an argument that a command with secrets does not have may be a slip: %s', (line, masked) => {
    expect(maskLine(line, SECRETS)).toBe(masked)
    expect(maskLine(line, HARMLESS)).toBe(line)
    expect(maskLine(line, { ...SECRETS, open: true })).toBe(line)
  })

  test.each([
    ['!y newPassword=hunter2 user=a', '!y newPassword=******** user=a'],
    ['!y API_KEY=`hunter 2` passwords=3', '!y API_KEY=******** passwords=3'],
    ['!y hunter2 "a', '!y hunter2 "a'],
  ])('of an unknown command, what has a name for a secret: %s', (line, masked) => {
    expect(maskLine(line)).toBe(masked)
    expect(maskLine(line, HARMLESS)).toBe(masked)
  })

  test('what is declared and no secret stays, whatever it is called', () => {
    expect(maskLine('!x using-token=a hide_password=b', SECRETS)).toBe('!x using-token=a hide_password=b')
  })

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
