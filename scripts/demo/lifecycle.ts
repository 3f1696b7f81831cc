import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { startOrg } from './org.ts'
import { playAct } from './play.ts'
import { openRoom } from './room.ts'
import type { Running } from './running.ts'
import { crmSeed, findFacts, instancesFile, packSetUp } from './set-up.ts'
import { heading } from './show.ts'
import { STORY } from './story.ts'
import type { Row } from './summary.ts'

/** Packs that stand for what the pack needs on a real tenant: a mail sender. */
const STAND_INS = ['test/packs/MailOutbox', 'test/packs/DemistoLocking']

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
  const packs = [packSetUp(folder), ...STAND_INS].flatMap(pack => ['--pack', pack])
  const room = running.started(
    openRoom([...packs, '--instances', instances, '--state', join(folder, 'lifecycle'), '--outbox', outbox], {
      OKTA_TOKEN: okta.token,
      CRM_TOKEN: crm.token,
    }),
  )
  const rows: Row[] = []
  for (const [index, act] of STORY.entries())
    rows.push(...(await playAct({ orgs: { Okta: okta, CRM: crm }, room, outbox, facts }, act, index + 1)))
  await room.end()
  return rows
}
