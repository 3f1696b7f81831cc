import { automation } from '../../kit/automation.ts'
import { json } from '../../kit/command.ts'
import { mergedProfile } from './merge.ts'

export const IAMMergeUserProfile = automation({
  name: 'IAMMergeUserProfile',
  description:
    'Puts what Okta has now over a User Profile. The e-mail and the user name stay those of the profile: a change of them has a flow of its own.',
  tags: ['iam'],
  args: {
    user_profile: json({ required: true, description: 'The User Profile, as a JSON object by cliName.' }),
    okta_profile: json({
      description:
        'The person as Okta has them now, under the names of XSOAR, such as ${IAM.UserProfile}. Empty values, objects and lists are not taken. Absent: the profile stays as it is.',
    }),
  },
  outputs: [
    {
      path: 'IAM.MergedUserProfile',
      type: 'Unknown',
      description: 'The User Profile with the values of Okta.',
    },
  ],
  async run({ user_profile, okta_profile = {} }) {
    const merged = mergedProfile(user_profile, okta_profile)
    return {
      readable: { title: 'Merged User Profile', rows: merged, columns: Object.keys(merged) },
      contents: merged,
      // A selector on the profile itself would keep the members of the one before; this replaces it whole (HC-71).
      context: { 'IAM(true)': { MergedUserProfile: merged } },
    }
  },
})
