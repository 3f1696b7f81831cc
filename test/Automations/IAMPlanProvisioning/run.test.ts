import { describe, expect, test } from 'vitest'
import { IAMPlanProvisioning } from '../../../Automations/IAMPlanProvisioning/index.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'
import { warRoom } from '../war-room.ts'

const modules = {
  CRM: { brand: 'Okta IAM', state: 'active' },
  AD: { brand: 'Active Directory Query v2', state: 'active' },
}
const host = hostWith({ getModules: async () => modules })
const crm = { instance_name: 'CRM', create_user_enabled: true, create_for_all: true, create_notify: ['a@x'] }

test('the plan stands in the context, whole', async () => {
  const results = { instanceName: 'CRM', action: 'create', success: true }
  const { context, readable } = await ran(
    IAMPlanProvisioning,
    { operation: 'Create', settings: crm, results },
    host,
  )
  expect(context).toEqual({
    'IAM(true)': {
      ProvisioningPlan: {
        Operation: 'create',
        Wanted: ['CRM'],
        Instances: [],
        Done: ['CRM'],
        Directories: ['AD'],
        DisabledDirectories: [],
        Unusable: [],
        All: ['CRM', 'AD'],
        ToTell: ['AD'],
        Missing: [],
        MissingReason: '',
        NotifyField: 'create_notify',
        Notify: [{ instancename: 'CRM', recipients: ['a@x'] }],
      },
    },
  })
  expect(readable).toMatchObject([
    {
      title: 'Instances to create the user in',
      rows: [{ instance: 'CRM', state: 'done already', recipients: ['a@x'] }],
    },
    'Looked after by IAM - Create User In Active Directory: AD.',
  ])
})

test('each instance is shown with what becomes of it', async () => {
  const settings = ['CRM', 'Gone', 'AD'].map(instance_name => ({ instance_name, update_user_enabled: true }))
  const results = [{ instanceName: 'AD', action: 'update', success: true, skipped: true }]
  const { readable } = await ran(IAMPlanProvisioning, { operation: 'update', settings, results }, host)
  expect(readable).toMatchObject([
    {
      rows: [
        { instance: 'CRM', state: 'to run now' },
        { instance: 'Gone', state: 'not available' },
        { instance: 'AD', state: 'done already' },
      ],
    },
    'Of the instances asked for, "Gone" does not exist.',
  ])
})

describe('when nothing is wanted it is said which entry would change that', () => {
  test.each<[string, JsonObject[], string]>([
    [
      'create',
      [],
      'No instance is wanted to create the user in: the list names none. An entry of the list of provisioning settings such as {"instance_name":"Okta_1","create_user_enabled":true,"create_user_group":"All"} changes that.',
    ],
    ['create', [{ ...crm, create_user_enabled: false }], '"CRM" has create_user_enabled false.'],
    ['create', [{ ...crm, create_for_all: false }], '"CRM" has a create_user_group that is not All.'],
    [
      'create',
      [{ ...crm, instance_name: 'AD' }, { instance_name: 'CRM' }],
      '"AD" is a directory; "CRM" has create_user_enabled false.',
    ],
    [
      'update',
      [crm, { instance_name: 'AD' }],
      '"CRM" has update_user_enabled false; "AD" has update_user_enabled false. An entry of the list of provisioning settings such as {"instance_name":"Okta_1","update_user_enabled":true} changes that.',
    ],
  ])('%s %j', async (operation, settings, sentence) => {
    const { readable, context } = await ran(IAMPlanProvisioning, { operation, settings }, host)
    expect((readable as string[])[0]).toContain(sentence)
    expect(context).toMatchObject({ 'IAM(true)': { ProvisioningPlan: { Wanted: [], Instances: [] } } })
  })
})

test('an operation that there is not is refused', async () => {
  await expect(ran(IAMPlanProvisioning, { operation: 'delete' }, host)).rejects.toThrow(
    'expected one of create, update, enable, disable',
  )
})

test('in the war room, from the list to the plan of the next operation', async () => {
  const list = ['Okta_on', 'Okta_off', 'Nowhere'].map(instance_name => ({
    instance_name,
    create_user_enabled: true,
    create_user_group: 'ALL',
    disable_user_enabled: instance_name === 'Nowhere',
    create_user_email_notification_ids: 'it@x, hr@x',
  }))
  const plan = (operation: string) =>
    `!IAMPlanProvisioning operation=${operation} settings=\${IAM.ProvisioningSettings} results=\${IAM.Vendor}`
  const told = await warRoom(
    [
      '!IAMGetProvisioningSettings list_name=wanted',
      plan('create'),
      '/context IAM.ProvisioningPlan',
      plan('disable'),
      '/context IAM.ProvisioningPlan',
    ],
    { wanted: JSON.stringify(list) },
  )
  expect(told[2]?.value).toMatchObject({
    Wanted: ['Okta_on', 'Okta_off', 'Nowhere'],
    Instances: ['Okta_on'],
    Missing: ['Okta_off', 'Nowhere'],
    MissingReason: 'Of the instances asked for, "Okta_off" is disabled; "Nowhere" does not exist.',
    Notify: [{ instancename: 'Okta_on', recipients: ['it@x', 'hr@x'] }],
  })
  expect(told[4]?.value).toEqual({
    Operation: 'disable',
    Wanted: ['Nowhere'],
    Instances: [],
    Done: [],
    Directories: [],
    DisabledDirectories: [],
    Unusable: ['Nowhere'],
    All: [],
    ToTell: [],
    Missing: ['Nowhere'],
    MissingReason: 'Of the instances asked for, "Nowhere" does not exist.',
    NotifyField: 'disable_notify',
    Notify: [],
  })
})
