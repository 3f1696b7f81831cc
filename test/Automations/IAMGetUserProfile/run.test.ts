import { describe, expect, test } from 'vitest'
import { IAMGetUserProfile } from '../../../Automations/IAMGetUserProfile/index.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'

const profile = (id: string, value: string, CustomFields: JsonObject): JsonObject => ({
  id,
  value,
  indicator_type: 'User Profile',
  CustomFields,
})

/** A platform whose search is as wide as can be. */
const hostOf = (...iocs: JsonObject[]) =>
  hostWith({ searchIndicators: async ({ page }) => ({ total: iocs.length, iocs: page === 0 ? iocs : [] }) })

const ANN = profile('7', 'ann@example.com', {
  oktauserid: '00u1',
  username: 'ann',
  applications: '[{"instance":"AD"}]',
})
const BOB = profile('8', 'bob@example.com', { username: 'bob', oktauserid: '00u2' })
/** Its username is Ann's address. */
const EVE = profile('9', 'eve@example.com', { username: 'Ann@Example.com' })

describe('IAMGetUserProfile', () => {
  test.each<[JsonObject, JsonObject[], string]>([
    [{ user_id: '00u2' }, [ANN, BOB, EVE], '8'],
    [{ username: 'ANN' }, [ANN, BOB, EVE], '7'],
    [{ username: 'bob@example.com' }, [ANN, BOB, EVE], '8'],
    [{ username: 'ann@example.com' }, [ANN, BOB, EVE], '9'],
    [{ user_id: '00u1', username: 'bob' }, [ANN, BOB, EVE], '7'],
    [{ user_id: '00u9', username: 'eve@example.com' }, [ANN, BOB, EVE], '9'],
  ])('%j is found', async (args, all, id) => {
    const { context } = await ran(IAMGetUserProfile, args, hostOf(...all))
    expect(context).toMatchObject({ 'IAM.FoundUserProfile(true)': { Found: true, Reason: '', Id: id } })
  })

  const OF_TWO_ORGS = profile('10', 'kim@example.com', {
    username: 'kim',
    oktauserid: '00u5',
    appprofiles: '{"Okta":{"id":"00u5"},"Okta EU":{"id":"00u6"}}',
  })
  test.each<[JsonObject, JsonObject, string | undefined]>([
    [BOB, { user_id: '00u9', username: 'bob' }, '00u2'],
    [BOB, { user_id: '00u9', username: 'bob@example.com', okta_instance: 'Okta' }, '00u2'],
    [BOB, { username: 'bob' }, undefined],
    [OF_TWO_ORGS, { user_id: '00u9', username: 'kim', okta_instance: 'Okta' }, '00u5'],
    [OF_TWO_ORGS, { user_id: '00u9', username: 'kim', okta_instance: 'Okta EU' }, '00u6'],
    [OF_TWO_ORGS, { user_id: '00u6', username: 'kim', okta_instance: 'Okta EU' }, undefined],
    // An org of which the profile knows nothing yet.
    [OF_TWO_ORGS, { user_id: '00u9', username: 'kim', okta_instance: 'Okta US' }, undefined],
    [
      profile('11', 'kim@example.com', { oktauserid: '' }),
      { user_id: '00u9', username: 'kim@example.com' },
      undefined,
    ],
  ])('a login that was given to somebody else is not the person: %j %j', async (one, args, known) => {
    const running = ran(IAMGetUserProfile, args, hostOf(one))
    if (known === undefined)
      expect((await running).context).toMatchObject({ 'IAM.FoundUserProfile(true)': { Found: true } })
    else
      await expect(running).rejects.toThrow(
        `is that of the Okta user ${known} and not of 00u9. If the login was`,
      )
  })

  test('gives all outputs, found or not', async () => {
    const found = await ran(IAMGetUserProfile, { user_id: '00u1' }, hostOf(ANN, BOB))
    expect(found.context).toEqual({
      'IAM.FoundUserProfile(true)': {
        Found: true,
        Reason: '',
        Value: 'ann@example.com',
        Id: '7',
        UserProfile: { username: 'ann', email: 'ann@example.com' },
        Applications: [{ instance: 'AD' }],
      },
    })
    const none = await ran(IAMGetUserProfile, { user_id: '00u3', username: 'zoe' }, hostOf(ANN, BOB))
    const Reason =
      'No User Profile has the Okta id "00u3" or the username or e-mail "zoe". Sync the person from the HR report, then run the playbook again.'
    expect(none.readable).toBe(Reason)
    expect(none.context).toEqual({
      'IAM.FoundUserProfile(true)': {
        Found: false,
        Reason,
        Value: '',
        Id: '',
        UserProfile: {},
        Applications: [],
      },
    })
  })

  test('refuses two profiles of one person, and a search for nobody', async () => {
    const twin = profile('10', 'bob2@example.com', { username: 'BOB' })
    await expect(ran(IAMGetUserProfile, { username: 'bob' }, hostOf(BOB, twin))).rejects.toThrow(
      '2 User Profiles have the username "bob": "bob@example.com" and "bob2@example.com"; expected one. Correct or delete the wrong one.',
    )
    await expect(ran(IAMGetUserProfile, { username: ' ' }, hostOf(BOB))).rejects.toThrow(
      'Neither user_id nor username is given; expected at least one of the two.',
    )
  })
})
