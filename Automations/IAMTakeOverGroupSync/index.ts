import { automation } from '../../kit/automation.ts'
import { outputUnder, text } from '../../kit/command.ts'
import { carryOut } from '../carry-out.ts'
import { openIncidents } from '../IAMCloseEarlierIncidents/open.ts'
import { type Earlier, earlierOf } from './earlier.ts'

const TYPE = 'IAM - App Group Sync'
const output = outputUnder('IAM.GroupSyncRun')

export const IAMTakeOverGroupSync = automation({
  name: 'IAMTakeOverGroupSync',
  description:
    'Says whether this incident may sync the groups of an application: not while an earlier one is still at it. Earlier ones that failed are closed, for this one takes their place.',
  tags: ['iam'],
  args: { app: text({ required: true, description: 'The instance of the application.' }) },
  outputs: [
    output(
      'State',
      'String',
      'Free: this incident syncs. Busy: an earlier one is at it. Stuck: and has been for six hours.',
    ),
    output('Busy', 'String', 'Id of the incident that is at it; empty when none is.'),
    output('TakenOver', 'Unknown', 'Ids of the incidents that were closed, the oldest first.'),
    output('LastReason', 'String', 'Why the last of them failed; empty when none did.'),
  ],
  async run({ app }, host) {
    const { id } = host.investigation
    const { state, busy, takenOver, lastReason } = earlierOf(
      await openIncidents(host, [TYPE]),
      id,
      app.trim(),
      host.now(),
    )
    for (const earlier of takenOver)
      await carryOut(host, 'closeInvestigation', {
        id: earlier,
        closeReason: 'Duplicate',
        closeNotes: `Taken over by incident ${id}, which syncs the groups of ${app} from where this one had come.`,
      })
    const run = { State: state, Busy: busy, TakenOver: takenOver, LastReason: lastReason }
    return {
      readable: sentence[state](busy) + (takenOver.length ? ` Taken over: ${takenOver.join(', ')}.` : ''),
      contents: run,
      context: { 'IAM(true)': { GroupSyncRun: run } },
    }
  },
})

const sentence: Record<Earlier['state'], (busy: string) => string> = {
  Free: () => 'No earlier incident is at it.',
  Busy: busy => `Incident ${busy} is still at it.`,
  Stuck: busy => `Incident ${busy} has been at it for more than six hours.`,
}
