import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actorsIn, isOneOf } from '../../../Automations/IAMKeepInvoluntaryTermination/actors.ts'

const HOW =
  'It has to be a JSON array with the Okta logins of those whose deactivations are involuntary terminations, such as ["hr.admin@example.com"], or [] for nobody.'

describe('who is an actor', () => {
  test.each<[list: string, actor: string, isOne: boolean]>([
    ['["hr@x.example"]', 'hr@x.example', true],
    ['["hr@x.example"]', ' HR@X.Example\n', true],
    ['[" Hr@x.example "]', 'hr@x.example', true],
    ['["a@x.example","hr@x.example"]', 'hr@x.example', true],
    ['["hr@x.example"]', 'hr@x.exampl', false],
    ['["hr@x.example"]', 'other.hr@x.example', false],
    ['["hr@x.example"]', 'unknown', false],
    ['["hr@x.example"]', '', false],
    ['["hr@x.example"]', '  ', false],
    ['[]', 'hr@x.example', false],
    ['[]', '', false],
    ['["__proto__"]', 'constructor', false],
    [' [\n "hr@x.example"\n]\n', 'hr@x.example', true],
  ])('%s: %j is one: %s', (list, actor, isOne) => {
    expect(isOneOf(actorsIn('the-list', list), actor)).toBe(isOne)
  })

  test('everybody in the list is, however it is written, and nobody else', () => {
    const login = fc.string({ minLength: 1 }).filter(text => text.trim() !== '')
    fc.assert(
      fc.property(fc.array(login), login, (logins, other) => {
        const actors = actorsIn('the-list', JSON.stringify(logins))
        for (const one of logins) expect(isOneOf(actors, ` ${one.toLowerCase()} `)).toBe(true)
        const isThere = logins.some(one => one.trim().toLowerCase() === other.trim().toLowerCase())
        expect(isOneOf(actors, other)).toBe(isThere)
      }),
    )
  })
})

describe('a list that cannot be read', () => {
  test.each<[list: string, what: string]>([
    ['', 'is wrong at line 1, column 1: the text ends, expected a value.'],
    ['hr@x.example', 'is wrong at line 1, column 1: expected a value, not hr@x.example.'],
    ['["a@x.example"\n "b@x.example"]', 'is wrong at line 2, column 2: expected , or ], not "b@x.example"].'],
    ['"hr@x.example"', 'is "hr@x.example".'],
    ['null', 'is null.'],
    ['{"actors":["hr@x.example"]}', 'is {"actors":["hr@x.example"]}.'],
  ])('%j', (list, what) => {
    expect(() => actorsIn('the-list', list)).toThrow(`The list "the-list" ${what} ${HOW}`)
  })

  test.each<[list: string, what: string]>([
    ['["hr@x.example",7]', 'Entry 2 of the list "the-list" is 7.'],
    ['[["hr@x.example"]]', 'Entry 1 of the list "the-list" is ["hr@x.example"].'],
    ['[null]', 'Entry 1 of the list "the-list" is null.'],
    ['["hr@x.example"," "]', 'Entry 2 of the list "the-list" is " ".'],
    [`[{"login":"${'x'.repeat(200)}"}]`, `is {"login":"${'x'.repeat(90)}….`],
  ])('%s', (list, what) => {
    expect(() => actorsIn('the-list', list)).toThrow(`${what} ${HOW}`)
  })
})
