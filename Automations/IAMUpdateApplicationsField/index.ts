import { automation } from '../../kit/automation.ts'
import { outputUnder, text } from '../../kit/command.ts'
import { carryOut, jsonArgument } from '../carry-out.ts'
import { rowList } from '../row-list.ts'
import { decideFields } from './applications.ts'
import { readProfile } from './read-profile.ts'
import { storedFields } from './stored.ts'

const output = outputUnder('IAM')
const COLUMNS = ['application', 'applicationid', 'instance', 'status', 'username', 'updated']

export const IAMUpdateApplicationsField = automation({
  name: 'IAMUpdateApplicationsField',
  description:
    'Writes to a User Profile in which applications the person now has an account. It reads the profile anew and writes only what changes; run it under a lock, for incidents of the same person would overwrite each other.',
  tags: ['iam'],
  args: {
    user_profile: text({ required: true, description: 'The value of the User Profile indicator.' }),
    user_id: text({ description: "The person's id in Okta." }),
    okta_instance: text({ description: 'The Okta IAM instance of the org that the id is of.' }),
    configuration: rowList({
      description:
        'Which application is provisioned by which instance, such as ${Okta.IAMConfiguration}: rows of ApplicationID, Instance and maybe Label and Name.',
    }),
    results: rowList({
      description:
        'The instances that succeeded, such as ${IAM.Provisioning.Succeeded}. One that was skipped counts when it tells whether the account is active.',
    }),
  },
  outputs: [
    output('Applications.application', 'String', 'Label of the application in Okta.'),
    output('Applications.applicationid', 'String', 'Id of the application in Okta.'),
    output('Applications.instance', 'String', 'The instance that provisions it.'),
    output('Applications.status', 'String', 'Active or Disabled.'),
    output('Applications.username', 'String', "The person's name in the application."),
    output('Applications.updated', 'Date', 'When this row last changed.'),
    output('ApplicationsChanged', 'Boolean', 'Whether a row has changed.'),
  ],
  async run({ user_profile, user_id, okta_instance, configuration = [], results = [] }, host) {
    const stored = storedFields(user_profile, await readProfile(host, user_profile))
    const news = { configuration, results, userId: user_id, oktaInstance: okta_instance, now: host.now() }
    const decision = decideFields(stored, news)
    const { rows, isChanged, fields } = decision
    const names = Object.keys(fields)
    if (names.length > 0) {
      const { appprofiles } = fields
      await carryOut(host, 'setIndicator', {
        value: user_profile,
        ...fields,
        ...(appprofiles !== undefined && { appprofiles: jsonArgument(appprofiles) }),
      })
    }
    const told = names.length ? `Written: ${names.join(', ')}.` : 'All was so already; nothing was written.'
    return {
      readable: [told, { title: `Applications of ${user_profile}`, rows, columns: COLUMNS }],
      contents: rows,
      context: { 'IAM(true)': { Applications: rows, ApplicationsChanged: isChanged } },
    }
  },
})
