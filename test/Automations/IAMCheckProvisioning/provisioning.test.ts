import { describe, expect, test } from 'vitest'
import { checkProvisioning, gridRows } from '../../../Automations/IAMCheckProvisioning/provisioning.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const DONE: JsonObject = {
  brand: 'Slack IAM',
  instanceName: 'Slack_1',
  action: 'update',
  success: true,
  active: true,
  id: 'U1',
  username: 'ann',
  email: 'ann@a.b',
  errorCode: null,
  errorMessage: null,
  skipped: false,
  reason: null,
}
const SKIPPED = {
  ...DONE,
  skipped: true,
  reason: 'User does not exist',
  active: null,
  id: null,
  username: null,
}
const FAILED = {
  ...DONE,
  success: false,
  errorCode: 'E0000001',
  errorMessage: 'no such team',
  username: null,
}
const SUCCEEDED_ROW = {
  instancename: 'Slack_1',
  brand: 'Slack IAM',
  action: 'update',
  username: 'ann',
  email: 'ann@a.b',
  active: true,
  skipped: false,
  reason: '',
  id: 'U1',
}
const FAILED_ROW = {
  instancename: 'Slack_1',
  brand: 'Slack IAM',
  action: 'update',
  username: 'ann@a.b',
  errorcode: 'E0000001',
  reason: 'no such team',
}

describe('what came of one instance', () => {
  test('it succeeded', () => {
    expect(checkProvisioning(['Slack_1'], [DONE])).toEqual({
      Succeeded: [SUCCEEDED_ROW],
      Failed: [],
      AllSucceeded: true,
      Reason: '',
      Summary: 'Slack_1: update (ann) done',
    })
  })

  test('there was nothing to do', () => {
    expect(checkProvisioning(['Slack_1'], [SKIPPED])).toMatchObject({
      Succeeded: [{ skipped: true, reason: 'User does not exist', active: null, id: null }],
      Failed: [],
      AllSucceeded: true,
      Reason: '',
      Summary: 'Slack_1: update (ann@a.b) skipped: User does not exist',
    })
  })

  test('it failed', () => {
    expect(checkProvisioning(['Slack_1'], [FAILED])).toEqual({
      Succeeded: [],
      Failed: [FAILED_ROW],
      AllSucceeded: false,
      Reason: 'Slack_1: E0000001: no such team',
      Summary: 'Slack_1: update (ann@a.b) failed: E0000001: no such team',
    })
  })

  test('it gave no result; the error entry of the command says why', () => {
    expect(checkProvisioning(['Slack_1'], [{ ...DONE, instanceName: 'Jira_1' }])).toMatchObject({
      Succeeded: [],
      Failed: [
        {
          instancename: 'Slack_1',
          errorcode: '',
          reason: 'gave no result; the error entry of the command says why',
        },
      ],
      AllSucceeded: false,
      Reason: 'Slack_1: gave no result; the error entry of the command says why',
      Summary: 'Slack_1: command failed: gave no result; the error entry of the command says why',
    })
  })

  test.each<[name: string, results: JsonObject[], succeeded: number]>([
    ['the last result decides: failed', [DONE, FAILED], 0],
    ['the last result decides: succeeded', [FAILED, DONE], 1],
    ['skipped but not successful has failed', [{ ...SKIPPED, success: false }], 0],
    ['no word on success is no success', [{ instanceName: 'Slack_1' }], 0],
    ['success as text', [{ ...DONE, success: 'true' }], 1],
  ])('%s', (_, results, succeeded) => {
    const { Succeeded, Failed } = checkProvisioning(['Slack_1'], results)
    expect([Succeeded.length, Failed.length]).toEqual([succeeded, 1 - succeeded])
  })

  test.each<[more: JsonObject, reason: string]>([
    [{ errorMessage: null, reason: 'SUSPENDED' }, 'SUSPENDED'],
    [{ errorMessage: null }, 'gave no error message'],
    [{ errorCode: 404, errorMessage: 'not found' }, 'not found'],
  ])('a failure with %j is told as %s', (more, reason) => {
    expect(checkProvisioning(['Slack_1'], [{ ...FAILED, ...more }]).Failed).toMatchObject([{ reason }])
  })
})

describe('several instances', () => {
  const results = [DONE, { ...SKIPPED, instanceName: 'Jira_1' }, { ...FAILED, instanceName: 'SAP_1' }]

  test('each is told, in the order in which they were to run', () => {
    const all = checkProvisioning(['SAP_1', 'Slack_1', 'Jira_1', 'AWS_1', 'SAP_1'], results)
    expect(all).toMatchObject({
      AllSucceeded: false,
      Reason: 'SAP_1: E0000001: no such team; AWS_1: gave no result; the error entry of the command says why',
    })
    expect(all.Summary.split('\n').map(line => line.split(':')[0])).toEqual([
      'SAP_1',
      'Slack_1',
      'Jira_1',
      'AWS_1',
    ])
    expect(all.Succeeded.map(({ instancename }) => instancename)).toEqual(['Slack_1', 'Jira_1'])
    expect(all.Failed.map(({ instancename }) => instancename)).toEqual(['SAP_1', 'AWS_1'])
  })

  test('results of instances that nobody asked for are nobody’s business', () => {
    expect(checkProvisioning(['Slack_1'], results).Succeeded).toEqual([SUCCEEDED_ROW])
  })
})

test('the rows of the grids are text, the reason of a failure with its code', () => {
  expect(gridRows([SUCCEEDED_ROW, FAILED_ROW])).toEqual([
    { instancename: 'Slack_1', action: 'update', username: 'ann', active: 'true', reason: '' },
    {
      instancename: 'Slack_1',
      action: 'update',
      username: 'ann@a.b',
      active: '',
      reason: 'E0000001: no such team',
    },
  ])
})

describe('a directory', () => {
  const made = { ...DONE, instanceName: 'AD', action: 'create', active: false, reason: 'no password yet' }
  const started = (row: JsonObject) => ({ instanceName: 'AD', sAMAccountName: 'ann', ...row })
  const checked = (result: JsonObject, initialised: JsonObject[]) =>
    checkProvisioning(['AD'], [result], { directories: ['AD'], initialised })

  test('whose account has its password has succeeded, and says so', () => {
    const warning = 'The manager boss@a.b has left.'
    const { Succeeded, AllSucceeded } = checked(made, [
      started({ success: false }),
      started({ success: true, warning }),
    ])
    expect(AllSucceeded).toBe(true)
    expect(Succeeded).toMatchObject([
      { reason: `The account has its first password and waits to be enabled. ${warning}` },
    ])
  })

  test.each<[told: string, rows: JsonObject[], reason: string]>([
    ['says why', [started({ success: false, errorDetails: 'nobody to tell' })], 'nobody to tell'],
    [
      'does not say why',
      [started({ success: false })],
      'the account has no password yet; the error entry of IAMInitADUser says why',
    ],
    ['was not begun', [], 'the account has no password yet; the error entry of IAMInitADUser says why'],
    [
      'was for another',
      [{ ...started({ success: true }), instanceName: 'AD_2' }],
      'the account has no password yet; the error entry of IAMInitADUser says why',
    ],
  ])('whose account has none has failed: what was tried %s', (_, rows, reason) => {
    expect(checked(made, rows)).toMatchObject({
      AllSucceeded: false,
      Failed: [{ instancename: 'AD', reason }],
    })
  })

  test.each([
    { ...made, active: true },
    { ...made, active: null, id: null, skipped: true, reason: 'switched off' },
  ])('needs no password when %j', result => {
    expect(checked(result, [])).toMatchObject({ AllSucceeded: true, Succeeded: [{ reason: result.reason }] })
  })

  test('whose account was there and has no password has failed, though making it was skipped', () => {
    expect(checked({ ...made, skipped: true }, [])).toMatchObject({ AllSucceeded: false })
  })

  test('that refuses to enable an account tells why it has no password', () => {
    const result = { ...made, success: false, errorCode: 53, errorMessage: 'no password' }
    const rows = [started({ success: false, errorDetails: 'Nobody would get it.' })]
    expect(checkProvisioning(['AD'], [result], { initialised: rows }).Reason).toBe(
      'AD: 53: no password Nobody would get it.',
    )
    expect(checkProvisioning(['AD'], [result], { initialised: [started({ success: true })] }).Reason).toBe(
      'AD: 53: no password',
    )
  })

  test('is one only when it is named', () => {
    expect(checkProvisioning(['AD'], [made])).toMatchObject({ AllSucceeded: true })
  })
})

test('an instance that cannot be used counts as failed when it is named as missing', () => {
  const { Failed, AllSucceeded, Summary } = checkProvisioning(['Slack_1'], [DONE], { missing: ['Nope'] })
  expect(AllSucceeded).toBe(false)
  expect(Failed).toMatchObject([
    { instancename: 'Nope', reason: expect.stringMatching(/does not exist or is disabled/) },
  ])
  expect(Summary.split('\n')).toHaveLength(2)
})

describe('when no account may be active', () => {
  const got = { ...DONE, action: 'get' }
  const looked = (result: JsonObject, inactive = true) =>
    checkProvisioning(['Slack_1'], [result], { inactive })
  const ACTIVE =
    'the account is still active; look at whether the instance may disable users, and run the playbook again'

  test.each<[string, JsonObject, string]>([
    ['one that is has failed', got, ACTIVE],
    ['as text', { ...got, active: 'True' }, ACTIVE],
    [
      'with why it was skipped',
      { ...got, skipped: true, reason: 'disabling is off' },
      `${ACTIVE} disabling is off`,
    ],
    ['what failed keeps its own reason', { ...FAILED, active: true }, 'no such team'],
  ])('%s', (_, result, reason) => {
    expect(looked(result)).toMatchObject({
      AllSucceeded: false,
      Failed: [{ instancename: 'Slack_1', reason }],
    })
  })

  test.each<[string, JsonObject, string]>([
    ['one that is not is fine', { ...got, active: false }, 'the account is not active'],
    ['nor is one of which nothing is known', { ...got, active: null }, 'the account is not active'],
    ['nobody is there', { ...FAILED, action: 'get', errorCode: 404 }, 'has no account there'],
    ['nobody is there, as text', { ...FAILED, action: 'get', errorCode: '404' }, 'has no account there'],
  ])('%s', (_, result, reason) => {
    expect(looked(result)).toMatchObject({
      AllSucceeded: true,
      Succeeded: [{ action: 'disable', skipped: true, reason }],
    })
  })

  test('no result has failed, as ever', () => {
    expect(checkProvisioning(['Slack_1'], [], { inactive: true }).AllSucceeded).toBe(false)
  })

  test('else an active account is fine, and one that is not there is not', () => {
    expect(looked(got, false).AllSucceeded).toBe(true)
    expect(looked({ ...FAILED, errorCode: 404 }, false).AllSucceeded).toBe(false)
  })
})

test.each<[string[], JsonObject[], string]>([
  [['Slack_1'], [DONE], 'Slack_1: update (ann) done\nLeft out: Nope.'],
  [[], [], 'Left out: Nope.'],
])('what was left out is told behind %j, and has not failed', (instances, results, Summary) => {
  const told = checkProvisioning(instances, results, { left_out: 'Left out: Nope.' })
  expect(told).toMatchObject({ AllSucceeded: true, Failed: [], Reason: '', Summary })
})
