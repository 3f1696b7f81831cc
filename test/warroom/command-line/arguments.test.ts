import { describe, expect, test } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import {
  type CommandDeclaration,
  CommandLineError,
  parseLine,
  type ResolvedArguments,
  resolveArguments,
} from '../../../warroom/command-line/index.ts'

const COMMAND: CommandDeclaration = {
  name: 'okta-list-users',
  arguments: [
    { name: 'query', default: true },
    { name: 'limit', defaultValue: '200' },
    { name: 'ids', isArray: true },
    { name: 'after' },
    { name: '__proto__' },
  ],
}

const CONTEXT: Record<string, Json> = {
  list: ['a', 'b'],
  three: [1, null, 3],
  empty: [],
  nothing: null,
  object: { a: 1 },
  blank: '',
  lists: [['p', 'q'], ['r']],
}

/** Stands for the query language: `${name}` alone gives the value, other text is itself. */
function interpolate(text: string): Json | undefined {
  const name = /^\$\{(\w+)\}$/.exec(text)?.[1]
  return name === undefined ? text : CONTEXT[name]
}

function resolve(line: string, declaration: CommandDeclaration = COMMAND): ResolvedArguments {
  const parsed = parseLine(line)
  if (parsed.kind !== 'command') throw new Error(`${line} is no command`)
  return resolveArguments(parsed, declaration, interpolate)
}

describe('runs', () => {
  test.each<[line: string, runs: Json[]]>([
    ['!c', [{ limit: '200' }]],
    ['!c limit="" after=""', [{ limit: '200', after: '' }]],
    ['!c limit=${blank}', [{ limit: '200' }]],
    ['!c limit=${nothing} after=${nothing}', [{ limit: '200' }]],
    ['!c after=${empty} ids=${empty}', [{ limit: '200' }]],
    ['!c ids=${list} after=${object}', [{ limit: '200', ids: ['a', 'b'], after: { a: 1 } }]],
    [
      '!c ${list}',
      [
        { query: 'a', limit: '200' },
        { query: 'b', limit: '200' },
      ],
    ],
    ['!c limit=${three}', [{ limit: 1 }, { limit: '200' }, { limit: 3 }]],
    [
      '!c limit=${list} after=${three}',
      [{ limit: 'a', after: 1 }, { limit: 'b' }, { limit: '200', after: 3 }],
    ],
    [
      '!c after=${lists}',
      [
        { limit: '200', after: ['p', 'q'] },
        { limit: '200', after: ['r'] },
      ],
    ],
  ])('%s', (line, runs) => expect(resolve(line).runs).toEqual(runs))

  test('an argument called __proto__ is one like others', () => {
    const [run] = resolve('!c __proto__=x').runs
    expect(JSON.stringify(run)).toBe('{"limit":"200","__proto__":"x"}')
  })
})

describe('reserved arguments', () => {
  test.each<[line: string, reserved: Record<string, string>]>([
    ['!c using=${list}', { using: 'a,b' }],
    ['!c ignore-output=true', { 'ignore-outputs': 'true' }],
    ['!c raw-response="" retry-count=${nothing}', {}],
    ['!c auto-extract=none using-category=X', { 'auto-extract': 'none', 'using-category': 'X' }],
  ])('%s', (line, reserved) => expect({ ...resolve(line).reserved }).toEqual(reserved))

  test('a command may declare one of these names for itself', () => {
    const own: CommandDeclaration = { name: 'c', arguments: [{ name: 'using', required: true }] }
    expect(resolve('!c using=x', own)).toEqual({ runs: [{ using: 'x' }], reserved: {} })
  })
})

describe('refusals', () => {
  const required: CommandDeclaration = {
    name: 'r',
    arguments: [
      { name: 'id', required: true },
      { name: 'n', required: true },
      { name: 'd', required: true, defaultValue: 'x' },
    ],
  }

  test.each<[line: string, declaration: CommandDeclaration, message: string]>([
    [
      '!c limt=5',
      COMMAND,
      '!okta-list-users has no argument "limt"; nearest by spelling: limit; /help okta-list-users lists its arguments',
    ],
    [
      '!c zzzz=5',
      COMMAND,
      '!okta-list-users has no argument "zzzz"; /help okta-list-users lists its arguments',
    ],
    ['!c constructor=5', COMMAND, '!okta-list-users has no argument "constructor"; /help okta-list-users'],
    ['!e x=1', { name: 'e', arguments: [] }, '!e has no argument "x"; it takes no arguments'],
    [
      '!e 1',
      { name: 'e', arguments: [] },
      '!e takes no value without a name, write name=value and put a value with blanks in quotes or backticks; it takes no arguments',
    ],
    [
      '!r 1',
      required,
      '!r takes no value without a name, write name=value and put a value with blanks in quotes or backticks; /help r lists its arguments',
    ],
    [
      '!c a b',
      COMMAND,
      'there is a second value for the argument "query" of !okta-list-users, put values with blanks in quotes',
    ],
    ['!c a query=b', COMMAND, 'the argument "query" of !okta-list-users is given twice, give it once'],
    ['!c limit=1 limit=2', COMMAND, 'the argument "limit" of !okta-list-users is given twice, give it once'],
    ['!c using=x using=y', COMMAND, 'the argument "using" of !okta-list-users is given twice, give it once'],
    ['!r', required, '!r needs the arguments "id", "n", which are missing or empty'],
    ['!r id=1 n=""', required, '!r needs the argument "n", which is missing or empty'],
    ['!r id=1 n=${three}', required, '!r needs the argument "n", which is missing or empty'],
    ['!r id=1 n=${empty}', required, '!r needs the argument "n", which is missing or empty'],
    [
      '!c using=${nothing}',
      COMMAND,
      '"using" is empty, name an instance or leave it out to run on all of them',
    ],
  ])('%s', (line, declaration, message) => {
    expect(() => resolve(line, declaration)).toThrow(CommandLineError)
    expect(() => resolve(line, declaration)).toThrow(message)
  })
})
