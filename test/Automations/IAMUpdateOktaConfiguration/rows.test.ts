import { describe, expect, test } from 'vitest'
import { meantApplication, rowOf } from '../../../Automations/IAMUpdateOktaConfiguration/application.ts'
import { refuseOkta, refuseUnavailable } from '../../../Automations/IAMUpdateOktaConfiguration/instances.ts'
import { gridRows, withoutRow, withRow } from '../../../Automations/IAMUpdateOktaConfiguration/rows.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const SLACK: JsonObject = { ApplicationID: '0oa1', Instance: 'Slack_1', Name: 'slack', Label: 'Slack' }
const JIRA: JsonObject = { ApplicationID: '0oa2', Instance: 'Jira_1' }

describe('a row that is added', () => {
  test('stands behind the others', () => {
    expect(withRow([SLACK], JIRA)).toEqual({
      rows: [SLACK, JIRA],
      isChanged: true,
      text: 'The application "0oa2" is now connected to the instance "Jira_1".',
    })
  })

  test('is left as it is when it is there', () => {
    expect(withRow([SLACK, JIRA], { ...SLACK, Logo: 'new' })).toEqual({
      rows: [SLACK, JIRA],
      isChanged: false,
      text: 'The application "Slack" (0oa1) is already connected to the instance "Slack_1".',
    })
  })

  test.each<[row: JsonObject, message: string]>([
    [
      { ...SLACK, Instance: 'Slack_2' },
      'The application "Slack" (0oa1) is already connected to the instance "Slack_1"; remove that row first, then add it for "Slack_2".',
    ],
    [
      { ...JIRA, Instance: 'Slack_1' },
      'The instance "Slack_1" is already connected to another application, "Slack" (0oa1); remove that row first, or name another instance for "0oa2".',
    ],
  ])('%j is refused', (row, message) => {
    expect(() => withRow([SLACK], row)).toThrow(message)
  })
})

describe('a row that is removed', () => {
  test.each<[wanted: string, instance: string | undefined]>([
    ['0oa1', undefined],
    ['0oa1', 'Slack_1'],
    ['Slack', undefined],
  ])('by %j of the instance %j', (wanted, instance) => {
    expect(withoutRow([SLACK, JIRA], wanted, instance)).toEqual({
      rows: [JIRA],
      isChanged: true,
      text: 'The application "Slack" (0oa1) is no longer connected to the instance "Slack_1".',
    })
  })

  test('the id goes before a label that reads the same', () => {
    const odd = { ApplicationID: '0oa3', Instance: 'Odd_1', Label: '0oa2' }
    expect(withoutRow([odd, JIRA], '0oa2').rows).toEqual([odd])
  })

  test.each<[rows: JsonObject[], wanted: string, instance: string | undefined, message: string]>([
    [
      [SLACK, JIRA],
      '0oa9',
      undefined,
      'The application "0oa9" is not connected to any instance; connected are: "Slack" (0oa1), "0oa2".',
    ],
    [[], 'Slack', undefined, 'connected are: none.'],
    [
      [SLACK, { ...JIRA, Label: 'Slack' }],
      'Slack',
      undefined,
      '2 connected applications are called "Slack"; give the id of one of them: "Slack" (0oa1), "Slack" (0oa2).',
    ],
    [
      [SLACK],
      '0oa1',
      'Jira_1',
      'is not connected to the instance "Jira_1" but to "Slack_1"; name that one, or none.',
    ],
  ])('from %j by %j of %j is refused', (rows, wanted, instance, message) => {
    expect(() => withoutRow(rows, wanted, instance)).toThrow(message)
  })
})

describe('the application that is meant', () => {
  const APPS: JsonObject[] = [
    { ID: '0oa1', Name: 'slack', Label: 'Slack', Logo: '![](https://a/logo.png)' },
    { ID: '0oa2', Name: 'slack', Label: 'Slack Grid' },
    { ID: '0oa3', Name: 'jira', Label: '0oa1' },
    { ID: '0oa4', Name: 'zoom', Label: 'Zoom' },
    { ID: '0oa5', Name: 'zoom_2', Label: 'Zoom' },
  ]

  test.each([
    ['0oa1', '0oa1'],
    ['Slack', '0oa1'],
    ['Slack Grid', '0oa2'],
    ['jira', '0oa3'],
  ])('%j is %s', (wanted, id) => {
    expect(meantApplication(wanted, APPS).ID).toBe(id)
  })

  test.each([
    ['Sla', 'Okta has no application with the id, label or name "Sla"; okta-iam-list-applications lists'],
    [
      'slack',
      'Okta has 2 applications that are called "slack"; give the id of one of them: Slack (0oa1), Slack Grid (0oa2).',
    ],
    [
      'Zoom',
      'Okta has 2 applications that are called "Zoom"; give the id of one of them: Zoom (0oa4), Zoom (0oa5).',
    ],
  ])('%j is refused', (wanted, message) => {
    expect(() => meantApplication(wanted, APPS)).toThrow(message)
  })

  test('becomes a row with what is known of it', () => {
    expect(APPS.slice(0, 2).map(app => rowOf(app, 'Slack_1'))).toEqual([
      {
        ApplicationID: '0oa1',
        Instance: 'Slack_1',
        Name: 'slack',
        Label: 'Slack',
        Logo: '![](https://a/logo.png)',
      },
      { ApplicationID: '0oa2', Instance: 'Slack_1', Name: 'slack', Label: 'Slack Grid' },
    ])
  })
})

describe('the instances', () => {
  const modules = { Okta_1: { state: 'active' }, Slack_1: { state: 'active' }, Jira_1: { state: 'disabled' } }

  test('one that is enabled is taken', () => {
    refuseUnavailable('instance', 'Slack_1', modules)
    refuseOkta('Slack_1', 'Okta_1')
  })

  test.each<[name: string, except: string | undefined, message: string]>([
    ['SAP_1', undefined, '"SAP_1", which does not exist; name one that is enabled: Okta_1, Slack_1.'],
    ['SAP_1', 'Okta_1', '"SAP_1", which does not exist; name one that is enabled: Slack_1.'],
    ['constructor', undefined, '"constructor", which does not exist'],
    [
      'Jira_1',
      undefined,
      '"Jira_1", which is a disabled instance; enable it, or name one that is enabled: Okta_1',
    ],
  ])('%s is refused', (name, except, message) => {
    expect(() => refuseUnavailable('instance', name, modules, except)).toThrow(
      `The argument "instance" is ${message}`,
    )
  })

  test('Okta itself provisions no application', () => {
    expect(() => refuseOkta('Okta_1', 'Okta_1')).toThrow('"Okta_1", which is the Okta instance itself')
  })
})

test('the rows as the incident shows them', () => {
  expect(gridRows([SLACK, JIRA])).toEqual([
    { application: 'Slack', applicationid: '0oa1', instance: 'Slack_1' },
    { application: '0oa2', applicationid: '0oa2', instance: 'Jira_1' },
  ])
})
