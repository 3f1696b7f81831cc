import { automation } from '../../kit/automation.ts'
import { choice, outputUnder, text } from '../../kit/command.ts'
import { rowList } from '../row-list.ts'
import { OPERATIONS, planProvisioning } from './plan.ts'
import { planText } from './told.ts'

const output = outputUnder('IAM.ProvisioningPlan')

export const IAMPlanProvisioning = automation({
  name: 'IAMPlanProvisioning',
  description:
    'Decides in which instances a user is to be created, updated, enabled or disabled now: those that the provisioning settings want, that are enabled, and in which it is not done already.',
  tags: ['iam'],
  args: {
    operation: choice(OPERATIONS, { required: true, description: 'What is to be done to the user.' }),
    settings: rowList({ description: 'The provisioning settings, such as ${IAM.ProvisioningSettings}.' }),
    results: rowList({
      description:
        'What the commands of an earlier run of the incident told, such as ${IAM.Vendor}. What they did is not done again.',
    }),
    directory_brand: text({
      defaultValue: 'Active Directory Query v2',
      description:
        'The integration of the directory. In create and enable its instances are left to IAM - Create User In Active Directory; in disable they are wanted even when the settings do not name them.',
    }),
  },
  outputs: [
    output('Operation', 'String', 'What is to be done to the user.'),
    output('Wanted', 'Unknown', 'The instances in which it is wanted.'),
    output('Instances', 'Unknown', 'Of those wanted, the instances in which it is to be done now.'),
    output('Done', 'Unknown', 'Of those wanted, the instances in which it is done already.'),
    output('Directories', 'Unknown', 'The enabled instances of the directory.'),
    output('DisabledDirectories', 'Unknown', 'The instances of the directory that are disabled.'),
    output(
      'Unusable',
      'Unknown',
      'What cannot be used and counts as failed: a directory, and anything when a user is disabled.',
    ),
    output('All', 'Unknown', 'Wherever the person is looked after, the directories too.'),
    output('ToTell', 'Unknown', 'Of those, the instances in which something is done in this run.'),
    output('Missing', 'Unknown', 'The instances of the settings that are disabled or do not exist.'),
    output('MissingReason', 'String', 'Which of them are disabled and which do not exist; empty when none.'),
    output('NotifyField', 'String', 'The member of the settings with the addresses, such as create_notify.'),
    output('Notify.instancename', 'String', 'A wanted instance of which somebody is told.'),
    output('Notify.recipients', 'Unknown', 'The addresses that are told.'),
  ],
  async run({ operation, settings = [], results = [], directory_brand }, host) {
    const modules = await host.getModules()
    const plan = planProvisioning({ operation, settings, results, directoryBrand: directory_brand, modules })
    return {
      readable: planText(plan, settings),
      contents: plan,
      context: { 'IAM(true)': { ProvisioningPlan: plan } },
    }
  },
})
