import { expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { inRoom, lineOf } from '../in-room.ts'

const NOW = '2026-11-22T09:00:00.000Z'
const configuration = [{ ApplicationID: '0oa1', Instance: 'Slack_1', Label: 'Slack' }]
const result = { instancename: 'Slack_1', username: 'ann', active: true, skipped: false, id: 'U1' }

test('the profile holds the applications; what is so already keeps its time', async () => {
  const value = 'o"neil*@a.b'
  const write = (active: boolean) =>
    lineOf('IAMUpdateApplicationsField', {
      user_profile: value,
      user_id: '00u1',
      configuration,
      results: [{ ...result, active }],
    })
  const read = lineOf('findIndicators', { query: 'type:"User Profile"' })
  const told = await inRoom(
    [
      lineOf('createNewIndicator', { value, type: 'User Profile', title: 'Clerk' }),
      lineOf('createNewIndicator', { value: 'other@a.b', type: 'User Profile' }),
      write(true),
      read,
      '/clock +1d',
      write(true),
      '/context IAM.ApplicationsChanged',
      read,
      write(false),
      '/context IAM.Applications.status',
      read,
    ],
    ['--now', NOW],
  )
  const profilesAt = (at: number) => told[at]?.entries?.[0]?.Contents as { CustomFields: JsonObject }[]
  const row = {
    application: 'Slack',
    applicationid: '0oa1',
    instance: 'Slack_1',
    status: 'Active',
    username: 'ann',
    updated: expect.stringMatching(/^2026-11-22T09:0/),
  }
  const [written, other] = profilesAt(3)
  expect(written?.CustomFields).toEqual({
    title: 'Clerk',
    applications: [row],
    appprofiles: '{"Slack_1":{"id":"U1","active":true}}',
    oktauserid: '00u1',
  })
  expect(other?.CustomFields).toEqual({})
  expect(told[6]?.value).toBe(false)
  expect(profilesAt(7)[0]?.CustomFields).toEqual(written?.CustomFields)
  expect(told[9]?.value).toEqual(['Disabled'])
  expect(profilesAt(10)[0]?.CustomFields).toMatchObject({
    applications: [{ status: 'Disabled', updated: expect.stringMatching(/^2026-11-23T09:0/) }],
    appprofiles: '{"Slack_1":{"id":"U1","active":false}}',
  })
})

test('a profile that is gone is an error entry', async () => {
  const [told] = await inRoom([lineOf('IAMUpdateApplicationsField', { user_profile: 'ann@a.b' })])
  expect(told?.entries).toMatchObject([
    { Type: 4, Contents: expect.stringContaining('There is no User Profile "ann@a.b" any more') },
  ])
})
