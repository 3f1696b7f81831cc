import { describe, expect, test } from 'vitest'
import { IAMCheckProvisioning } from '../../../Automations/IAMCheckProvisioning/index.ts'
import { answering, errorEntry, note } from '../answering.ts'
import { ran } from '../ran.ts'

const incident = { id: '7' }
const vendor = (instanceName: string, success: boolean) => ({
  instanceName,
  success,
  skipped: false,
  action: 'update',
  username: 'ann',
  active: true,
  errorCode: success ? null : 403,
  errorMessage: success ? null : 'forbidden',
})

describe('in an incident', () => {
  test('both fields are set, and the context is replaced', async () => {
    const { host, calls } = answering({ setIncident: [note('ok')] }, { incident })
    const args = { instances: 'Slack_1,Jira_1', results: [vendor('Slack_1', true), vendor('Jira_1', false)] }
    const { context } = await ran(IAMCheckProvisioning, args, host)
    const [[name, fields] = []] = calls
    expect(calls).toHaveLength(1)
    expect(name).toBe('setIncident')
    expect(JSON.parse(String(fields?.successfulprovisioning))).toMatchObject([{ instancename: 'Slack_1' }])
    expect(JSON.parse(String(fields?.failedprovisioning))).toMatchObject([
      { instancename: 'Jira_1', reason: '403: forbidden' },
    ])
    expect(context).toMatchObject({
      'IAM(true)': { Provisioning: { AllSucceeded: false, Reason: 'Jira_1: 403: forbidden' } },
    })
  })

  test('a list without rows is set as well: it clears what an earlier run left', async () => {
    const { host, calls } = answering({ setIncident: [note('ok')] }, { incident })
    await ran(IAMCheckProvisioning, { instances: 'Slack_1', results: vendor('Slack_1', true) }, host)
    expect(calls[0]?.[1]).toMatchObject({ failedprovisioning: '[]' })
  })

  test('an error entry of setIncident is an error', async () => {
    const { host } = answering({ setIncident: [errorEntry('The incident is closed.')] }, { incident })
    await expect(ran(IAMCheckProvisioning, { instances: 'Slack_1' }, host)).rejects.toThrow(
      'setIncident failed: The incident is closed.',
    )
  })
})

test('what else it takes: accounts that are to be inactive, what is missing and what was left out', async () => {
  const { host } = answering({})
  const args = {
    ...{ instances: 'Slack_1', results: [vendor('Slack_1', true)], inactive: 'true' },
    ...{ missing: 'AD_off', left_out: '"Nope" does not exist.' },
  }
  const { contents } = await ran(IAMCheckProvisioning, args, host)
  expect(contents).toMatchObject({
    AllSucceeded: false,
    Failed: [{ instancename: 'Slack_1' }, { instancename: 'AD_off' }],
    Summary: expect.stringMatching(/is still active.*\nAD_off: .*\n"Nope" does not exist\.$/),
  })
})

test('in the playground no incident is set', async () => {
  const { host, calls } = answering({})
  const { contents } = await ran(IAMCheckProvisioning, { instances: ['Slack_1'] }, host)
  expect(calls).toEqual([])
  expect(contents).toMatchObject({
    AllSucceeded: false,
    Reason: 'Slack_1: gave no result; the error entry of the command says why',
  })
})

test('without instances nothing was to be done, and nothing failed', async () => {
  const { host } = answering({})
  const { context } = await ran(IAMCheckProvisioning, { instances: '' }, host)
  expect(context).toEqual({
    'IAM(true)': {
      Provisioning: {
        ...{ Succeeded: [], Failed: [], AllSucceeded: true, Reason: '' },
        Summary: 'There is no instance in which anything was to be done.',
      },
    },
  })
})
