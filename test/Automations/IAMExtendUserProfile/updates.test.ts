import { describe, expect, test } from 'vitest'
import { IAMExtendUserProfile } from '../../../Automations/IAMExtendUserProfile/index.ts'
import { decideUpdates, type Known, summaryOf } from '../../../Automations/IAMExtendUserProfile/updates.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'

const ANN = { email: 'ann@a.b', username: 'ann' }
const SLACK: JsonObject = { ApplicationID: '0oa1', Instance: 'Slack_1', Label: 'Slack', Name: 'slack' }
const has = (AppID: string, ProfileInApp: JsonObject = {}, UserID = '00u1'): JsonObject => ({
  UserID,
  AppID,
  IsAssigned: true,
  ProfileInApp,
})
const known = (more: Partial<Known>): Known => ({
  profile: ANN,
  userId: '00u1',
  assignments: [has('0oa1', { role: 'admin' })],
  configuration: [SLACK],
  settings: [],
  available: ['Slack_1'],
  ...more,
})
const UPDATE = {
  instance: 'Slack_1',
  applicationid: '0oa1',
  application: 'Slack',
  userprofile: { ...ANN, role: 'admin', profileinapp: { role: 'admin' } },
}

describe('who is to be updated', () => {
  test.each<[name: string, more: Partial<Known>]>([
    ['an application that is connected', {}],
    ['update_user_enabled true', { settings: [{ instance_name: 'Slack_1', update_user_enabled: true }] }],
    ['an entry that does not say', { settings: [{ instance_name: 'Slack_1' }] }],
    ['false for another instance', { settings: [{ instance_name: 'Jira_1', update_user_enabled: false }] }],
    [
      'assignments of somebody else',
      { assignments: [has('0oa2', {}, '00u2'), has('0oa1', { role: 'admin' })] },
    ],
    ['the last assignment counts', { assignments: [has('0oa1'), has('0oa1', { role: 'admin' })] }],
    ['IsAssigned as text', { assignments: [{ ...has('0oa1', { role: 'admin' }), IsAssigned: 'true' }] }],
  ])('%s', (_, more) => {
    expect(decideUpdates(known(more))).toEqual({ updates: [UPDATE], leftOut: [] })
  })

  test.each<[reason: RegExp, more: Partial<Known>, instance: string]>([
    [/does not have this application/, { assignments: [{ ...has('0oa1'), IsAssigned: false }] }, 'Slack_1'],
    [
      /does not have this application/,
      { assignments: [has('0oa1'), { ...has('0oa1'), IsAssigned: false }] },
      'Slack_1',
    ],
    [/No instance is connected.*IAM - Configuration/, { configuration: [] }, ''],
    [/"Slack_1" does not exist or is disabled/, { available: ['Jira_1'] }, 'Slack_1'],
    [
      /update_user_enabled false for the instance "Slack_1"/,
      { settings: [{ instance_name: 'Slack_1', update_user_enabled: false }] },
      'Slack_1',
    ],
    [
      /update_user_enabled false/,
      { settings: [{ instance_name: 'Slack_1', update_user_enabled: 'False' }] },
      'Slack_1',
    ],
  ])('left out: %s', (reason, more, instance) => {
    const { updates, leftOut } = decideUpdates(known(more))
    expect(updates).toEqual([])
    expect(leftOut).toEqual([
      { instance, application: instance ? 'Slack' : '0oa1', reason: expect.stringMatching(reason) },
    ])
  })

  test.each<[row: JsonObject, application: string]>([
    [{ ApplicationID: '0oa1', Instance: 'Slack_1', Name: 'slack' }, 'slack'],
    [{ ApplicationID: '0oa1', Instance: 'Slack_1' }, '0oa1'],
  ])('%j is called %s', (row, application) => {
    expect(decideUpdates(known({ configuration: [row] })).updates).toMatchObject([{ application }])
  })
})

describe('the summary for the approval', () => {
  test('one line per instance, with the data it gets', () => {
    const assignments = [has('0oa1', { role: 'admin', team: ['a', 'b'], none: null }), has('0oa2')]
    const configuration = [SLACK, { ApplicationID: '0oa2', Instance: 'Jira_1', Label: 'Jira' }]
    const decision = decideUpdates(known({ assignments, configuration, available: ['Slack_1', 'Jira_1'] }))
    expect(summaryOf(decision)).toBe(
      'Slack_1 (Slack): role = admin, team = ["a","b"], none is cleared\n' +
        'Jira_1 (Jira): the User Profile without data of the application',
    )
  })

  test('a value cannot pass for a line of its own', () => {
    const known = {
      profile: ANN,
      userId: '00u1',
      assignments: [has('0oa1', { role: 'a\r\nJira_1 (Jira): b' })],
    }
    const decision = decideUpdates({ ...known, configuration: [SLACK], settings: [], available: ['Slack_1'] })
    expect(summaryOf(decision)).toBe('Slack_1 (Slack): role = a Jira_1 (Jira): b')
  })

  test('what is left out is told, so that nobody approves more than is done', () => {
    const [update, leftOut] = [
      { ...UPDATE },
      { instance: 'Jira_1', application: 'Jira', reason: 'It is off.' },
    ]
    expect(summaryOf({ updates: [update], leftOut: [leftOut] })).toBe(
      'Slack_1 (Slack): role = admin\nJira is left out: It is off.',
    )
    expect(summaryOf({ updates: [], leftOut: [leftOut] })).toBe(
      'No instance gets data of an application.\nJira is left out: It is off.',
    )
  })

  test('nobody', () => {
    expect(summaryOf({ updates: [], leftOut: [] })).toBe('No instance gets data of an application.')
  })
})

describe('the automation', () => {
  const args = {
    user_profile: ANN,
    user_id: '00u1',
    // One item of a context path comes as the bare object.
    assignments: has('0oa1', { role: 'admin' }),
    configuration: JSON.stringify([SLACK]),
    available: ['Slack_1'],
  }

  test('writes updates, what is left out, and the summary', async () => {
    const { context } = await ran(IAMExtendUserProfile, args, hostWith({}))
    expect(context).toEqual({
      'IAM(true)': {
        ExtendedUserProfiles: { Updates: [UPDATE], LeftOut: [], Summary: 'Slack_1 (Slack): role = admin' },
      },
    })
  })

  test('writes empty lists when there is nothing, so that nothing stays of an earlier run', async () => {
    const given = { user_profile: ANN, user_id: '00u1', assignments: '', configuration: null, available: '' }
    const { context } = await ran(IAMExtendUserProfile, given, hostWith({}))
    expect(context).toEqual({
      'IAM(true)': {
        ExtendedUserProfiles: {
          Updates: [],
          LeftOut: [],
          Summary: 'No instance gets data of an application.',
        },
      },
    })
  })

  test('without the id in Okta it cannot tell whose assignments these are', async () => {
    await expect(ran(IAMExtendUserProfile, { ...args, user_id: '' }, hostWith({}))).rejects.toThrow(
      'The argument "user_id" is missing',
    )
  })
})
