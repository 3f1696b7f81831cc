import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RunningReportServer } from '../../../report-server/server.ts'
import type { Orgs } from './orgs.ts'
import { packSetUp } from './pack.ts'

/** Packs that stand for what the pack needs on a real tenant: a directory, a mail sender, locks. */
const STAND_INS = ['ActiveDirectory', 'MailOutbox', 'DemistoLocking'].map(name => `test/packs/${name}`)

/** Only involuntary terminations are wanted; the rule of the list tufe-actors drops our own deactivations. */
const EVENTS = {
  isFetch: true,
  auto_generate_query_filter: false,
  fetch_query_filter: 'eventType eq "user.lifecycle.deactivate"',
}
const SHIPPED = {
  classifier: 'Okta IAM - App Sync (classifier)',
  mapperIn: 'Okta IAM - App Sync (mapper)',
}
/** X and Y of the story. */
const DAYS = {
  days_before_hire_to_sync: 30,
  days_before_hire_to_enable_ad: 3,
  deactivation_date_field: 'Last_Day_of_Work',
}

function instancesFile(folder: string, { okta, crm }: Orgs, hr: RunningReportServer): string {
  const credentials = { identifier: hr.username, password: hr.password }
  const instances = [
    {
      name: 'Okta',
      brand: 'Okta IAM',
      ...SHIPPED,
      params: { url: okta.url, credentials: okta.token, ...EVENTS },
    },
    // Nobody wants to watch how an org that is down is asked again.
    { name: 'CRM', brand: 'Okta IAM', params: { url: crm.url, credentials: crm.token, 'longest-wait': 0 } },
    { name: 'AD', brand: 'Active Directory Query v2' },
    {
      name: 'Workday',
      brand: 'Workday IAM',
      params: { report_url: hr.reportUrl, credentials, isFetch: true, ...DAYS },
    },
    { name: 'Mail', brand: 'Mail Outbox' },
    { name: 'Lock', brand: 'Demisto Lock' },
  ]
  const file = join(folder, 'instances.json')
  writeFileSync(file, JSON.stringify(instances))
  return file
}

/** Sets a war room up in a folder: the pack, the stand-ins, the instances; gives the options of its program. */
export function setUp(
  folder: string,
  orgs: Orgs,
  hr: RunningReportServer,
  tufeActors: readonly string[],
): string[] {
  const outbox = join(folder, 'outbox')
  mkdirSync(outbox)
  const packs = [packSetUp(folder, tufeActors), ...STAND_INS].flatMap(pack => ['--pack', pack])
  const places = ['--state', join(folder, 'state'), '--outbox', outbox]
  return [...packs, '--instances', instancesFile(folder, orgs, hr), ...places]
}
