import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Act, Look, Step } from './act.ts'
import { crowdSeed, FIELD, JOINING, LEAVING, profileLines, startDesk } from './crowd.ts'
import { startOrg } from './org.ts'
import { packOptions } from './pack.ts'
import { playAct } from './play.ts'
import { openRoom, type Room } from './room.ts'
import type { Running } from './running.ts'
import { deskFile, findGroup } from './set-up.ts'
import { heading } from './show.ts'
import type { Row } from './summary.ts'

const SYNC = 'IAM - App Group Sync'
const TRIGGER: Step = { line: '/playbook "IAM - App Group Sync Trigger" --anew' }
const settings = [{ instance_name: 'Desk', okta_groups: [{ id: '{field}', displayName: FIELD.name }] }]

const closed: Look = { what: 'the incident', in: { incident: true }, at: 'closeReason', expected: 'Resolved' }
const said = (what: string, at: string, expected: string | number): Look => ({
  ...{ what, in: { sync: true }, at, expected: String(expected) },
})
const desk = (what: string, at: string, expected: string | number): Look => ({
  ...{ what, in: { desk: true }, at, expected: String(expected) },
})

export const FOLLOWED: readonly Act[] = [
  {
    name: 'Followed',
    heading: `The group ${FIELD.name} has ${FIELD.members} members in Okta. The service desk, which speaks SCIM, has none of that name: it is made, and all of them join.`,
    steps: [
      { line: `!setList listName=app-group-sync-settings listData=\`${JSON.stringify(settings)}\`` },
      TRIGGER,
      { newest: SYNC },
    ],
    looks: [
      closed,
      said('all members were', 'mode', 'full'),
      said('joined, it says', 'added', FIELD.members),
      said('left, it says', 'removed', 0),
      desk('the desk was told', 'added', FIELD.members),
      desk('groups of the desk', 'groups', 1),
      desk('its members', 'members', FIELD.members),
    ],
  },
  {
    name: 'Twenty moves',
    heading: `${FIELD.joining} join and ${FIELD.leaving} leave in Okta. By its log the desk is told of these, and of nobody else.`,
    steps: [
      { org: 'Okta', request: 'PUT /api/v1/groups/{field}/users/{each}', each: JOINING },
      { org: 'Okta', request: 'DELETE /api/v1/groups/{field}/users/{each}', each: LEAVING },
      TRIGGER,
      { newest: SYNC },
    ],
    looks: [
      closed,
      said('by the log', 'mode', 'delta'),
      said('joined, it says', 'added', FIELD.joining),
      said('left, it says', 'removed', FIELD.leaving),
      desk('the desk was told', 'added', FIELD.joining),
      desk('of those who leave', 'removed', FIELD.leaving),
      desk('its members', 'members', FIELD.members + FIELD.joining - FIELD.leaving),
    ],
  },
]

/** Plays a group of Okta that an application follows, in a war room of its own. `before` acts were played. */
export async function followed(running: Running, folder: string, before: number): Promise<Row[]> {
  heading('A group: the service desk, an application that speaks SCIM, follows a group of Okta.')
  const desk = running.started(await startDesk())
  const okta = running.started(await startOrg(crowdSeed(folder)))
  const outbox = join(folder, 'group-mails')
  mkdirSync(outbox)
  const places = ['--instances', deskFile(folder, okta, desk.url), '--outbox', outbox]
  const options = [...packOptions(folder), ...places, '--state', join(folder, 'followed')]
  const room = running.started(openRoom(options, { OKTA_TOKEN: okta.token, DESK_TOKEN: desk.token }))
  await knowEverybody(room)
  const facts = new Map([['field', await findGroup(okta, FIELD.name)]])
  const stage = { orgs: { Okta: okta }, room, outbox, facts, desk }
  const rows: Row[] = []
  for (const [index, act] of FOLLOWED.entries()) {
    rows.push(...(await playAct(stage, act, before + index + 1)))
    desk.calls.length = 0
  }
  await room.end()
  return rows
}

/** All lines at once: nobody reads how the profiles came there. */
async function knowEverybody(room: Room): Promise<void> {
  const answers = await Promise.all(profileLines().map(line => room.say(line)))
  const failed = answers.find(({ error }) => error !== undefined)
  if (failed) throw new Error(`${failed.line}: ${failed.error}`)
}
