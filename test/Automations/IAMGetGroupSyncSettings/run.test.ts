import { describe, expect, it } from 'vitest'
import { IAMGetGroupSyncSettings } from '../../../Automations/IAMGetGroupSyncSettings/index.ts'
import { oktaInstanceFor } from '../../../Automations/IAMGetGroupSyncSettings/okta-instance.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { getList, hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'

const SALES = { id: '00g1', displayName: 'Sales' }
const LIST: Json = [
  { instance_name: 'Slack', okta_groups: [SALES], enabled: true },
  { instance_name: 'AWS', okta_instance: 'Second', okta_groups: [SALES] },
  { instance_name: 'Off', okta_groups: [SALES] },
  { instance_name: 'Idle', okta_groups: [] },
]
const instance = (brand: string, state = 'active'): JsonObject => ({ brand, state })
const MODULES = {
  Slack: instance('SCIM IAM'),
  AWS: instance('SCIM IAM'),
  Off: instance('SCIM IAM', 'disabled'),
  Okta: instance('Okta IAM'),
}

async function settings(args: JsonObject, modules: Record<string, JsonObject> = MODULES) {
  const host = hostWith({
    executeCommand: getList({ 'app-group-sync-settings': LIST }),
    getModules: async () => modules,
  })
  const { contents, readable } = await ran(IAMGetGroupSyncSettings, args, host)
  return { contents, readable }
}

describe('IAMGetGroupSyncSettings', () => {
  it('gives the instances that follow a group, disabled ones too, for theirs is a failure to be told', async () => {
    const { contents, readable } = await settings({})
    expect(contents).toEqual({ Instances: ['Slack', 'AWS', 'Off'], Groups: [], OktaInstance: '' })
    expect(readable).toMatchObject([{}, 'Members without a meaning here: Slack: enabled.'])
  })

  it.each<[string, string, object]>([
    ['the groups of an instance', 'Slack', { Groups: [SALES], OktaInstance: 'Okta' }],
    ['none of one without groups', 'Idle', { Groups: [], OktaInstance: '' }],
    ['none of one that the list does not name', 'Other', { Groups: [], OktaInstance: '' }],
  ])('gives %s', async (_, name, expected) => {
    expect((await settings({ instance: name })).contents).toMatchObject(expected)
  })

  it.each<[string, RegExp]>([
    ['Off', /"Off", which is a disabled instance/],
    ['AWS', /The Okta instance is "Second"; expected an enabled instance of Okta IAM: Okta/],
  ])('refuses %s', async (name, reason) => {
    await expect(settings({ instance: name })).rejects.toThrow(reason)
  })

  it('says which list to copy when there is none', async () => {
    const host = hostWith({ executeCommand: getList({}) })
    await expect(ran(IAMGetGroupSyncSettings, {}, host)).rejects.toThrow(
      /copy the list app-group-sync-settings-sample/,
    )
  })
})

describe('the Okta instance', () => {
  const two = { ...MODULES, Second: instance('Okta IAM-test'), Third: instance('Okta IAM', 'disabled') }
  it.each<[string, Record<string, JsonObject>, string | undefined, string]>([
    ['the only one', MODULES, undefined, 'Okta'],
    ['the one that is named', two, 'Second', 'Second'],
    ['an empty name is none', MODULES, ' ', 'Okta'],
  ])('%s', (_, modules, given, expected) => expect(oktaInstanceFor(modules, given, 'Slack')).toBe(expected))

  it('is not the application itself, an org of Okta too', () => {
    expect(oktaInstanceFor(two, undefined, 'Okta')).toBe('Second')
  })

  it.each<[string, Record<string, JsonObject>, string | undefined, RegExp]>([
    ['several', two, undefined, /several instances of Okta IAM: Okta, Second\. Name one/],
    ['none', {}, undefined, /no enabled instance of Okta IAM/],
    ['a disabled one', two, 'Third', /"Third"; expected an enabled instance of Okta IAM: Okta, Second/],
    ['the application itself', two, 'Okta', /other than the application itself/],
    ['a member of every object', two, 'constructor', /"constructor"; expected/],
  ])('%s is refused', (what, modules, given, reason) => {
    const app = what.startsWith('the application') ? 'Okta' : 'Slack'
    expect(() => oktaInstanceFor(modules, given, app)).toThrow(reason)
  })
})
