import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { customFieldsOf, inRoom, lineOf, oktaInstances } from '../in-room.ts'

let okta: RunningOkta
beforeAll(async () => {
  okta = await startOkta({})
})
afterAll(() => okta.close())

const update = (add_or_remove: string, application_id: string, instance = '') =>
  lineOf('IAMUpdateOktaConfiguration', {
    okta_instance: 'Okta_1',
    add_or_remove,
    application_id,
    ...(instance && { instance }),
  })
const GET = '!okta-iam-get-configuration using=Okta_1'

test('rows are added by label and by id, kept by the Okta instance, and removed', async () => {
  const told = await inRoom(
    [
      lineOf('createNewIncident', { name: 'Configure', type: 'IAM - Configuration' }),
      '/incident 1',
      update('add', 'Slack', 'Slack_1'),
      '/incident 1',
      update('add', '${IAM.Configuration.Rows.ApplicationID}', 'Slack_1'),
      '/context IAM.Configuration',
      GET,
      update('remove', 'Slack'),
      '/incident 1',
      '/context IAM.Configuration.Rows',
      GET,
    ],
    oktaInstances(okta, 'Okta_1', 'Slack_1'),
  )
  const gridAt = (at: number) => customFieldsOf(told[at]).oktaiamconfiguration
  const row = {
    ApplicationID: expect.stringMatching(/^0oa/),
    Name: 'slack',
    Label: 'Slack',
    Logo: expect.stringContaining('slack.png'),
    Instance: 'Slack_1',
  }
  expect(gridAt(3)).toEqual([{ application: 'Slack', applicationid: row.ApplicationID, instance: 'Slack_1' }])
  expect(told[5]?.value).toMatchObject({ Rows: [row], Changed: false })
  expect(told[6]?.entries).toMatchObject([{ Contents: [row] }])
  expect(gridAt(8)).toEqual([])
  expect(told[9]?.value).toEqual([])
  expect(told[10]?.entries).toMatchObject([{ Contents: [] }])
})

test('what cannot be is one sentence, and nothing is set', async () => {
  const told = await inRoom(
    [
      update('add', 'Slack', 'Off_1'),
      update('add', 'Slack', 'Nobody_1'),
      update('add', 'Slack', 'Okta_1'),
      update('add', 'No such app', 'Slack_1'),
      update('remove', '0oa1'),
      GET,
    ],
    oktaInstances(okta, 'Okta_1', 'Slack_1'),
  )
  expect(told.slice(0, 5).map(({ entries }) => entries?.[0])).toMatchObject(
    [
      '"Off_1", which is a disabled instance; enable it, or name one that is enabled: Slack_1.',
      '"Nobody_1", which does not exist; name one that is enabled: Slack_1.',
      'which is the Okta instance itself',
      'Okta has no application with the id, label or name "No such app"',
      'The application "0oa1" is not connected to any instance; connected are: none.',
    ].map(sentence => ({ Type: 4, Contents: expect.stringContaining(sentence) })),
  )
  expect(told[5]?.entries).toMatchObject([{ Contents: [] }])
})
