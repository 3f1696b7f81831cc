import type { Result } from '../../kit/command.ts'
import type { JsonObject } from '../../kit/wire.ts'
import type { NamedGroup } from './events.ts'
import type { Synced } from './finish.ts'
import { ended } from './groups.ts'
import { MOST_WAITING } from './mapping.ts'
import type { Between } from './people.ts'
import { skippedRow } from './places.ts'

/** More than this is neither read nor kept in the incident; the counts are whole. */
const MOST_TOLD = 1000
const MOST_IN_SENTENCE = 10

const KEY = 'IAM.GroupSync(val.groupId && val.groupId == obj.groupId && val.app == obj.app)'

/** What was and what was not done: the table, the context, and a sentence as the contents of what failed. */
export function groupSyncResult({ okta, app }: Between, group: NamedGroup, synced: Synced): Result {
  const { why, appGroupId, added, removed, skipped, kept, refused, lastSynced } = synced
  const outcome: JsonObject = {
    app,
    oktaInstance: okta,
    groupId: group.id,
    displayName: group.displayName,
    appGroupId,
    mode: why === '' ? 'delta' : 'full',
    added,
    removed,
    skipped: skipped.slice(0, MOST_TOLD).map(skippedRow),
    skippedCount: skipped.length,
    // Absent unless there are some, for the playbook asks whether it is there.
    ...(kept > 0 && { keptCount: kept }),
    refused: refused.slice(0, MOST_TOLD).map(one => ({ ...one })),
    refusedCount: refused.length,
    lastSynced: lastSynced || null,
  }
  const failure = failureOf(app, group, synced)
  const title = `Group Sync: ${group.displayName} in ${app}`
  const columns = ['mode', 'added', 'removed', 'skippedCount', 'refusedCount', 'appGroupId', 'lastSynced']
  return {
    readable: [
      { title, rows: outcome, columns },
      ...(failure ? [failure] : []),
      ...notesOf(synced),
      ...(skipped.length
        ? [{ title: 'Left Out', rows: outcome.skipped as JsonObject[], columns: ['login', 'what', 'reason'] }]
        : []),
      ...(refused.length
        ? [{ title: 'Refused', rows: outcome.refused as JsonObject[], columns: ['login', 'id', 'message'] }]
        : []),
    ],
    contents: failure ?? outcome,
    context: { [KEY]: outcome },
    ...(failure && { failed: true }),
  }
}

/** The sentence for whoever must act; it is the same each time the same fails, so that nobody is told of it again and again. */
function failureOf(app: string, { displayName }: NamedGroup, synced: Synced): string | undefined {
  const { added, removed, refused, failure, isGone } = synced
  const group = `The group ${JSON.stringify(displayName)} of ${app}`
  if (failure !== undefined || isGone)
    return `${group} is not in line: ${ended(failure ?? 'it is gone')}${added + removed ? ` ${added} joined and ${removed} left before that.` : ''} What is left is done when it is run again.`
  if (refused.length === 0) return undefined
  const each = refused
    .slice(0, MOST_IN_SENTENCE)
    .map(({ id, login, message }) => `${login ? `${login} (${id})` : id}: ${ended(message)}`)
  const more = refused.length - each.length
  return `${group} is not in line: ${app} refuses ${refused.length} of its members; all others are as they should be. ${each.join(' ')}${more ? ` And ${more} more.` : ''} They are tried again when it is run again.`
}

function notesOf({ why, waiting, kept, nested = 0 }: Synced): string[] {
  return [
    why ? `All members were compared: ${why}.` : '',
    waiting > MOST_WAITING
      ? `${waiting} are still to join or to leave, more than are kept (${MOST_WAITING}): all members are compared the next time.`
      : '',
    kept
      ? `${kept} who may be nobody in Okta stay, for it is not known of everybody in Okta which account is theirs: all members are compared the next time.`
      : '',
    nested ? `Groups within the group of the application, which were left alone: ${nested}.` : '',
  ].filter(Boolean)
}
