import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { inRoom, lineOf, oktaInstances } from '../in-room.ts'

let okta: RunningOkta
beforeAll(async () => {
  okta = await startOkta({})
})
afterAll(() => okta.close())

test('an assignment that Okta tells becomes an update of the instance that is connected', async () => {
  const call = async (path: string, body?: Json) => {
    const answer = await fetch(okta.url + path, {
      headers: { authorization: `SSWS ${okta.token}`, 'content-type': 'application/json' },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    })
    return (await answer.json()) as { id: string }[]
  }
  const [app] = await call('/api/v1/apps?q=Slack')
  const [assigned] = await call(`/api/v1/apps/${app?.id}/users`)
  await call(`/api/v1/apps/${app?.id}/users/${assigned?.id}`, { profile: { role: 'admin' } })
  const user = String(assigned?.id)
  const rows = [{ ApplicationID: String(app?.id), Instance: 'Slack_1', Label: 'Slack' }]
  const told = await inRoom(
    [
      lineOf('okta-iam-set-configuration', { configuration: rows, using: 'Okta_1' }),
      lineOf('okta-get-app-user-assignment', {
        user_id: user,
        application_id: String(app?.id),
        using: 'Okta_1',
      }),
      lineOf('IAMExtendUserProfile', {
        user_profile: { email: 'somebody@northwind.example' },
        user_id: user,
        assignments: '${Okta.AppUserAssignment}',
        configuration: '${Okta.IAMConfiguration}',
        available: 'Okta_1,Slack_1',
      }),
      '/context IAM.ExtendedUserProfiles',
      lineOf('IAMExtendUserProfile', {
        user_profile: { email: 'somebody@northwind.example' },
        user_id: user,
        assignments: '${Okta.AppUserAssignment}',
        configuration: '${Okta.IAMConfiguration}',
        available: 'Okta_1',
      }),
      '/context IAM.ExtendedUserProfiles',
    ],
    oktaInstances(okta, 'Okta_1', 'Slack_1'),
  )
  expect(told[3]?.value).toMatchObject({
    Updates: [
      {
        instance: 'Slack_1',
        application: 'Slack',
        userprofile: {
          email: 'somebody@northwind.example',
          role: 'admin',
          profileinapp: { role: 'admin' },
        },
      },
    ],
    LeftOut: [],
  })
  expect(told[5]?.value).toEqual({
    Updates: [],
    LeftOut: [
      {
        instance: 'Slack_1',
        application: 'Slack',
        reason: 'The instance "Slack_1" does not exist or is disabled.',
      },
    ],
    Summary:
      'No instance gets data of an application.\nSlack is left out: The instance "Slack_1" does not exist or is disabled.',
  })
})
