import { describe, expect, it } from 'vitest'
import { checkedRows, keptRows } from '../../../Integrations/OktaIAM/iam/configuration.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const row = { ApplicationID: '0oa1', Instance: 'Slack_1' }

describe('the rows of the configuration', () => {
  it.each<[string, JsonObject[], JsonObject[]]>([
    ['none', [], []],
    ['one', [row], [row]],
    [
      'members without a value are left out',
      [{ ...row, Name: 'slack', Label: '', Logo: null }],
      [{ ...row, Name: 'slack' }],
    ],
  ])('%s', (_, rows, expected) => expect(checkedRows(rows)).toEqual(expected))

  it.each<[string, JsonObject[], RegExp]>([
    [
      'no application',
      [row, { Instance: 'x' }],
      /^Row 2 of the argument "configuration" has no ApplicationID; expected/,
    ],
    ['a blank instance', [{ ...row, Instance: ' ' }], /^Row 1 .* has no Instance; expected/],
    ['no text', [{ ...row, ApplicationID: 7 }], /^Row 1 .* holds 7 as ApplicationID; .*each as text\.$/],
    [
      'an unknown member',
      [{ ...row, applicationId: '0oa1' }],
      /^Row 1 .* has the unknown member "applicationId"/,
    ],
    [
      'an odd member',
      [JSON.parse('{"ApplicationID":"a","Instance":"b","__proto__":"c"}')],
      /unknown member "__proto__"/,
    ],
    [
      'two instances for one application',
      [row, { ...row, Instance: 'Slack_2' }],
      /^The application "0oa1" stands in two rows .*; connect it to one instance only\.$/,
    ],
    [
      'two applications for one instance',
      [row, { ...row, ApplicationID: '0oa2' }],
      /^The instance "Slack_1" stands in two rows .*; connect it with one application only\.$/,
    ],
  ])('%s is refused', (_, rows, told) => expect(() => checkedRows(rows)).toThrow(told))

  it.each<[string, JsonObject, Json]>([
    ['nothing', {}, []],
    ['rows', { IAMConfiguration: [row] }, [row]],
    ['something else', { IAMConfiguration: 'x' }, []],
    ['what is no row', { IAMConfiguration: [row, null, 'x', []] }, [row]],
  ])('kept: %s', (_, context, rows) => expect(keptRows(context)).toEqual(rows))
})
