import { describe, expect, test } from 'vitest'
import { provisioningSettings } from '../../../Automations/IAMGetProvisioningSettings/settings.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const OFF = {
  create_user_enabled: false,
  create_for_all: false,
  update_user_enabled: false,
  enable_user_enabled: false,
  disable_user_enabled: false,
  create_notify: [],
  enable_notify: [],
  disable_notify: [],
  update_notify: [],
}

const read = (entries: Json) => provisioningSettings('the-list', JSON.stringify(entries))

describe('provisioningSettings', () => {
  test.each<[JsonObject, JsonObject]>([
    [{}, {}],
    [
      { create_user_enabled: true, disable_user_enabled: 'True' },
      { create_user_enabled: true, disable_user_enabled: true },
    ],
    [{ update_user_enabled: ' YES ', enable_user_enabled: 'No' }, { update_user_enabled: true }],
    [{ update_user_enabled: '', enable_user_enabled: null }, {}],
    [{ create_user_group: 'All' }, { create_for_all: true }],
    [{ create_user_group: ' all ' }, { create_for_all: true }],
    [{ create_user_group: 'Engineers' }, {}],
    [
      { create_user_email_notification_ids: 'a@x, b@x,,', enable_user_email_notification_ids: ['c@x'] },
      { create_notify: ['a@x', 'b@x'], enable_notify: ['c@x'] },
    ],
    [
      { disable_user_email_notification_ids: 'd@x', update_user_email_notification_ids: 'e@x' },
      { disable_notify: ['d@x'], update_notify: ['e@x'] },
    ],
  ])('an entry with %j has %j', (entry, expected) => {
    expect(read([{ instance_name: ' AD ', ...entry }])).toEqual({
      settings: [{ instance_name: 'AD', ...OFF, ...expected }],
      unknown: [],
    })
  })

  test('unknown members are kept and told', () => {
    const { settings, unknown } = read([
      { instance_name: 'AD', note: 'ours', create_user_enable: true },
      { instance_name: 'Okta', create_for_all: true },
    ])
    expect(settings).toEqual([
      { instance_name: 'AD', ...OFF, note: 'ours', create_user_enable: true },
      { instance_name: 'Okta', ...OFF },
    ])
    expect(unknown).toEqual(['AD: note', 'AD: create_user_enable', 'Okta: create_for_all'])
  })

  test('an empty array has no settings', () => {
    expect(provisioningSettings('the-list', ' [\n] ')).toEqual({ settings: [], unknown: [] })
  })

  test.each<[Json, string]>([
    [[5], 'Entry 1 of the list "the-list" is 5; expected an object such as'],
    [[{ instance_name: 'AD' }, [1]], 'Entry 2 of the list "the-list" is [1]; expected an object'],
    [[null], 'Entry 1 of the list "the-list" is null; expected an object'],
    [
      [{}],
      'Entry 1 of the list "the-list" has no instance_name; expected the name of an integration instance.',
    ],
    [[{ instance_name: ' ' }], 'Entry 1 of the list "the-list" has " " as its instance_name; expected'],
    [[{ instance_name: 7 }], 'Entry 1 of the list "the-list" has 7 as its instance_name; expected'],
    [
      [{ instance_name: 'AD', create_user_enabled: 'maybe' }],
      'Entry 1 of the list "the-list" (instance_name "AD") has "maybe" as its create_user_enabled; expected true or false.',
    ],
    [
      [{ instance_name: 'AD', create_user_group: ['All'] }],
      'Entry 1 of the list "the-list" (instance_name "AD") has ["All"] as its create_user_group; expected text.',
    ],
    [
      [{ instance_name: 'AD', create_user_email_notification_ids: { a: 1 } }],
      'has {"a":1} as its create_user_email_notification_ids; expected a list, or values separated by commas.',
    ],
    [
      [{ instance_name: 'AD' }, { instance_name: 'B' }, { instance_name: 'AD ' }],
      'Entries 1 and 3 of the list "the-list" both have the instance_name "AD"; expected one entry per instance.',
    ],
    ['AD', 'The list "the-list" is "AD"; expected a JSON array of objects'],
  ])('%j is refused', (entries, sentence) => {
    expect(() => read(entries)).toThrow(sentence)
  })

  test.each<[string, string]>([
    [
      '',
      'The list "the-list" is wrong at line 1, column 1: the text ends, expected a value. It has to be a JSON array',
    ],
    [
      '[\n {"instance_name": AD}\n]',
      'The list "the-list" is wrong at line 2, column 20: expected a value, not AD}.',
    ],
    [
      '[{"instance_name":"AD","instance_name":"B"}]',
      'is wrong at line 1, column 24: the name "instance_name" stands twice in one object.',
    ],
    [
      '{"instance_name":"AD"}',
      'The list "the-list" begins with {; expected a JSON array: put the settings of each',
    ],
    [
      '{\n"instance_name":"AD",\n"instance_name":"B"}',
      'begins with { (and at line 3, column 1: the name "instance_name" stands twice in one object); expected a JSON array',
    ],
  ])('the text %j is refused with its place', (source, sentence) => {
    expect(() => provisioningSettings('the-list', source)).toThrow(sentence)
  })
})
