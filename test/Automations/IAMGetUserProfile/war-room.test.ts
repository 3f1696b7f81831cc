import { expect, test } from 'vitest'
import { warRoom } from '../war-room.ts'

const create = (value: string, fields: string): string =>
  `!createNewIndicator type="User Profile" value=${value} customFields=\`${fields}\``

test('in the war room a profile is found by a login that would be a query, and not found wholly replaces it', async () => {
  const login = 'a"n*\\n?'
  const answers = await warRoom([
    create('ann@example.com', JSON.stringify({ username: login, oktauserid: '00u1', givenname: 'Ann' })),
    create('ax@example.com', JSON.stringify({ username: 'a"nX\\nY' })),
    create('bob@example.com', JSON.stringify({ username: 'bob', istemporaryuser: true })),
    `!IAMGetUserProfile username=\`${login}\``,
    '/context IAM.FoundUserProfile',
    '!IAMGetUserProfile user_id=00u1',
    '/context IAM.FoundUserProfile.Value',
    '!IAMGetUserProfile username=Bob@example.com',
    '/context IAM.FoundUserProfile',
  ])
  expect(answers.flatMap(({ entries = [] }) => entries.filter(({ Type }) => Type === 4))).toEqual([])
  expect(answers.flatMap(({ value }) => (value === undefined ? [] : [value]))).toEqual([
    {
      Found: true,
      Reason: '',
      Value: 'ann@example.com',
      Id: '1',
      UserProfile: { username: login, givenname: 'Ann', email: 'ann@example.com' },
      Applications: [],
    },
    'ann@example.com',
    {
      Found: false,
      Reason:
        'No User Profile has the username or e-mail "Bob@example.com". Sync the person from the HR report, then run the playbook again.',
      Value: '',
      Id: '',
      UserProfile: {},
      Applications: [],
    },
  ])
})
