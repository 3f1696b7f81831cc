import { describe, expect, test } from 'vitest'
import { IAMUpdateOktaConfiguration } from '../../../Automations/IAMUpdateOktaConfiguration/index.ts'
import type { Entry, Json, JsonObject } from '../../../kit/wire.ts'
import { answering, errorEntry, note } from '../answering.ts'
import { ran } from '../ran.ts'

const SLACK: JsonObject = { ApplicationID: '0oa1', Instance: 'Slack_1', Name: 'slack', Label: 'Slack' }
const JIRA: JsonObject = { ApplicationID: '0oa2', Instance: 'Jira_1', Name: 'jira', Label: 'Jira ${x}' }
const modules: Record<string, JsonObject> = Object.fromEntries(
  ['Okta_1', 'Slack_1', 'Jira_1'].map(name => [name, { name, state: 'active' }]),
)
const applications = note([], {
  'Okta.Application(val.ID && val.ID == obj.ID)': [{ ID: '0oa2', Name: 'jira', Label: 'Jira ${x}' }],
  'Okta.ApplicationPage(true)': { tag: null },
})

function org(rows: Json, answers: Record<string, Entry[]> = {}, incident: JsonObject = {}) {
  return answering(
    {
      'okta-iam-get-configuration': [note(rows)],
      'okta-iam-list-applications': [applications],
      'okta-iam-set-configuration': [note([])],
      setIncident: [note('ok')],
      ...answers,
    },
    { getModules: async () => modules, incident },
  )
}
const add = { okta_instance: 'Okta_1', add_or_remove: 'add', application_id: '0oa2', instance: 'Jira_1' }
const remove = { okta_instance: 'Okta_1', add_or_remove: 'remove', application_id: '0oa1' }

describe('add', () => {
  test('looks the application up and keeps the rows with it', async () => {
    const { host, calls } = org([SLACK])
    const { context } = await ran(IAMUpdateOktaConfiguration, add, host)
    expect(calls.map(([name]) => name)).toEqual([
      'okta-iam-get-configuration',
      'okta-iam-list-applications',
      'okta-iam-set-configuration',
    ])
    expect(calls[1]?.[1]).toEqual({ query: '0oa2', limit: 'all', using: 'Okta_1' })
    const { configuration, using } = calls[2]?.[1] ?? {}
    expect(using).toBe('Okta_1')
    expect(configuration).not.toContain('${')
    expect(JSON.parse(String(configuration))).toEqual([SLACK, JIRA])
    expect(context).toEqual({
      'IAM(true)': {
        Configuration: {
          Rows: [SLACK, JIRA],
          Changed: true,
          Text: 'The application "Jira ${x}" (0oa2) is now connected to the instance "Jira_1".',
        },
      },
    })
  })

  test('in place of another it is one change', async () => {
    const { host, calls } = org([SLACK])
    const moved = { ...add, instance: 'Slack_1', in_place_of: 'Slack' }
    const { context } = await ran(IAMUpdateOktaConfiguration, moved, host)
    expect(calls.filter(([name]) => name === 'okta-iam-set-configuration')).toHaveLength(1)
    expect(context).toMatchObject({
      'IAM(true)': {
        Configuration: {
          Rows: [{ ...JIRA, Instance: 'Slack_1' }],
          Changed: true,
          Text: 'The application "Slack" (0oa1) is no longer connected to the instance "Slack_1". The application "Jira ${x}" (0oa2) is now connected to the instance "Slack_1".',
        },
      },
    })
  })

  test('what is so already is not set again, but shown in the incident', async () => {
    const { host, calls } = org([JIRA], {}, { id: '7' })
    const { context } = await ran(IAMUpdateOktaConfiguration, add, host)
    expect(calls.map(([name]) => name)).not.toContain('okta-iam-set-configuration')
    expect(JSON.parse(String(calls.at(-1)?.[1].oktaiamconfiguration))).toEqual([
      { application: 'Jira ${x}', applicationid: '0oa2', instance: 'Jira_1' },
    ])
    expect(context).toMatchObject({ 'IAM(true)': { Configuration: { Rows: [JIRA], Changed: false } } })
  })

  test.each<[more: JsonObject, message: string]>([
    [{ instance: '' }, 'The argument "instance" is missing'],
    [{ okta_instance: 'Okta_9' }, 'The argument "okta_instance" is "Okta_9", which does not exist'],
    [{ instance: 'SAP_1' }, 'name one that is enabled: Jira_1, Slack_1.'],
    [{ instance: 'Okta_1' }, 'which is the Okta instance itself'],
    [{ application_id: '0oa9' }, 'Okta has no application with the id, label or name "0oa9"'],
    [{ instance: 'Slack_1' }, 'The instance "Slack_1" is already connected to another application'],
    [{ instance: 'SAP_1', in_place_of: '0oa1' }, 'name one that is enabled: Jira_1, Slack_1.'],
    [{ in_place_of: 'Wiki' }, 'The application "Wiki" is not connected to any instance'],
    [{ add_or_remove: 'replace' }, 'expected one of add, remove'],
  ])('with %j is refused, and nothing is set', async (more, message) => {
    const { host, calls } = org([SLACK])
    await expect(ran(IAMUpdateOktaConfiguration, { ...add, ...more }, host)).rejects.toThrow(message)
    expect(calls.map(([name]) => name)).not.toContain('okta-iam-set-configuration')
  })
})

describe('remove', () => {
  test('needs neither the application nor its instance any more', async () => {
    const gone = { ApplicationID: '0oa1', Instance: 'Gone_1', Label: 'Gone' }
    const { host, calls } = org(JSON.stringify([gone]), {}, { id: '7' })
    await ran(IAMUpdateOktaConfiguration, remove, host)
    expect(calls).toEqual([
      ['okta-iam-get-configuration', { using: 'Okta_1' }],
      ['okta-iam-set-configuration', { configuration: '[]', using: 'Okta_1' }],
      ['setIncident', { oktaiamconfiguration: '[]' }],
    ])
  })

  test('a row that is not there is refused', async () => {
    const { host } = org([JIRA])
    await expect(ran(IAMUpdateOktaConfiguration, remove, host)).rejects.toThrow(
      'The application "0oa1" is not connected to any instance',
    )
  })
})

describe('commands that fail', () => {
  test.each(['okta-iam-get-configuration', 'okta-iam-list-applications', 'okta-iam-set-configuration'])(
    '%s: its text is the error',
    async name => {
      const { host } = org([], { [name]: [errorEntry('Okta is down.')] })
      await expect(ran(IAMUpdateOktaConfiguration, add, host)).rejects.toThrow(
        `${name} on "Okta_1" failed: Okta is down.`,
      )
    },
  )

  test.each<Json>(['ok', null, { a: 1 }, [1]])(
    'rows that are told as %j are not written over',
    async rows => {
      const { host, calls } = org(rows)
      await expect(ran(IAMUpdateOktaConfiguration, add, host)).rejects.toThrow('gave no list of rows but')
      expect(calls).toHaveLength(1)
    },
  )
})
