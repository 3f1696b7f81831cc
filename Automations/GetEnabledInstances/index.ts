import { automation } from '../../kit/automation.ts'
import { list, outputUnder } from '../../kit/command.ts'
import { enabledInstances } from './enabled.ts'

const output = outputUnder('EnabledInstances')

export const GetEnabledInstances = automation({
  name: 'GetEnabledInstances',
  description:
    'Lists the integration instances that are enabled, and tells which of the named ones are not and why.',
  args: {
    brand: list({ description: 'Only instances of these brands, such as Okta IAM.' }),
    instances: list({ description: 'Names of instances to look for among the enabled ones.' }),
  },
  outputs: [
    output('Instances.name', 'String', 'Name of an enabled instance.'),
    output('Instances.brand', 'String', 'Brand of the instance.'),
    output('Instances.category', 'String', 'Category of the instance.'),
    output('Names', 'Unknown', 'Names of the enabled instances.'),
    output('Available', 'Unknown', 'Of the named instances, those that are enabled.'),
    output('Missing', 'Unknown', 'Of the named instances, those that are disabled or do not exist.'),
    output('MissingReason', 'String', 'Which of them are disabled and which do not exist; empty when none.'),
  ],
  async run({ brand = [], instances = [] }, host) {
    const enabled = enabledInstances(await host.getModules(), { brands: brand, instances })
    const table = {
      title: 'Enabled Instances',
      rows: enabled.Instances,
      columns: ['name', 'brand', 'category'],
    }
    return {
      readable: enabled.MissingReason ? [table, enabled.MissingReason] : table,
      contents: { ...enabled },
      // (true) replaces each member of what an earlier run wrote (HC-71); a plain key would append (HC-81).
      context: { 'EnabledInstances(true)': { ...enabled } },
    }
  },
})
