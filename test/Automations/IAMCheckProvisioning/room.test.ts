import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { customFieldsOf, inRoom, lineOf, oktaInstances } from '../in-room.ts'

let okta: RunningOkta
beforeAll(async () => {
  okta = await startOkta({})
})
afterAll(() => okta.close())

test('results of real commands stand in the incident’s fields, and the next run clears them', async () => {
  const profile = { email: 'new.hire@northwind.example', givenname: 'New', surname: 'Hire' }
  const check = (instances: string) => lineOf('IAMCheckProvisioning', { instances, results: '${IAM.Vendor}' })
  const told = await inRoom(
    [
      lineOf('createNewIncident', { name: 'Add', type: 'IAM - App Add' }),
      '/incident 1',
      lineOf('iam-create-user', { 'user-profile': profile, using: 'Okta_1' }),
      check('Okta_1,Second_1'),
      '/incident 1',
      '/context IAM.Provisioning.Reason',
      check('Okta_1'),
      '/incident 1',
      '/context IAM.Provisioning',
    ],
    oktaInstances(okta, 'Okta_1', 'Second_1'),
  )
  const row = {
    instancename: 'Okta_1',
    action: 'create',
    username: 'new.hire@northwind.example',
    active: 'true',
    reason: '',
  }
  expect(customFieldsOf(told[4])).toMatchObject({
    successfulprovisioning: [row],
    failedprovisioning: [
      { instancename: 'Second_1', reason: 'gave no result; the error entry of the command says why' },
    ],
  })
  expect(told[5]?.value).toBe('Second_1: gave no result; the error entry of the command says why')
  expect(customFieldsOf(told[7])).toMatchObject({ successfulprovisioning: [row], failedprovisioning: [] })
  expect(told[8]?.value).toMatchObject({
    Succeeded: [{ instancename: 'Okta_1', brand: 'Okta IAM', active: true, skipped: false }],
    Failed: [],
    AllSucceeded: true,
    Reason: '',
    Summary: 'Okta_1: create (new.hire@northwind.example) done',
  })
})
