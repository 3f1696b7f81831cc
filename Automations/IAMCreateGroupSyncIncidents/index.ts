import { type AutomationHost, automation } from '../../kit/automation.ts'
import { list } from '../../kit/command.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { carryOut } from '../carry-out.ts'
import { openIncidents } from '../IAMCloseEarlierIncidents/open.ts'
import { textOf } from '../texts.ts'
import { customFields } from '../user-profile/search.ts'

const TYPE = 'IAM - App Group Sync'
/** The label that says which run of the trigger made an incident. */
const LABEL = 'GroupSyncTrigger'

export const IAMCreateGroupSyncIncidents = automation({
  name: 'IAMCreateGroupSyncIncidents',
  description:
    'Creates an incident of the type IAM - App Group Sync for each of the instances. Run again in the same incident it makes only what is missing.',
  tags: ['iam'],
  args: { instances: list({ required: true, description: 'The instances of the applications.' }) },
  outputs: [
    {
      path: 'IAM.GroupSyncIncidents',
      type: 'Unknown',
      description: 'Names of the instances that have got an incident.',
    },
  ],
  async run({ instances }, host) {
    const names = [...new Set(instances)]
    const there = await madeHere(host)
    for (const name of names.filter(one => !there.has(one)))
      await carryOut(host, 'createNewIncident', {
        name,
        type: TYPE,
        app: name,
        details: 'Group Sync Event',
        labels: JSON.stringify([{ type: LABEL, value: host.investigation.id }]),
      })
    return {
      readable: `An incident of the type ${TYPE} was created for ${names.join(', ')}.`,
      contents: names,
      context: { 'IAM(true)': { GroupSyncIncidents: names } },
    }
  },
})

/** The instances that have an incident of this very run: it ended before it could tell. */
async function madeHere(host: AutomationHost): Promise<Set<string>> {
  const isOurs = ({ labels }: JsonObject) =>
    [labels ?? []].flat().some(label => {
      const { type, value } = (label ?? {}) as JsonObject
      return textOf(type) === LABEL && textOf(value) === host.investigation.id
    })
  const open = await openIncidents(host, [TYPE])
  return new Set(open.filter(isOurs).map(one => textOf(customFields(one).app)))
}
