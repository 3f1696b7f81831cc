import { type AutomationHost, automation } from '../../kit/automation.ts'
import { flag, list, outputUnder, text } from '../../kit/command.ts'
import { carryOut, jsonArgument } from '../carry-out.ts'
import { rowList } from '../row-list.ts'
import { checkProvisioning, gridRows, type Provisioning } from './provisioning.ts'

const output = outputUnder('IAM.Provisioning')
const ROW = ['instancename', 'action', 'username', 'active', 'skipped', 'errorcode', 'reason']

export const IAMCheckProvisioning = automation({
  name: 'IAMCheckProvisioning',
  description:
    'Tells what came of iam-*-user commands: which instances succeeded, which failed and why, which gave no result. Sets the fields successfulprovisioning and failedprovisioning of the incident.',
  tags: ['iam'],
  args: {
    instances: list({
      description:
        'The names of the instances in which the command was to run. Empty: nothing was to be done.',
    }),
    results: rowList({ description: 'What the commands told, such as ${IAM.Vendor}.' }),
    missing: list({ description: 'The names of instances that cannot be used and count as failed.' }),
    inactive: flag({
      description: 'Whether no account may be active: one that is counts as failed.',
      defaultValue: 'false',
    }),
    left_out: text({ description: 'Which instances were left out, for the summary.' }),
    directories: list({
      description: 'The names of the instances in which a new, disabled account needs a password.',
    }),
    initialised: rowList({
      description: 'What came of giving it one, such as ${IAM.InitADUser}.',
    }),
  },
  outputs: [
    output('Succeeded.instancename', 'String', 'The instance that succeeded.'),
    output('Succeeded.brand', 'String', 'Its integration.'),
    output('Succeeded.action', 'String', 'What was done.'),
    output('Succeeded.username', 'String', "The person's name there, or the e-mail."),
    output('Succeeded.email', 'String', "The person's e-mail there."),
    output('Succeeded.active', 'Boolean', 'Whether the account is active.'),
    output('Succeeded.skipped', 'Boolean', 'Whether there was nothing to do.'),
    output('Succeeded.reason', 'String', 'Why it was skipped, or what was left undone.'),
    output('Succeeded.id', 'String', 'Id of the account.'),
    output('Failed.instancename', 'String', 'The instance that failed.'),
    output('Failed.brand', 'String', 'Its integration.'),
    output('Failed.action', 'String', 'What was tried.'),
    output('Failed.username', 'String', "The person's name there, or the e-mail."),
    output('Failed.errorcode', 'String', 'The error code.'),
    output('Failed.reason', 'String', 'Why it failed.'),
    output('AllSucceeded', 'Boolean', 'Whether no instance failed.'),
    output('Reason', 'String', 'Each instance that failed, and why; empty when none did.'),
    output('Summary', 'String', 'What was done where, one line per instance.'),
  ],
  async run({ instances = [], results = [], ...beside }, host) {
    const provisioning = checkProvisioning(instances, results, beside)
    await showInIncident(provisioning, host)
    const rows = [...provisioning.Succeeded, ...provisioning.Failed]
    return {
      readable: { title: 'Provisioning', rows, columns: ROW },
      contents: provisioning,
      context: { 'IAM(true)': { Provisioning: provisioning } },
    }
  },
})

/** Both fields are always set, so that nothing stays of an earlier run. The playground is no incident and has none. */
async function showInIncident({ Succeeded, Failed }: Provisioning, host: AutomationHost): Promise<void> {
  if (Object.keys(host.incident).length === 0) return
  await carryOut(host, 'setIncident', {
    successfulprovisioning: jsonArgument(gridRows(Succeeded)),
    failedprovisioning: jsonArgument(gridRows(Failed)),
  })
}
