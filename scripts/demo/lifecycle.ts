import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startOrg } from './org.ts'
import { packOptions } from './pack.ts'
import { playAct } from './play.ts'
import { openRoom } from './room.ts'
import type { Running } from './running.ts'
import { crmSeed, findFacts, instancesFile } from './set-up.ts'
import { heading } from './show.ts'
import { STORY } from './story.ts'
import type { Row } from './summary.ts'

/** Plays the story of an application that follows the company's org, by events, incidents and playbooks. */
export async function lifecycle(running: Running, folder: string): Promise<Row[]> {
  heading('Two orgs: Okta is the company, CRM stands for its application Salesforce. Playbooks do the rest.')
  // One after the other: of two at once the second would be left behind when the first fails.
  const okta = running.started(await startOrg())
  const crm = running.started(await startOrg(crmSeed(folder)))
  const facts = await findFacts(okta)
  const outbox = join(folder, 'outbox')
  mkdirSync(outbox)
  const instances = instancesFile(folder, okta, crm, facts.get('group') ?? '')
  const places = ['--instances', instances, '--state', join(folder, 'lifecycle'), '--outbox', outbox]
  const tokens = { OKTA_TOKEN: okta.token, CRM_TOKEN: crm.token }
  const room = running.started(openRoom([...packOptions(folder), ...places], tokens))
  const rows: Row[] = []
  for (const [index, act] of STORY.entries())
    rows.push(...(await playAct({ orgs: { Okta: okta, CRM: crm }, room, outbox, facts }, act, index + 1)))
  await room.end()
  return rows
}
