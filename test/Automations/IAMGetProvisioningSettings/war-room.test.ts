import { expect, test } from 'vitest'
import { warRoom } from '../war-room.ts'

test('in the war room the sample of the pack is right, and a second run replaces the first', async () => {
  const [, sample, , own, missing] = await warRoom(
    [
      '!IAMGetProvisioningSettings list_name=app-provisioning-settings-sample',
      '/context IAM.ProvisioningSettings.instance_name',
      '!IAMGetProvisioningSettings list_name=mine',
      '/context IAM.ProvisioningSettings',
      '!IAMGetProvisioningSettings list_name=nowhere',
    ],
    { mine: '[{"instance_name":"AD","create_user_enabled":"Yes","create_user_group":"ALL"}]' },
  )
  expect(sample?.value).toEqual([expect.stringContaining('EXAMPLE 1'), expect.stringContaining('EXAMPLE 2')])
  expect(own?.value).toEqual([
    {
      instance_name: 'AD',
      create_user_enabled: true,
      create_for_all: true,
      update_user_enabled: false,
      enable_user_enabled: false,
      disable_user_enabled: false,
      create_notify: [],
      enable_notify: [],
      disable_notify: [],
      update_notify: [],
    },
  ])
  expect(missing?.entries).toMatchObject([
    { Type: 4, Contents: expect.stringMatching(/^There is no list "nowhere"; copy the list/) },
  ])
})

test('in the war room a wrong list is told with its place', async () => {
  const [answer] = await warRoom(['!IAMGetProvisioningSettings list_name=mine'], {
    mine: '[\n {"instance_name": "AD",}\n]',
  })
  expect(answer?.entries).toMatchObject([
    { Type: 4, Contents: expect.stringContaining('The list "mine" is wrong at line 2, column 25') },
  ])
})
