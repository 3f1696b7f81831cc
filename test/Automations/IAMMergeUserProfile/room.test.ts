import { expect, test } from 'vitest'
import { inRoom, lineOf } from '../in-room.ts'

test('what Okta has of a person comes over the profile, and a second run replaces the first', async () => {
  const dana = 'dana.whitfield@northwind.example'
  const profile = { email: 'dana.old@northwind.example', title: 'Clerk', jobcode: '7' }
  const told = await inRoom([
    lineOf('iam-get-user', { 'user-profile': { email: dana } }),
    lineOf('IAMMergeUserProfile', { user_profile: profile, okta_profile: '${IAM.UserProfile}' }),
    '/context IAM.MergedUserProfile',
    lineOf('IAMMergeUserProfile', { user_profile: { email: 'x@y.z' } }),
    '/context IAM.MergedUserProfile',
    '/context IAM.UserProfile.email',
  ])
  expect(told[2]?.value).toMatchObject({
    email: 'dana.old@northwind.example',
    title: 'Chief Executive Officer',
    jobcode: '7',
  })
  expect(told[4]?.value).toEqual({ email: 'x@y.z' })
  // What other commands wrote beside it stays.
  expect(told[5]?.value).toBe(dana)
})
