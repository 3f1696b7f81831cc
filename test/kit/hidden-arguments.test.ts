import { describe, expect, it } from 'vitest'
import { OktaIAM } from '../../Integrations/OktaIAM/index.ts'
import { commandReference, integrationYaml } from '../../kit/metadata.ts'
import type { JsonObject } from '../../kit/wire.ts'

type Commands = { name: string; polling?: boolean; arguments: JsonObject[] }[]
const { script } = integrationYaml(OktaIAM, { dockerimage: 'x', fromversion: '6.10.0' })
const commands = (script as JsonObject).commands as unknown as Commands
const argumentsOf = (command: string) => commands.find(({ name }) => name === command)?.arguments ?? []
const section = (command: string) =>
  commandReference(OktaIAM)
    .split('### ')
    .find(text => text.startsWith(`${command}\n`)) ?? ''

describe('arguments that a polling command gives to its own next run', () => {
  it.each([
    ['okta-verify-push-factor', ['transaction']],
    ['okta-send-push-notification', ['factorId', 'transaction']],
    ['okta-reset-factor', []],
  ])('of %s are declared, so that the platform passes them on, and hidden: %j', (command, hidden) => {
    const found = argumentsOf(command).filter(one => one.hidden === true)
    expect(found.map(({ name }) => name)).toEqual(hidden)
    for (const name of hidden) expect(section(command)).not.toContain(`| ${name} |`)
  })

  it('what is not hidden stands in the reference', () => {
    expect(section('okta-verify-push-factor')).toContain('| factorId |')
    expect(argumentsOf('okta-verify-push-factor').map(({ name }) => name)).toEqual([
      'username',
      'userId',
      'factorId',
      'number_matching',
      'transaction',
      'dry-run',
    ])
  })
})

it('exactly the commands that wait for a person are marked as polling', () =>
  expect(commands.filter(({ polling }) => polling).map(({ name }) => name)).toEqual([
    'okta-send-push-notification',
    'okta-verify-push-factor',
  ]))
