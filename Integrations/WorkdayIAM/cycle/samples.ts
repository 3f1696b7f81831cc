import type { Fetched } from '../../../kit/command.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import type { Session } from '../session.ts'
import { digestOf } from './digest.ts'
import { profileFields } from './incident.ts'
import { mapEntry } from './mapped-entry.ts'
import { type Place, SAMPLES, writePlace } from './place.ts'

const MOST_SAMPLES = 5

/**
 * The first entries as incidents, once, for the editor of the mapper. They have no type, so that none of them starts a
 * playbook. The cycle that was under way begins with its first entry when the box is off again.
 */
export async function samples(place: Place, session: Session): Promise<Fetched> {
  if (session.params.incidentType !== undefined)
    throw new Refusal(
      `Samples would become incidents of the type ${session.params.incidentType} and start its playbook; leave the parameter "Incident type" empty while "Fetch Samples" is on.`,
    )
  if (place.digest === SAMPLES) return { incidents: [], lastRun: writePlace(place) }
  const incidents: JsonObject[] = []
  for (const [index, text] of (await firstTexts(session.report(), MOST_SAMPLES)).entries()) {
    const entry = await mapEntry({ place: index + 1, text, digest: digestOf(text) }, session.reader)
    incidents.push({
      name: entry.email || `Entry ${entry.place}`,
      occurred: session.host.now().toISOString(),
      details: 'This is a sample.',
      rawJSON: JSON.stringify({ ...entry.raw, UserProfile: profileFields(entry, session.settings) }),
    })
  }
  return { incidents, lastRun: writePlace({ ...place, offset: 0, digest: SAMPLES }) }
}

/** The first entries. Reading ends with the last one that is wanted, and the download with it. */
export async function firstTexts(report: AsyncIterable<readonly string[]>, most: number): Promise<string[]> {
  const first: string[] = []
  for await (const texts of report) {
    first.push(...texts.slice(0, most - first.length))
    if (first.length >= most) break
  }
  return first
}
