import { describe, expect, test } from 'vitest'
import { IAMUpdateApplicationsField } from '../../../Automations/IAMUpdateApplicationsField/index.ts'
import { readProfile } from '../../../Automations/IAMUpdateApplicationsField/read-profile.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { parseQuery } from '../../../warroom/indicators/query.ts'
import { answering, errorEntry, note } from '../answering.ts'
import { hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'

const profile = (value: string, CustomFields: JsonObject = {}, type = 'User Profile'): JsonObject => ({
  id: '1',
  value,
  indicator_type: type,
  CustomFields,
})
const finding = (...iocs: JsonObject[]) => ({ searchIndicators: async () => ({ total: iocs.length, iocs }) })
const args = {
  user_profile: 'ann@a.b',
  user_id: '00u1',
  configuration: { ApplicationID: '0oa1', Instance: 'Slack_1', Label: 'Slack ${x}' },
  results: { instancename: 'Slack_1', username: 'ann', active: true, skipped: false, id: '${incident.id}' },
}

describe('the automation', () => {
  test('writes to the profile and tells the rows', async () => {
    const { host, calls } = answering({ setIndicator: [note('ok')] }, finding(profile('ann@a.b')))
    const { context } = await ran(IAMUpdateApplicationsField, args, host)
    const row = {
      application: 'Slack ${x}',
      applicationid: '0oa1',
      instance: 'Slack_1',
      status: 'Active',
      username: 'ann',
      updated: '2026-11-22T09:00:00.000Z',
    }
    expect(calls).toEqual([
      [
        'setIndicator',
        {
          value: 'ann@a.b',
          applications: [row],
          appprofiles: '{"Slack_1":{"id":"\\u0024{incident.id}","active":true}}',
          oktauserid: '00u1',
        },
      ],
    ])
    expect(context).toEqual({ 'IAM(true)': { Applications: [row], ApplicationsChanged: true } })
  })

  test('writes only what changes, and nothing when nothing does', async () => {
    const custom: JsonObject = {}
    const setting = (fields: JsonObject) => {
      Object.assign(custom, fields)
      return [note('ok')]
    }
    const written: string[][] = []
    const host = hostWith({
      ...finding(profile('ann@a.b', custom)),
      executeCommand: async (_, { value: __, ...fields }) => {
        written.push(Object.keys(fields))
        return setting(fields)
      },
    })
    await ran(IAMUpdateApplicationsField, args, host)
    const again = await ran(IAMUpdateApplicationsField, args, host)
    await ran(IAMUpdateApplicationsField, { ...args, okta_instance: 'Okta' }, host)
    expect(written).toEqual([['applications', 'appprofiles', 'oktauserid'], ['appprofiles']])
    expect(again.context).toMatchObject({ 'IAM(true)': { ApplicationsChanged: false } })
    expect(again.readable).toContain('All was so already; nothing was written.')
  })

  test('a profile that is gone is an error', async () => {
    const { host } = answering({}, finding(profile('joann@a.b'), profile('ann@a.b', {}, 'Email')))
    await expect(ran(IAMUpdateApplicationsField, args, host)).rejects.toThrow(
      'There is no User Profile "ann@a.b" any more; create it by a sync of the person, then run the playbook again.',
    )
  })

  test('garbage in a field is an error, and nothing is written over', async () => {
    const { host, calls } = answering({}, finding(profile('ann@a.b', { applications: 'Slack' })))
    await expect(ran(IAMUpdateApplicationsField, args, host)).rejects.toThrow('"applications"')
    expect(calls).toEqual([])
  })

  test('an error entry of setIndicator is an error', async () => {
    const { host } = answering({ setIndicator: [errorEntry('read-only')] }, finding(profile('ann@a.b')))
    await expect(ran(IAMUpdateApplicationsField, args, host)).rejects.toThrow(
      'setIndicator failed: read-only',
    )
  })
})

describe('the search for the profile', () => {
  test.each(['ann@a.b', 'a"b\\c', 'a*b?', '" or type:"Email', '\\'])(
    '%j is looked for as it is',
    async value => {
      const asked: string[] = []
      const host = {
        searchIndicators: async ({ query }: { query: string }) => {
          asked.push(query)
          return { total: 1, iocs: [profile(value)] }
        },
      }
      await readProfile(host, value)
      expect(parseQuery(asked[0] ?? '')).toEqual({
        kind: 'and',
        parts: [
          { kind: 'term', comparison: ':', text: 'User Profile', hasWildcards: false, field: 'type' },
          { kind: 'term', comparison: ':', text: value, hasWildcards: false, field: 'value' },
        ],
      })
    },
  )

  test('goes on over the pages, and ends at a page without indicators', async () => {
    const pages = [[profile('b')], [profile('ann', { title: 'x' })], []]
    const host = {
      searchIndicators: async ({ page = 0 }: { page?: number }) => ({ total: 9, iocs: pages[page] ?? [] }),
    }
    expect(await readProfile(host, 'ann')).toEqual({ title: 'x' })
    await expect(readProfile(host, 'nobody')).rejects.toThrow('"nobody"')
  })
})
