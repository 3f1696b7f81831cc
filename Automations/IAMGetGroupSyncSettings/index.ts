import { automation } from '../../kit/automation.ts'
import { outputUnder, type Result, text } from '../../kit/command.ts'
import { Refusal } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { refuseUnavailable } from '../IAMUpdateOktaConfiguration/instances.ts'
import { listText } from '../list-text.ts'
import { oktaInstanceFor } from './okta-instance.ts'
import { type GroupSyncSettings, groupSyncSettings } from './settings.ts'

const LIST = 'app-group-sync-settings'
const output = outputUnder('IAM.GroupSyncSettings')

export const IAMGetGroupSyncSettings = automation({
  name: 'IAMGetGroupSyncSettings',
  description:
    'Reads and checks the list that says which groups of Okta each application follows; with an instance, also whether that one and its Okta can be used. The example of the sample is passed over.',
  tags: ['iam'],
  args: {
    instance: text({ description: 'Only the groups of this instance, which has to be enabled.' }),
    okta_instance: text({
      description:
        'The Okta IAM instance where the list names none; by default the only one that is enabled. Matters with an instance only.',
    }),
    list_name: text({ description: 'Name of the list.', defaultValue: LIST }),
  },
  outputs: [
    output('Instances', 'Unknown', 'Names of the instances that follow a group.'),
    output('Groups.id', 'String', 'Id of a group of Okta that the instance follows.'),
    output('Groups.displayName', 'String', 'Name of the group.'),
    output('OktaInstance', 'String', 'The Okta IAM instance of these groups.'),
  ],
  async run({ instance, okta_instance, list_name }, host) {
    const source = await listText(host, list_name)
    if (source === undefined)
      throw new Refusal(
        `There is no list "${list_name}"; copy the list app-group-sync-settings-sample of this pack to that name and write your instances and groups into it.`,
      )
    const read = groupSyncSettings(list_name, source)
    const Instances = read.settings.filter(one => one.okta_groups.length > 0).map(one => one.instance_name)
    if (instance === undefined) return told(read, { Instances, Groups: [], OktaInstance: '' })
    const own = read.settings.find(({ instance_name }) => instance_name === instance.trim())
    if (!own?.okta_groups.length) return told(read, { Instances, Groups: [], OktaInstance: '' })
    const modules = await host.getModules()
    refuseUnavailable('instance', own.instance_name, modules)
    const OktaInstance = oktaInstanceFor(modules, own.okta_instance || okta_instance, own.instance_name)
    return told(read, { Instances, Groups: own.okta_groups.map(group => ({ ...group })), OktaInstance })
  },
})

function told({ settings, unknown }: GroupSyncSettings, found: JsonObject): Result {
  const rows = settings.flatMap(({ instance_name, okta_groups }) =>
    okta_groups.map(({ id, displayName }) => ({ instance_name, id, displayName })),
  )
  const table = { title: 'Group Sync Settings', rows, columns: ['instance_name', 'displayName', 'id'] }
  return {
    readable: unknown.length ? [table, `Members without a meaning here: ${unknown.join(', ')}.`] : table,
    contents: found,
    context: { 'IAM(true)': { GroupSyncSettings: found } },
  }
}
