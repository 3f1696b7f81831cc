import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MASK, maskLine, quote, secretTextsIn } from '../../../warroom/command-line/index.ts'
import { looksSecret } from '../../../warroom/command-line/secret-names.ts'

const masked = (line: string): string =>
  maskLine(line, () => ({ arguments: [{ name: 'p' }, { name: 'token' }] }))

describe('names for secrets', () => {
  test.each([
    ['password', true],
    ['tempPassword', true],
    ['client_secret', true],
    ['X-Api-Key', true],
    ['private key', true],
    ['stateToken', true],
    ['Answer', true],
    ['passwordChanged', false],
    ['passwords', false],
    ['tokenUri', false],
    ['email', false],
  ])('%s: %s', (name, is) => expect(looksSecret(name)).toBe(is))
})

describe('a line', () => {
  test.each([
    ['!x p={"email":"a","password":"hunter2"}', `!x p={"email":"a","password":"${MASK}"}`],
    ['!x p=`{"password" : "hunter 2", "a": 1}`', `!x p=\`{"password" : "${MASK}", "a": 1}\``],
    ['!x p={"password": "hunter 2"} n=a', `!x p={"password": "${MASK}"} n=a`],
    ['!x p="{\\"password\\":\\"hunter2\\",\\"a\\":1}"', `!x p="{\\"password\\":\\"${MASK}\\",\\"a\\":1}"`],
    ['!x p={"Client_Secret":"hunt\\"er2"}', `!x p={"Client_Secret":"${MASK}"}`],
    ['!x p={"password":{"value":"hun}ter2"},"a":1}', `!x p={"password":${MASK},"a":1}`],
    ['!x p={"tokens":["a"],"token":["hunter2"]}', `!x p={"tokens":["a"],"token":${MASK}}`],
    ['!x p={"passcode":123456,"a":1}', `!x p={"passcode":${MASK},"a":1}`],
    ['!x p={"password":"hunter2', `!x p={"password":"${MASK}`],
    ['!x p={"password":["hunter2', `!x p={"password":${MASK}`],
    [
      '!x p={"hide_password":false,"token":null,"answer":""}',
      '!x p={"hide_password":false,"token":null,"answer":""}',
    ],
    ['!x p="user=a password=hunter2 b=c"', `!x p="user=a password=${MASK} b=c"`],
    ['!x p=https://a.example/?token=hunter2&b=c', `!x p=https://a.example/?token=${MASK}&b=c`],
    ['!x p="password=`hunter 2`"', `!x p="password=\`${MASK}\`"`],
    ['!x password = hunter2', `!x password = ${MASK}`],
    ['!x p="!y password=hunter2"', `!x p="!y password=${MASK}"`],
    ['!x p=${A(val.token == "x").b}', '!x p=${A(val.token == "x").b}'],
    ['!x p=${A(val.token=="x").b} token=b', '!x p=${A(val.token=="x").b} token=b'],
    ['{"password":"a note"}', '{"password":"a note"}'],
  ])('%s', (line, expected) => expect(masked(line)).toBe(expected))

  test('of many backslashes or names takes no long time', () => {
    const many = [
      '\\'.repeat(50_000),
      'password="'.repeat(20_000),
      'password={\\ '.repeat(10_000),
      'a '.repeat(50_000),
    ]
    for (const text of many) expect(masked(`!x p=${text}`).length).toBeGreaterThan(0)
  })

  test('holds no secret of its JSON, however it is quoted (property)', () => {
    const name = fc.constantFrom('password', 'api_key', 'Secret', 'x.token')
    const secret = fc.string({ unit: 'binary' }).map(text => `hunter2${text}hunter2`)
    const value = fc.oneof(
      secret,
      secret.map(text => ({ value: text })),
      fc.array(secret, { minLength: 1 }),
    )
    fc.assert(
      fc.property(name, value, fc.string(), fc.boolean(), (key, held, other, deep) => {
        const inner = JSON.stringify({ other, [key]: held, more: 1 })
        const json = deep ? JSON.stringify({ body: inner }) : inner
        expect(masked(`!x p=${quote(json)}`)).not.toContain('hunter2')
      }),
      { numRuns: 1000 },
    )
  })
})

test.each([
  [{ email: 'a', password: 'x"y' }, ['x"y']],
  ['{"email":"a","password":"x\\"y"}', ['x"y']],
  ['{"password":{"value":"x","n":[1,"y"]}} ', ['x', 'y']],
  ['{"password":"broken', ['broken']],
  ['user=a password=b', ['b']],
  [{ passcode: 12, token: true, password: null }, ['12']],
  [['a', 5, null], []],
  ['password', []],
])('secrets in %j', (value, secrets) => expect(secretTextsIn(value)).toEqual(secrets))
