import { describe, expect, test } from 'vitest'
import { enabledInstances } from '../../../Automations/GetEnabledInstances/enabled.ts'
import { GetEnabledInstances } from '../../../Automations/GetEnabledInstances/index.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'

const instance = (name: string, brand: string, state: string): JsonObject => ({
  name,
  brand,
  category: 'IAM',
  state,
})
const MODULES: Record<string, JsonObject> = {
  Slack: instance('Slack', 'Slack IAM', 'active'),
  Okta: instance('Okta', 'Okta IAM', 'active'),
  AD: instance('AD', 'Active Directory', 'disabled'),
}

describe('enabledInstances', () => {
  test.each<[string, string[], string[], object]>([
    ['nothing', [], [], { Names: ['Okta', 'Slack'], Available: [], Missing: [], MissingReason: '' }],
    ['a brand in any case', ['okta iam'], [], { Names: ['Okta'] }],
    ['a brand without enabled instances', ['Active Directory'], [], { Names: [], Instances: [] }],
    ['an enabled one', [], ['Slack'], { Available: ['Slack'], Missing: [], MissingReason: '' }],
    [
      'a disabled one',
      [],
      ['AD'],
      { Available: [], Missing: ['AD'], MissingReason: 'Of the instances asked for, "AD" is disabled.' },
    ],
    [
      'unknown ones, one of them twice',
      [],
      ['X', 'okta', ' X ', ''],
      { Missing: ['X', 'okta'], MissingReason: 'Of the instances asked for, "X", "okta" do not exist.' },
    ],
    [
      'one of another brand',
      ['Slack IAM'],
      ['Okta'],
      { Missing: ['Okta'], MissingReason: 'Of the instances asked for, "Okta" is of another brand.' },
    ],
    [
      'all of them',
      [],
      ['Slack', 'X', 'AD', 'Slack'],
      {
        Available: ['Slack'],
        Missing: ['X', 'AD'],
        MissingReason: 'Of the instances asked for, "AD" is disabled; "X" does not exist.',
      },
    ],
    ['a name that every object has', [], ['__proto__', 'toString'], { Missing: ['__proto__', 'toString'] }],
  ])('asked for %s', (_, brands, instances, expected) => {
    expect(enabledInstances(MODULES, { brands, instances })).toMatchObject(expected)
  })

  test('the instances are sorted by name and an unknown brand is empty', () => {
    expect(
      enabledInstances({ b: { state: 'active' }, ...MODULES }, { brands: [], instances: [] }).Instances,
    ).toEqual([
      { name: 'Okta', brand: 'Okta IAM', category: 'IAM' },
      { name: 'Slack', brand: 'Slack IAM', category: 'IAM' },
      { name: 'b', brand: '', category: '' },
    ])
  })
})

test('GetEnabledInstances writes every member under a key that replaces', async () => {
  const host = hostWith({ getModules: async () => MODULES })
  const { context, readable } = await ran(GetEnabledInstances, { instances: 'Okta,AD' }, host)
  expect(context).toEqual({
    'EnabledInstances(true)': {
      Instances: [
        { name: 'Okta', brand: 'Okta IAM', category: 'IAM' },
        { name: 'Slack', brand: 'Slack IAM', category: 'IAM' },
      ],
      Names: ['Okta', 'Slack'],
      Available: ['Okta'],
      Missing: ['AD'],
      MissingReason: 'Of the instances asked for, "AD" is disabled.',
    },
  })
  expect(readable).toMatchObject([
    { title: 'Enabled Instances' },
    'Of the instances asked for, "AD" is disabled.',
  ])
})
