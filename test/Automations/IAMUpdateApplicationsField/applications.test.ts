import { describe, expect, test } from 'vitest'
import { decideFields, type News } from '../../../Automations/IAMUpdateApplicationsField/applications.ts'
import { type Stored, storedFields } from '../../../Automations/IAMUpdateApplicationsField/stored.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'

const NOW = '2026-11-22T09:00:00.000Z'
const BEFORE = '2026-01-01T00:00:00.000Z'
const SLACK = { ApplicationID: '0oa1', Instance: 'Slack_1', Label: 'Slack', Name: 'slack' }
const RESULT: JsonObject = {
  instancename: 'Slack_1',
  action: 'update',
  username: 'ann',
  active: true,
  skipped: false,
  id: 'U1',
}
const ROW = {
  application: 'Slack',
  applicationid: '0oa1',
  instance: 'Slack_1',
  status: 'Active',
  username: 'ann',
  updated: NOW,
}
const OLD_ROW = { ...ROW, updated: BEFORE }
const NOTHING: Stored = { applications: [], appprofiles: {}, oktauserid: null }
const SO_ALREADY: Stored = {
  applications: [OLD_ROW],
  appprofiles: { Slack_1: { id: 'U1', active: true } },
  oktauserid: '00u1',
}
const news = (more: Partial<News> = {}): News => ({
  configuration: [SLACK],
  results: [RESULT],
  userId: '00u1',
  oktaInstance: undefined,
  now: new Date(NOW),
  ...more,
})

describe('the applications of a person', () => {
  test('the first one', () => {
    expect(decideFields(NOTHING, news())).toEqual({
      rows: [ROW],
      isChanged: true,
      fields: {
        applications: [ROW],
        appprofiles: { Slack_1: { id: 'U1', active: true } },
        oktauserid: '00u1',
      },
    })
  })

  test('what is so already is not written again', () => {
    expect(decideFields(SO_ALREADY, news())).toEqual({ rows: [OLD_ROW], isChanged: false, fields: {} })
  })

  test('writing what was decided and deciding again writes nothing', () => {
    const { fields } = decideFields(NOTHING, news())
    const later = news({ now: new Date('2027-01-01T00:00:00Z') })
    expect(decideFields(storedFields('ann', fields), later).fields).toEqual({})
  })

  test('the id in Okta is kept by the instance of its org, and the first one stays', () => {
    const first = decideFields(NOTHING, news({ results: [], oktaInstance: 'Okta' })).fields
    expect(first).toEqual({ oktauserid: '00u1', appprofiles: { Okta: { id: '00u1' } } })
    const other = { results: [], userId: '00u9', oktaInstance: 'Okta EU' }
    expect(decideFields(storedFields('ann', first), news(other)).fields).toEqual({
      appprofiles: { Okta: { id: '00u1' }, 'Okta EU': { id: '00u9' } },
    })
  })

  test('a skipped result that knows of no account changes no row', () => {
    const skipped = { ...RESULT, skipped: true, active: null, username: null, id: null }
    expect(decideFields(SO_ALREADY, news({ results: [skipped] })).fields).toEqual({})
  })

  test('a skipped result that found the account tells how it stands', () => {
    const skipped = { ...RESULT, skipped: true, active: false }
    expect(decideFields(SO_ALREADY, news({ results: [skipped] })).rows).toMatchObject([
      { status: 'Disabled' },
    ])
  })

  test.each<[result: JsonObject, row: JsonObject, profile: JsonObject]>([
    [{ active: false, action: 'disable' }, { status: 'Disabled' }, { id: 'U1', active: false }],
    [{ active: null, action: 'disable' }, { status: 'Disabled' }, { id: 'U1', active: false }],
    [{ active: null, action: 'update', username: 'bea' }, { username: 'bea' }, { id: 'U1', active: true }],
    [{ username: 'bea', id: null }, { username: 'bea' }, { id: 'U1', active: true }],
    [{ username: 'bea', id: 'U2' }, { username: 'bea' }, { id: 'U2', active: true }],
    [{ active: 'false', username: null }, { status: 'Disabled' }, { id: 'U1', active: false }],
  ])('a row that %j changes', (result, row, profile) => {
    const { rows, fields } = decideFields(SO_ALREADY, news({ results: [{ ...RESULT, ...result }] }))
    expect(rows).toEqual([{ ...ROW, ...row }])
    expect({ Slack_1: profile }).toEqual(fields.appprofiles ?? SO_ALREADY.appprofiles)
  })

  test('the last result of an instance counts', () => {
    const results = [{ ...RESULT, active: false }, RESULT]
    expect(decideFields(SO_ALREADY, news({ results })).fields).toEqual({})
  })

  test('rows and members of others stay, also what we do not know of them; the rows are sorted', () => {
    const zoom = { instance: 'Zoom_1', application: 'Zoom', note: 'by hand', updated: BEFORE }
    const aws = { instance: 'AWS_1', application: 'AWS', updated: BEFORE }
    const stored = { ...NOTHING, applications: [zoom, aws], appprofiles: { Zoom_1: { id: 'Z' }, x: 'y' } }
    const { rows, fields } = decideFields(stored, news())
    expect(rows).toEqual([aws, ROW, zoom])
    expect(fields.appprofiles).toEqual({ Zoom_1: { id: 'Z' }, x: 'y', Slack_1: { id: 'U1', active: true } })
  })

  test.each<[configuration: JsonObject[], application: string]>([
    [[{ ApplicationID: '0oa1', Instance: 'Slack_1', Name: 'slack' }], 'slack'],
    [[{ ApplicationID: '0oa1', Instance: 'Slack_1' }], '0oa1'],
    [[{ ...SLACK, Instance: 'Slack_2' }], ''],
    [[], ''],
  ])('with the configuration %j it is called "%s"', (configuration, application) => {
    expect(decideFields(NOTHING, news({ configuration })).rows).toMatchObject([{ application }])
  })

  test('an instance that is no longer connected keeps the application of its row', () => {
    const { fields } = decideFields(SO_ALREADY, news({ configuration: [] }))
    expect(fields).toEqual({})
  })

  test.each<[stored: Json, given: string | undefined, written: boolean]>([
    [null, '00u1', true],
    ['', '00u1', true],
    ['00u2', '00u1', false],
    ['00u1', '00u1', false],
    ['00u2', undefined, false],
  ])('the Okta id %j, and now %j: written %s', (oktauserid, userId, written) => {
    const { fields } = decideFields({ ...SO_ALREADY, oktauserid }, news({ userId }))
    expect(fields).toEqual(written ? { oktauserid: userId } : {})
  })

  test('names of prototypes are plain data', () => {
    const { fields } = decideFields(NOTHING, news({ results: [{ ...RESULT, instancename: '__proto__' }] }))
    expect(Object.keys(fields.appprofiles as JsonObject)).toEqual(['__proto__'])
  })
})

describe('what a profile holds', () => {
  const rows = [OLD_ROW]

  test.each<[custom: JsonObject, stored: Partial<Stored>]>([
    [{}, NOTHING],
    [
      { applications: '', appprofiles: ' ', oktauserid: '' },
      { ...NOTHING, oktauserid: '' },
    ],
    [{ applications: null, appprofiles: null }, NOTHING],
    [
      { applications: rows, appprofiles: { a: 1 } },
      { applications: rows, appprofiles: { a: 1 } },
    ],
    [
      { applications: JSON.stringify(rows), appprofiles: '{"a":1}', oktauserid: '00u1' },
      { applications: rows, appprofiles: { a: 1 }, oktauserid: '00u1' },
    ],
  ])('%j', (custom, stored) => {
    expect(storedFields('ann@a.b', custom)).toEqual({ ...NOTHING, ...stored })
  })

  test.each<[field: string, held: Json]>([
    ['applications', 'Slack, Jira'],
    ['applications', '{"instance":"Slack_1"}'],
    ['applications', ['Slack']],
    ['applications', 7],
    ['appprofiles', '[1]'],
    ['appprofiles', 'x'],
    ['appprofiles', []],
  ])('%s with %j is refused by field and indicator', (field, held) => {
    expect(() => storedFields('ann@a.b', { [field]: held })).toThrow(
      `The field "${field}" of the User Profile "ann@a.b" holds ${JSON.stringify(held)}; expected a JSON`,
    )
  })
})
