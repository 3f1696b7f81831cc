import { describe, expect, test } from 'vitest'
import { IAMGetProvisioningSettings } from '../../../Automations/IAMGetProvisioningSettings/index.ts'
import { getList, hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'

const SETTINGS = [
  { instance_name: 'AD', create_user_enabled: true, create_user_group: 'All', note: 'ours' },
  { instance_name: 'Okta', disable_user_enabled: 'yes', disable_user_email_notification_ids: 'it@x' },
]

describe('IAMGetProvisioningSettings', () => {
  test('writes the settings whole and tells unknown members', async () => {
    const executeCommand = getList({ 'app-provisioning-settings': JSON.stringify(SETTINGS) })
    const { context, readable } = await ran(IAMGetProvisioningSettings, {}, hostWith({ executeCommand }))
    expect(context).toMatchObject({
      'IAM(true)': {
        ProvisioningSettings: [
          { instance_name: 'AD', create_user_enabled: true, create_for_all: true, note: 'ours' },
          { instance_name: 'Okta', disable_user_enabled: true, disable_notify: ['it@x'] },
        ],
      },
    })
    expect(readable).toMatchObject([
      { title: 'Provisioning Settings' },
      'Members without a meaning here: AD: note.',
    ])
  })

  test('reads another list, also one that comes back parsed', async () => {
    const host = hostWith({ executeCommand: getList({ mine: [{ instance_name: 'AD' }] }) })
    const { contents, readable } = await ran(IAMGetProvisioningSettings, { list_name: 'mine' }, host)
    expect(contents).toMatchObject([{ instance_name: 'AD', create_user_enabled: false }])
    expect(readable).toMatchObject({ rows: contents })
  })

  test('a missing list says which to copy', async () => {
    const host = hostWith({ executeCommand: getList({}, 'refused') })
    await expect(ran(IAMGetProvisioningSettings, {}, host)).rejects.toThrow(
      'There is no list "app-provisioning-settings"; copy the list app-provisioning-settings-sample of this pack to that name and write your instances into it.',
    )
  })
})
