import { expect, it } from 'vitest'
import { IAMCreateGroupSyncIncidents } from '../../../Automations/IAMCreateGroupSyncIncidents/index.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { answering, errorEntry, note } from '../answering.ts'
import { ran } from '../ran.ts'

const made = (app: string, trigger: string): JsonObject => ({
  ...{ id: app, type: 'IAM - App Group Sync', status: 0, CustomFields: { app } },
  labels: [
    { type: 'Brand', value: 'Manual' },
    { type: 'GroupSyncTrigger', value: trigger },
  ],
})

it.each<[string, JsonObject[], string[], string[]]>([
  ['one for each', [], ['Slack', 'AWS'], ['Slack', 'AWS']],
  ['one only for an instance that is named twice', [], ['Slack', 'Slack'], ['Slack']],
  [
    'those that an earlier run of this very trigger has not made',
    [made('Slack', '7')],
    ['Slack', 'AWS'],
    ['AWS'],
  ],
  ['also where another run has made one', [made('Slack', '6')], ['Slack'], ['Slack']],
  ['beside one without labels', [{ ...made('Slack', '7'), labels: null }], ['Slack'], ['Slack']],
])('creates %s', async (_, open, instances, created) => {
  const { host, calls } = answering(
    { getIncidents: [note({ data: open })], createNewIncident: [note({ id: '8' })] },
    { investigation: { id: '7' } },
  )
  const { contents } = await ran(IAMCreateGroupSyncIncidents, { instances }, host)
  expect(contents).toEqual([...new Set(instances)])
  const asked = calls.filter(([name]) => name === 'createNewIncident').map(([, args]) => args)
  expect(asked).toEqual(
    created.map(name => ({
      ...{ name, app: name, type: 'IAM - App Group Sync', details: 'Group Sync Event' },
      labels: '[{"type":"GroupSyncTrigger","value":"7"}]',
    })),
  )
})

it('fails when one cannot be made', async () => {
  const { host } = answering({ getIncidents: [note({ data: null })], createNewIncident: [errorEntry('no')] })
  await expect(ran(IAMCreateGroupSyncIncidents, { instances: 'Slack' }, host)).rejects.toThrow(
    'createNewIncident failed: no',
  )
})
