import { automation } from '../../kit/automation.ts'
import { flag, json, outputUnder, text } from '../../kit/command.ts'
import { InputError } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { oktaInstanceFor } from '../IAMGetGroupSyncSettings/okta-instance.ts'
import { textOf } from '../texts.ts'
import type { NamedGroup } from './events.ts'
import { syncGroup } from './sync.ts'
import { groupSyncResult } from './told.ts'

const output = outputUnder('IAM.GroupSync')

export const IAMAppProvisioningSyncGroup = automation({
  name: 'IAMAppProvisioningSyncGroup',
  description:
    'Brings a group of an application in line with a group of Okta: by what the System Log tells since the last time, or by comparing all members. The Group Profile keeps which group that is and how far it has come, so it can be run again at any time.',
  tags: ['iam'],
  args: {
    group_data: json({
      required: true,
      description: 'The group: its id in Okta, and its name in the application as displayName.',
    }),
    app_instance: text({ required: true, description: 'The instance of the application.' }),
    okta_instance: text({
      description:
        'The Okta IAM instance of the org that the group is of; by default the only one that is enabled.',
    }),
    full: flag({
      defaultValue: 'false',
      description: 'Whether all members are compared, however far the log has been followed.',
    }),
  },
  outputs: [
    output('app', 'String', 'The instance of the application.'),
    output('oktaInstance', 'String', 'The Okta IAM instance.'),
    output('groupId', 'String', 'Id of the group in Okta.'),
    output('displayName', 'String', 'Name of the group.'),
    output('appGroupId', 'String', 'Id of the group in the application.'),
    output('mode', 'String', 'delta: by the log; full: all members were compared.'),
    output('added', 'Number', 'How many joined, in this incident altogether.'),
    output('removed', 'Number', 'How many left, in this incident altogether.'),
    output(
      'skipped.login',
      'String',
      'Who was left out, the first thousand; whoever is still to join, or may still be a member, is tried again.',
    ),
    output('skipped.what', 'String', 'What was to be done: add or remove.'),
    output('skipped.reason', 'String', 'Why not.'),
    output('skippedCount', 'Number', 'How many were left out.'),
    output(
      'keptCount',
      'Number',
      'How many who may be nobody in Okta stay, for it is not known of everybody which account is theirs.',
    ),
    output('refused.id', 'String', 'Id of an account that the application refuses, the first thousand.'),
    output('refused.login', 'String', 'Whose account it is.'),
    output('refused.message', 'String', 'Why, as the application says.'),
    output('refusedCount', 'Number', 'How many it refuses.'),
    output(
      'lastSynced',
      'Date',
      'When the group was last in line; null when all members are compared the next time.',
    ),
  ],
  // The first sync of a group of 50,000.
  timeout: '2h0m0s',
  async run({ group_data, app_instance, okta_instance, full }, host) {
    const group = groupIn(group_data)
    const okta = oktaInstanceFor(await host.getModules(), okta_instance, app_instance)
    const between = { okta, app: app_instance }
    return groupSyncResult(between, group, await syncGroup(host, between, group, full))
  },
})

function groupIn(given: JsonObject): NamedGroup {
  const [id, displayName] = [textOf(given.id), textOf(given.displayName)]
  if (id && displayName) return { id, displayName }
  throw new InputError(
    `The argument "group_data" is ${JSON.stringify(given).slice(0, 80)}; expected the id of a group of Okta and its name, such as {"id":"00g1emaKYZTWRYYRRTSK","displayName":"Sales"}.`,
  )
}
