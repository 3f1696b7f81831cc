import { expect, test } from 'vitest'
import { warRoom } from '../war-room.ts'

test('in the war room a second run replaces what the first one wrote', async () => {
  const answers = await warRoom([
    '!GetEnabledInstances instances=Okta_on,Okta_off,Nowhere',
    '/context EnabledInstances',
    '!GetEnabledInstances',
    '/context EnabledInstances',
  ])
  const Instances = [{ name: 'Okta_on', brand: 'Okta IAM', category: 'Identity and Access Management' }]
  const enabled = { Instances, Names: ['Okta_on'] }
  expect(answers.map(({ value }) => value)).toEqual([
    undefined,
    {
      ...enabled,
      Available: ['Okta_on'],
      Missing: ['Okta_off', 'Nowhere'],
      MissingReason: 'Of the instances asked for, "Okta_off" is disabled; "Nowhere" does not exist.',
    },
    undefined,
    { ...enabled, Available: [], Missing: [], MissingReason: '' },
  ])
})
