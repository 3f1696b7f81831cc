import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { type Declared, differences } from '../../scripts/contract/compare.ts'
import {
  type Contract,
  type Contracted,
  type ContractedParameter,
  readContract,
  readSplunkMap,
  type SplunkMap,
} from '../../scripts/contract/contract.ts'
import { judge } from '../../scripts/contract/known.ts'

const YAML = parse(readFileSync('Integrations/OktaIAM/OktaIAM.yml', 'utf8')) as Declared
const contract = readContract()
if (!contract)
  console.log('The contract is not here (../shared/contract): the pack was not compared with it.')

describe('the pack against the contract', () => {
  it('has everything that it names, but for what is meant to differ', () => {
    // Without the contract only the comparison itself is tested, below.
    if (contract)
      expect(judge(differences(contract, readSplunkMap(), YAML))).toEqual({ unknown: [], stale: [] })
  })

  it('every command and argument that the map of Splunk’s actions leads to is there', () => {
    const commands = new Map(YAML.script.commands.map(command => [command.name, command]))
    const nowhere = Object.values(readSplunkMap().actions).flatMap(({ command, arguments: args }) =>
      Object.values(args).filter(name => !commands.get(command)?.arguments.some(one => one.name === name)),
    )
    expect(nowhere).toEqual([])
  })
})

const command = (more: Partial<Contracted>): Contract => ({
  commands: [{ system: 'okta-v2', name: 'okta-x', aliases: [], args: [], outputs: [], ...more }],
  params: [],
})
const parameter = (more: Partial<ContractedParameter>): Contract => ({
  commands: [],
  params: [{ system: 'okta-iam', name: 'url', type: 0, default: null, ...more }],
})
const MAP: SplunkMap = {
  parameters: { base_url: 'url', api_key: 'nothing' },
  everywhere: { 'action_result.status': 'Type' },
  actions: {
    test: { command: 'test-module', arguments: {}, paths: {} },
    act: {
      command: 'okta-x',
      arguments: { id: 'userId' },
      paths: { 'action_result.data.*.id': 'Contents.id' },
    },
    lost: { command: 'okta-lost', arguments: {}, paths: {} },
  },
}
const DECLARED: Declared = {
  configuration: [{ name: 'url', type: 0, defaultvalue: 'a' }],
  script: {
    commands: [
      {
        name: 'okta-x',
        arguments: [
          { name: 'userId' },
          { name: 'order', defaultValue: 'UP', predefined: ['UP'] },
          { name: 'must', required: true },
        ],
        outputs: [{ contextPath: 'Okta.X.id' }, { contextPath: 'Okta.X.profile.name' }],
      },
    ],
  },
}
const MUST = { name: 'must', required: true }
const action = (more: Partial<Contracted>) => command({ system: 'splunk-okta', ...more })

describe('the comparison', () => {
  it.each<[string, Contract, string[]]>([
    ['nothing', command({ args: [MUST] }), []],
    ['a command', command({ name: 'okta-y' }), ['command okta-y']],
    ['a command of the platform', command({ name: 'fetch-incidents', builtin: true }), []],
    ['an alias', command({ args: [MUST], aliases: ['okta-z'] }), ['command okta-z']],
    ['an argument', command({ args: [MUST, { name: 'limit' }] }), ['okta-x: argument limit']],
    [
      'a default',
      command({ args: [MUST, { name: 'order', default: 'DOWN' }] }),
      ['okta-x: argument order has the default UP instead of DOWN'],
    ],
    [
      'a value',
      command({ args: [MUST, { name: 'order', predefined: ['UP', 'DOWN'] }] }),
      ['okta-x: argument order does not offer DOWN'],
    ],
    ['the freedom to leave an argument out', command({}), ['okta-x: argument must is required here only']],
    ['a path', command({ args: [MUST], outputs: [{ path: 'Okta.X.name' }] }), ['okta-x: path Okta.X.name']],
    [
      'nothing of a path with paths below it',
      command({ args: [MUST], outputs: [{ path: 'Okta.X.profile' }] }),
      [],
    ],
    [
      'an undocumented path',
      command({ args: [MUST], undocumentedOutputs: [{ path: 'Okta.Y' }] }),
      ['okta-x: path Okta.Y'],
    ],
    ['nothing of a parameter', parameter({}), []],
    ['a parameter', parameter({ name: 'proxy' }), ['parameter proxy']],
    ['a type', parameter({ type: 9 }), ['parameter url has the type 0 instead of 9']],
    [
      'a default of a parameter',
      parameter({ default: 'b' }),
      ['parameter url has the default a instead of b'],
    ],
    ['nothing of a parameter of Splunk', parameter({ system: 'splunk-okta', name: 'base_url' }), []],
    [
      'a parameter of Splunk',
      parameter({ system: 'splunk-okta', name: 'api_key' }),
      ['parameter api_key of Splunk'],
    ],
    ['an action', action({ name: 'unheard of' }), ['action unheard of']],
    ['nothing of the test', action({ name: 'test' }), []],
    ['the command of an action', action({ name: 'lost' }), ['action lost: command okta-lost']],
    [
      'an argument of an action',
      action({ name: 'act', args: [{ name: 'type' }] }),
      ['action act: argument type'],
    ],
    [
      'a path of an action',
      action({
        name: 'act',
        args: [{ name: 'id' }],
        outputs: [
          { path: 'action_result.status' },
          { path: 'action_result.parameter.id' },
          { path: 'action_result.data.*.id' },
          { path: 'action_result.data.*.name' },
        ],
      }),
      ['action act: path action_result.data.*.name'],
    ],
  ])('names %s that is missing', (_, asked, expected) => {
    expect(differences(asked, MAP, DECLARED)).toEqual(expected)
  })

  it('tells what nobody knew of from what the list names and is there', () => {
    expect(judge(['a', 'b'], { b: 'meant', c: 'meant' })).toEqual({ unknown: ['a'], stale: ['c'] })
  })
})
