import { describe, expect, test } from 'vitest'
import {
  type Asked,
  type Operation,
  planProvisioning,
} from '../../../Automations/IAMPlanProvisioning/plan.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const AD = 'Active Directory Query v2'
const active = (brand: string): JsonObject => ({ brand, category: 'Identity', state: 'active' })
const MODULES = {
  Okta_1: active('Okta IAM'),
  CRM: active('Okta IAM'),
  AD_1: active(AD),
  AD_2: active('active directory query V2'),
  AD_off: { ...active(AD), state: 'disabled' },
  Old: { ...active('Okta IAM'), state: 'disabled' },
}
const entry = (instance_name: string, more: JsonObject = {}): JsonObject => ({
  instance_name,
  create_user_enabled: true,
  create_for_all: true,
  update_user_enabled: true,
  enable_user_enabled: true,
  disable_user_enabled: true,
  ...more,
})
const result = (instanceName: string, action: string, more: JsonObject = {}): JsonObject => ({
  instanceName,
  action,
  success: true,
  skipped: false,
  ...more,
})
const planned = (operation: Operation, given: Partial<Asked> = {}) =>
  planProvisioning({
    operation,
    settings: [entry('Okta_1'), entry('CRM')],
    results: [],
    directoryBrand: AD,
    modules: MODULES,
    ...given,
  })

describe('which instances are wanted', () => {
  const off = (operation: string) => ({ [`${operation}_user_enabled`]: false })

  test.each<[string, Operation, JsonObject[], string[]]>([
    ['create: flag', 'create', [entry('Okta_1'), entry('CRM', off('create'))], ['Okta_1']],
    ['create: for all', 'create', [entry('Okta_1', { create_for_all: false }), entry('CRM')], ['CRM']],
    ['enable: flag', 'enable', [entry('Okta_1', off('enable')), entry('CRM')], ['CRM']],
    [
      'enable: for all (ilm.md §2.9)',
      'enable',
      [entry('Okta_1', { create_for_all: false }), entry('CRM')],
      ['CRM'],
    ],
    [
      'update: flag, and directories that the list does not name',
      'update',
      [entry('Okta_1'), entry('CRM', off('update'))],
      ['Okta_1', 'AD_1', 'AD_2'],
    ],
    [
      'update: the group does not count',
      'update',
      [entry('CRM', { create_for_all: false })],
      ['CRM', 'AD_1', 'AD_2'],
    ],
    [
      'flags as text',
      'update',
      [{ instance_name: 'CRM', update_user_enabled: 'True' }],
      ['CRM', 'AD_1', 'AD_2'],
    ],
    ['update: a list without entries', 'update', [], ['AD_1', 'AD_2']],
    [
      'update: not a directory that the list leaves out deliberately',
      'update',
      [entry('AD_1', off('update')), entry('CRM')],
      ['CRM', 'AD_2'],
    ],
    ['create: a directory is left to its playbook', 'create', [entry('AD_1'), entry('CRM')], ['CRM']],
    ['enable: its brand in any case', 'enable', [entry('AD_2'), entry('CRM')], ['CRM']],
    ['update: a directory like all the others, once', 'update', [entry('AD_2')], ['AD_2', 'AD_1']],
    [
      'disable: directories that the list does not name, too',
      'disable',
      [entry('CRM'), entry('AD_1')],
      ['CRM', 'AD_1', 'AD_2'],
    ],
    [
      'disable: not a directory that the list leaves out deliberately',
      'disable',
      [entry('AD_1', off('disable')), entry('Okta_1', off('disable'))],
      ['AD_2'],
    ],
    ['disable: a list without entries', 'disable', [], ['AD_1', 'AD_2']],
    ['nothing', 'create', [], []],
  ])('%s', (_, operation, settings, wanted) => {
    const plan = planned(operation, { settings })
    expect(plan.Wanted).toEqual(wanted)
    expect(plan.Instances).toEqual(wanted)
    expect(plan).toMatchObject({ Operation: operation, Missing: [], MissingReason: '', Done: [] })
    expect(plan.Directories).toEqual(['AD_1', 'AD_2'])
  })

  test('an instance called as a member of every object is none', () => {
    const settings = [entry('constructor'), entry('__proto__')]
    expect(planned('update', { settings })).toMatchObject({
      Instances: ['AD_1', 'AD_2'],
      Missing: ['constructor', '__proto__'],
    })
  })
})

describe('what an earlier run did', () => {
  test.each<[Operation, string[]]>([
    ['create', ['create', 'update']],
    ['update', ['update', 'create']],
    ['enable', ['update', 'enable', 'create']],
    ['disable', ['disable']],
  ])('%s is done by %j', (operation, done) => {
    const settings = [entry('CRM')]
    for (const action of ['create', 'update', 'enable', 'disable', 'get', '']) {
      const plan = planned(operation, { settings, results: [result('CRM', action)] })
      expect(plan.Done.includes('CRM'), action).toBe(done.includes(action))
      expect(plan.Instances.includes('CRM'), action).toBe(!done.includes(action))
    }
  })

  test.each<[string, JsonObject[], string[]]>([
    ['success as text', [result('CRM', 'create', { success: 'true' })], ['CRM']],
    ['it was skipped', [result('CRM', 'create', { skipped: true })], ['CRM']],
    [
      'skipped, without a word on success',
      [{ instanceName: 'CRM', action: 'create', skipped: true }],
      ['CRM'],
    ],
    ['skipped and failed has failed', [result('CRM', 'create', { skipped: true, success: false })], []],
    ['it failed', [result('CRM', 'create', { success: false })], []],
    ['the last decides: failed', [result('CRM', 'create'), result('CRM', 'create', { success: false })], []],
    [
      'the last decides: succeeded',
      [result('CRM', 'create', { success: false }), result('CRM', 'create')],
      ['CRM'],
    ],
    ['the last decides: another action', [result('CRM', 'create'), result('CRM', 'disable')], []],
    ['another instance', [result('crm', 'create')], []],
  ])('%s', (_, results, Done) => {
    const plan = planned('create', { results })
    expect(plan.Wanted).toEqual(['Okta_1', 'CRM'])
    expect(plan.Done).toEqual(Done)
    expect(plan.Instances).toEqual(Done.length ? ['Okta_1'] : ['Okta_1', 'CRM'])
  })
})

describe('instances that are not available', () => {
  test('disabled ones and those that do not exist are told, the others run', () => {
    expect(planned('update', { settings: [entry('Gone'), entry('CRM'), entry('Old')] })).toMatchObject({
      Wanted: ['Gone', 'CRM', 'Old', 'AD_1', 'AD_2'],
      Instances: ['CRM', 'AD_1', 'AD_2'],
      Missing: ['Gone', 'Old'],
      MissingReason: 'Of the instances asked for, "Old" is disabled; "Gone" does not exist.',
    })
  })

  test('one that the operation does not want is nobody’s business, nor is one that is done', () => {
    const settings = [entry('Gone', { update_user_enabled: false }), entry('Old')]
    expect(planned('update', { settings, results: [result('Old', 'update')] })).toMatchObject({
      Wanted: ['Old', 'AD_1', 'AD_2'],
      Done: ['Old'],
      Missing: [],
    })
  })

  test('a directory of the list that is disabled is told where directories are left out, too', () => {
    expect(planned('create', { settings: [entry('AD_off'), entry('AD_1')] })).toMatchObject({
      Wanted: [],
      Missing: ['AD_off'],
      MissingReason: 'Of the instances asked for, "AD_off" is disabled.',
    })
  })
})

describe('what cannot be used and must not be forgotten', () => {
  test.each<[string, Operation, JsonObject[], string[]]>([
    ['create: a directory that is disabled', 'create', [], ['AD_off']],
    ['create: no other instance', 'create', [entry('Old'), entry('Gone')], ['AD_off']],
    ['enable', 'enable', [entry('Old'), entry('AD_off')], ['AD_off']],
    ['update', 'update', [entry('Old'), entry('Gone')], ['AD_off']],
    ['disable: whatever is missing', 'disable', [entry('Old'), entry('Gone')], ['Old', 'Gone', 'AD_off']],
    [
      'disable: not what is left out on purpose',
      'disable',
      [entry('AD_off', { disable_user_enabled: false })],
      [],
    ],
    ['create: left out or not', 'create', [entry('AD_off', { create_user_enabled: false })], ['AD_off']],
    ['disable: a directory that the list names, once', 'disable', [entry('AD_off')], ['AD_off']],
  ])('%s', (_, operation, settings, Unusable) => {
    const plan = planned(operation, { settings })
    expect(plan).toMatchObject({ Unusable, DisabledDirectories: ['AD_off'] })
    expect(plan.Instances).not.toContain('AD_off')
  })

  test.each<[Operation, string, string[]]>([
    ['disable', 'disable', []],
    ['update', 'update', []],
    ['disable', 'update', ['AD_off']],
    ['create', 'create', ['AD_off']],
  ])('%s: a directory in which %s was done before it was disabled: %j', (operation, action, Unusable) => {
    expect(planned(operation, { results: [result('AD_off', action)] })).toMatchObject({ Unusable })
  })

  test('nothing, when all is enabled; the brand says what a directory is, in any case', () => {
    const { AD_off: _, ...modules } = MODULES
    expect(planned('disable', { modules })).toMatchObject({ Unusable: [], DisabledDirectories: [] })
    const settings: JsonObject[] = []
    const found = planned('disable', { settings, directoryBrand: 'okta iam' })
    expect(found).toMatchObject({ Unusable: ['Old'], DisabledDirectories: ['Old'] })
  })
})

test('who is told of which instance', () => {
  const settings = [
    entry('Okta_1', { disable_notify: ['a@x', ' b@x '], create_notify: ['c@x'] }),
    entry('CRM', { disable_notify: [], create_notify: 'd@x, e@x' }),
    entry('Old', { disable_user_enabled: false, disable_notify: ['f@x'] }),
  ]
  expect(planned('disable', { settings })).toMatchObject({
    NotifyField: 'disable_notify',
    Notify: [{ instancename: 'Okta_1', recipients: ['a@x', 'b@x'] }],
  })
  expect(planned('create', { settings }).Notify).toEqual([
    { instancename: 'Okta_1', recipients: ['c@x'] },
    { instancename: 'CRM', recipients: ['d@x', 'e@x'] },
  ])
})

describe('where the person is looked after, and what is told of', () => {
  const settings = [entry('CRM'), entry('Gone'), entry('AD_1', { create_notify: ['ad@x'] }), entry('Old')]

  test.each<[string, Operation, JsonObject[], string[], string[]]>([
    ['create: directories too', 'create', [], ['CRM', 'AD_1', 'AD_2'], ['CRM', 'AD_1', 'AD_2']],
    [
      'what is done is not told again',
      'create',
      [result('CRM', 'create')],
      ['CRM', 'AD_1', 'AD_2'],
      ['AD_1', 'AD_2'],
    ],
    ['nor of a directory', 'enable', [result('AD_1', 'update')], ['CRM', 'AD_1', 'AD_2'], ['CRM', 'AD_2']],
    [
      'what failed is',
      'create',
      [result('CRM', 'create', { success: false })],
      ['CRM', 'AD_1', 'AD_2'],
      ['CRM', 'AD_1', 'AD_2'],
    ],
    ['update: each directory once', 'update', [], ['CRM', 'AD_1', 'AD_2'], ['CRM', 'AD_1', 'AD_2']],
    ['disable: each directory once', 'disable', [], ['CRM', 'AD_1', 'AD_2'], ['CRM', 'AD_1', 'AD_2']],
  ])('%s', (_, operation, results, All, ToTell) => {
    expect(planned(operation, { settings, results })).toMatchObject({ All, ToTell })
  })

  test('a directory’s addresses are told where it has a playbook of its own', () => {
    expect(planned('create', { settings }).Notify).toEqual([{ instancename: 'AD_1', recipients: ['ad@x'] }])
  })
})
