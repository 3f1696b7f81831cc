import { automation } from '../../kit/automation.ts'
import { outputUnder, text } from '../../kit/command.ts'
import { Refusal } from '../../kit/errors.ts'
import { listText } from '../list-text.ts'
import { provisioningSettings } from './settings.ts'

const LIST = 'app-provisioning-settings'
const output = outputUnder('IAM.ProvisioningSettings')

export const IAMGetProvisioningSettings = automation({
  name: 'IAMGetProvisioningSettings',
  description:
    'Reads and checks the list that says which instance creates, updates, enables and disables users, and who is told.',
  args: { list_name: text({ description: 'Name of the list.', defaultValue: LIST }) },
  outputs: [
    output('instance_name', 'String', 'Name of the integration instance.'),
    output('create_user_enabled', 'Boolean', 'Whether users are created there.'),
    output('create_for_all', 'Boolean', 'Whether they are created for everyone (create_user_group is All).'),
    output('update_user_enabled', 'Boolean', 'Whether users are updated there.'),
    output('enable_user_enabled', 'Boolean', 'Whether users are enabled there, as Rehire does.'),
    output('disable_user_enabled', 'Boolean', 'Whether users are disabled there.'),
    output('create_notify', 'Unknown', 'Addresses that are told of created users.'),
    output('enable_notify', 'Unknown', 'Addresses that are told of enabled users.'),
    output('disable_notify', 'Unknown', 'Addresses that are told of disabled users.'),
    output('update_notify', 'Unknown', 'Addresses that are told of updated users.'),
  ],
  async run({ list_name }, host) {
    const source = await listText(host, list_name)
    if (source === undefined)
      throw new Refusal(
        `There is no list "${list_name}"; copy the list app-provisioning-settings-sample of this pack to that name and write your instances into it.`,
      )
    const { settings, unknown } = provisioningSettings(list_name, source)
    const columns = [...new Set(settings.flatMap(Object.keys))]
    const table = { title: 'Provisioning Settings', rows: settings, columns }
    return {
      readable: unknown.length ? [table, `Members without a meaning here: ${unknown.join(', ')}.`] : table,
      contents: settings,
      // A list under a plain key would grow with every run (HC-81); as a member of IAM it is replaced (HC-71).
      context: { 'IAM(true)': { ProvisioningSettings: settings } },
    }
  },
})
