import { automation } from '../../kit/automation.ts'
import { json, list, outputUnder, text } from '../../kit/command.ts'
import { rowList } from '../row-list.ts'
import { decideUpdates, summaryOf } from './updates.ts'

const output = outputUnder('IAM.ExtendedUserProfiles')

export const IAMExtendUserProfile = automation({
  name: 'IAMExtendUserProfile',
  description:
    'Decides which instances are to be updated after a change of group membership, each with the User Profile and what Okta holds of the person for its application.',
  tags: ['iam'],
  args: {
    user_profile: json({ required: true, description: 'The User Profile, as a JSON object by cliName.' }),
    user_id: text({
      required: true,
      description: "The person's id in Okta; assignments of others are ignored.",
    }),
    assignments: rowList({
      description: 'What okta-get-app-user-assignment told, such as ${Okta.AppUserAssignment}.',
    }),
    configuration: rowList({
      description:
        'Which application is provisioned by which instance, such as ${Okta.IAMConfiguration}: rows of ApplicationID, Instance and maybe Label and Name.',
    }),
    settings: rowList({
      description:
        'The provisioning settings, such as ${IAM.ProvisioningSettings}. An instance with update_user_enabled false is left out; one without an entry is not.',
    }),
    available: list({ description: 'The names of the instances that are enabled.' }),
  },
  outputs: [
    output('Updates.instance', 'String', 'The instance that is to be updated.'),
    output('Updates.applicationid', 'String', 'Id of its application in Okta.'),
    output('Updates.application', 'String', 'Label of its application in Okta.'),
    output(
      'Updates.userprofile',
      'Unknown',
      'The User Profile for it; profileinapp holds the data of the application.',
    ),
    output('LeftOut.instance', 'String', 'The instance that is not updated; empty when none is connected.'),
    output('LeftOut.application', 'String', 'Label or id of its application in Okta.'),
    output('LeftOut.reason', 'String', 'Why it is not updated.'),
    output('Summary', 'String', 'Which instance gets which data, one line per instance.'),
  ],
  async run({ user_profile, user_id, assignments = [], configuration = [], settings = [], available = [] }) {
    const decision = decideUpdates({
      profile: user_profile,
      userId: user_id,
      assignments,
      configuration,
      settings,
      available,
    })
    const { updates, leftOut } = decision
    const extended = { Updates: updates, LeftOut: leftOut, Summary: summaryOf(decision) }
    return {
      readable: [
        extended.Summary,
        ...(updates.length
          ? [{ title: 'To be updated', rows: updates, columns: ['instance', 'application'] }]
          : []),
        ...(leftOut.length
          ? [{ title: 'Left out', rows: leftOut, columns: ['instance', 'application', 'reason'] }]
          : []),
      ],
      contents: extended,
      context: { 'IAM(true)': { ExtendedUserProfiles: extended } },
    }
  },
})
