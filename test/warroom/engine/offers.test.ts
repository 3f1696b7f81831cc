import { describe, expect, test } from 'vitest'
import { commandNames, declarationOf, whoOffers } from '../../../warroom/engine/offers.ts'
import { type OwnCommand, ownCommands } from '../../../warroom/engine/own-command.ts'
import type { Instance } from '../../../warroom/instances/instance.ts'
import { Content } from '../../../warroom/pack/content.ts'
import type { Integration } from '../../../warroom/pack/integration.ts'

function integration(brand: string, ...names: string[]): Integration {
  const commands = names.map(name => ({
    name,
    description: brand,
    deprecated: false,
    arguments: [],
    outputs: [],
  }))
  return {
    brand,
    display: brand,
    category: '',
    description: '',
    parameters: [],
    commands,
    code: '',
    language: '',
    file: '',
  }
}

const ownCommand = (name: string): OwnCommand => ({
  kind: 'built-in',
  declaration: { name, description: 'built-in', deprecated: false, arguments: [], outputs: [] },
  run: () => ({ entries: [] }),
})

const okta = integration('Okta IAM', 'iam-get-user', 'okta-list')
const workday = integration('Workday IAM', 'iam-get-user')
const content = new Content()
for (const each of [okta, workday]) content.integrations.set(each.brand, each)

const instance = (name: string, of: Integration, enabled = true): Instance => ({
  name,
  integration: of,
  enabled,
  params: {},
})
const INSTANCES = [
  instance('a', okta),
  instance('b', workday),
  instance('c', okta, false),
  instance('d', okta),
]
const own = ownCommands([ownCommand('getList'), ownCommand('okta-list')])
const known = { content, instances: INSTANCES, own: ownCommands() }

const names = (command: string, reserved: Record<string, string> = {}): string[] =>
  whoOffers(command, reserved, known).map(offer => ('own' in offer ? 'own' : offer.instance.name))

describe('who offers a command (HC-50 to HC-54)', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['iam-get-user', {}, ['a', 'b', 'd']],
    ['okta-list', {}, ['a', 'd']],
    ['iam-get-user', { 'using-brand': 'Workday IAM' }, ['b']],
    ['iam-get-user', { 'using-brand': 'Workday IAM, Okta IAM' }, ['a', 'b', 'd']],
    ['iam-get-user', { using: 'd' }, ['d']],
    ['iam-get-user', { using: ' d , a,d ' }, ['a', 'd']],
    ['iam-get-user', { using: 'a,b', 'using-brand': 'Okta IAM' }, ['a']],
  ])('%s with %j: %j', (command, reserved, expected) => {
    expect(names(command, reserved)).toEqual(expected)
  })

  test.each<[string, Record<string, string>, string]>([
    ['iam-get-usr', {}, 'Unknown command "iam-get-usr"; nearest by spelling: iam-get-user.'],
    ['iam-get-user', { using: 'z' }, 'There is no instance "z"; the instances are "a", "b", "c", "d".'],
    [
      'okta-list',
      { using: 'b' },
      'Instance "b" has no command okta-list; the instances that have it: "a", "c", "d".',
    ],
    ['okta-list', { using: 'a,c' }, 'Instance "c" is disabled; enable it in the instances file.'],
    [
      'okta-list',
      { 'using-brand': 'Workday IAM' },
      'No brand "Workday IAM" offers okta-list; the brands that do: "Okta IAM".',
    ],
    [
      'iam-get-user',
      { using: 'a', 'using-brand': 'Workday IAM' },
      'iam-get-user needs an enabled instance of "Workday IAM"; there is none.',
    ],
  ])('%s with %j cannot run', (command, reserved, sentence) => {
    expect(() => names(command, reserved)).toThrow(sentence)
  })

  test('without any instance', () => {
    expect(() => whoOffers('okta-list', {}, { content, instances: [], own: ownCommands() })).toThrow(
      'okta-list needs an enabled instance of "Okta IAM"; there is none.',
    )
  })
})

describe('a command that needs no instance', () => {
  const all = { ...known, own }

  test.each<[string, Record<string, string>, string[]]>([
    ['getList', {}, ['own']],
    ['okta-list', {}, ['own']],
    ['okta-list', { using: 'a' }, ['a']],
    ['okta-list', { 'using-brand': 'Okta IAM' }, ['a', 'd']],
    ['iam-get-user', {}, ['a', 'b', 'd']],
  ])('%s with %j: %j', (command, reserved, expected) => {
    const offers = whoOffers(command, reserved, all)
    expect(offers.map(offer => ('own' in offer ? 'own' : offer.instance.name))).toEqual(expected)
  })

  test('runs on no instance, is told by name, and the first of two is kept', () => {
    expect(() => whoOffers('getList', { using: 'a' }, all)).toThrow(
      'getList runs on no instance; leave out using and using-brand.',
    )
    expect(() => whoOffers('getLst', {}, all)).toThrow('nearest by spelling: getList.')
    expect(commandNames(all)).toEqual(['getList', 'iam-get-user', 'okta-list'])
    expect(declarationOf('okta-list', all)?.description).toBe('built-in')
    const second = { ...ownCommand('getList'), kind: 'automation' as const }
    expect(ownCommands([ownCommand('getList')], [second]).get('getList')?.kind).toBe('built-in')
  })
})

test('the names and declarations of commands do not depend on instances', () => {
  expect(commandNames(known)).toEqual(['iam-get-user', 'okta-list'])
  expect(declarationOf('iam-get-user', known)?.description).toBe('Okta IAM')
  expect(declarationOf('constructor', known)).toBeUndefined()
})
