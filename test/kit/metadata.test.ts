import { describe, expect, it } from 'vitest'
import { OktaIAM } from '../../Integrations/OktaIAM/index.ts'
import { choice, command, flag, limit, list, text } from '../../kit/command.ts'
import { integration } from '../../kit/integration.ts'
import { integrationYaml } from '../../kit/metadata.ts'
import type { JsonObject } from '../../kit/wire.ts'

const FACTS = { dockerimage: 'image:1', fromversion: '6.10.0' }

const argumentsOf = (args: Parameters<typeof command>[0]['args']) => {
  const one = command({
    name: 'x',
    description: '',
    effect: 'read',
    args,
    outputs: [],
    run: async () => 'ok',
  })
  const declared = integration({
    id: 'X',
    category: '',
    description: '',
    params: {},
    connect: () => undefined,
    ismappable: false,
    secretMembers: new Set<string>(),
    commands: [one],
  })
  const { script } = integrationYaml(declared, FACTS) as {
    script: { commands: { arguments: JsonObject[] }[] }
  }
  return script.commands[0]?.arguments
}

describe('the arguments of a command in the YAML', () => {
  it.each<[string, Parameters<typeof argumentsOf>[0], JsonObject]>([
    ['plain', { a: text({ description: 'd' }) }, { name: 'a', description: 'd' }],
    [
      'required',
      { a: text({ description: 'd', required: true }) },
      { name: 'a', description: 'd', required: true },
    ],
    [
      'positional (HC-17)',
      { a: text({ description: 'd', positional: true }) },
      { name: 'a', description: 'd', default: true },
    ],
    [
      'with a default',
      { a: limit({ description: 'd', defaultValue: '200' }) },
      { name: 'a', description: 'd', defaultValue: '200' },
    ],
    ['a list', { a: list({ description: 'd' }) }, { name: 'a', description: 'd', isArray: true }],
    [
      'secret',
      { a: text({ description: 'd', secret: true }) },
      { name: 'a', description: 'd', secret: true },
    ],
    [
      'a choice',
      { a: choice(['x', 'y'], { description: 'd' }) },
      { name: 'a', description: 'd', auto: 'PREDEFINED', predefined: ['x', 'y'] },
    ],
    [
      'deprecated',
      { a: flag({ description: 'd', deprecated: true }) },
      { name: 'a', description: 'd', auto: 'PREDEFINED', predefined: ['true', 'false'], deprecated: true },
    ],
  ])('%s', (_, args, yaml) => {
    expect(argumentsOf(args)).toEqual([yaml])
  })
})

describe('Okta IAM', () => {
  it.each(OktaIAM.commands.map(({ name, args }) => [name, args] as const))(
    '%s: one argument at most is given without a name (HC-17)',
    (_, args) => {
      expect(Object.values(args).filter(({ facts }) => facts.positional).length).toBeLessThan(2)
    },
  )

  it.each([
    ['okta-list-users', 'limit'],
    ['okta-search', 'term'],
  ])('%s takes %s without a name, as the older pack did', (name, argument) => {
    const args = OktaIAM.commands.find(one => one.name === name)?.args
    expect(args?.[argument]?.facts.positional).toBe(true)
  })
})
