import { automation } from '../../kit/automation.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { listText } from '../list-text.ts'
import { textOf } from '../texts.ts'
import { actorsIn, isOneOf, missing } from './actors.ts'

const LIST = 'tufe-actors'

export const IAMKeepInvoluntaryTermination = automation({
  name: 'IAMKeepInvoluntaryTermination',
  description:
    'Answers true when the Actor of the incident is in the list tufe-actors, whose deactivations in Okta are involuntary terminations, else false, upon which a pre-process rule drops the incident.',
  tags: ['preProcessing'],
  args: {},
  outputs: [],
  async run(_, host) {
    const source = await listText(host, LIST)
    // An error fails the fetch and the event comes again; a guess would lose a termination, or make one (quirk L14).
    if (source === undefined) throw missing(LIST)
    const { CustomFields } = host.incident
    const { actor } = (CustomFields ?? {}) as JsonObject
    return String(isOneOf(actorsIn(LIST, source), textOf(actor)))
  },
})
