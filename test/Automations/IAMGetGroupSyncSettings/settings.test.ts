import { describe, expect, it } from 'vitest'
import { groupSyncSettings } from '../../../Automations/IAMGetGroupSyncSettings/settings.ts'

const LIST = 'app-group-sync-settings'
const read = (value: unknown) =>
  groupSyncSettings(LIST, typeof value === 'string' ? value : JSON.stringify(value))
const SALES = { id: '00g1', displayName: 'Sales' }
const slack = (more: object) => ({ instance_name: 'Slack', okta_groups: [SALES], ...more })

describe('app-group-sync-settings', () => {
  it('is read, the example of the sample passed over', () => {
    const sample = { instance_name: 'EXAMPLE - replace by the name of an instance', okta_groups: [] }
    expect(
      read([
        sample,
        slack({ instance_name: ' Slack ' }),
        { instance_name: 'AWS', okta_instance: 'Second', okta_groups: [] },
      ]),
    ).toEqual({
      settings: [
        { instance_name: 'Slack', okta_instance: '', okta_groups: [SALES] },
        { instance_name: 'AWS', okta_instance: 'Second', okta_groups: [] },
      ],
      unknown: [],
    })
  })

  it('tells members without a meaning', () => {
    const group = { ...SALES, name: 'x' }
    expect(read([slack({ enabled: true, okta_groups: [group] })]).unknown).toEqual([
      'Slack: enabled',
      'Slack, okta_groups: name',
    ])
  })

  it.each<[string, unknown, RegExp]>([
    [
      'the object that the article prints (L1)',
      '{"instance_name":"Slack" "instance_name":"AWS"}',
      /begins with \{ \(and at line 1, column 26: .*\); expected a JSON array/,
    ],
    ['one object', slack({}), /begins with \{; expected a JSON array/],
    ['no JSON', '[{"instance_name": Slack}]', /is wrong at line 1, column 20/],
    ['a repeated name', '[{"instance_name":"a","instance_name":"b"}]', /stands twice/],
    ['a text', '"Slack"', /is "Slack"; expected a JSON array of objects such as \[\{"instance_name":"Slack"/],
    ['no object', ['Slack'], /Entry 1 of the list "app-group-sync-settings" is "Slack"; expected an object/],
    ['no instance', [{ okta_groups: [] }], /Entry 1 .* has no instance_name/],
    ['an empty instance', [slack({ instance_name: ' ' })], /has " " as its instance_name/],
    [
      'no groups',
      [{ instance_name: 'Slack', okta_group: [SALES] }],
      /Entry 1 of .* \(instance_name "Slack"\) has no okta_groups/,
    ],
    [
      'groups that are no list',
      [slack({ okta_groups: SALES })],
      /as its okta_groups; expected a list of groups/,
    ],
    [
      'a group that is no object',
      [slack({ okta_groups: ['Sales'] })],
      /Group 1 of Entry 1 .* is "Sales"; expected an object/,
    ],
    [
      'a group without an id',
      [slack({ okta_groups: [{ displayName: 'Sales' }] })],
      /Group 1 of .* has no id; expected the id of a group of Okta/,
    ],
    [
      'a group without a name',
      [slack({ okta_groups: [SALES, { id: '00g2', displayName: 7 }] })],
      /Group 2 of .* has 7 as its displayName/,
    ],
    ['a wrong Okta instance', [slack({ okta_instance: 7 })], /has 7 as its okta_instance/],
    [
      'one instance twice',
      [slack({}), slack({})],
      /Entries 1 and 2 of .* both have the instance_name "Slack"/,
    ],
    [
      'one group twice',
      [slack({ okta_groups: [SALES, { id: '00g1', displayName: 'Other' }] })],
      /Groups 1 and 2 of .* have the same id "00g1"/,
    ],
    [
      'one name twice',
      [slack({ okta_groups: [SALES, { id: '00g2', displayName: 'SALES' }] })],
      /Groups 1 and 2 of .* are both called "sales"/,
    ],
  ])('%s is refused', (_, value, reason) => expect(() => read(value)).toThrow(reason))
})
