import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { type RunningReportServer, startReportServer } from '../../report-server/server.ts'
import { type Conversation, converse } from './measure.ts'

const DIRECTORY_BRAND = 'Active Directory Query v2'
const STAND_INS = ['ActiveDirectory', 'DemistoLocking', 'MailOutbox'].map(name => `test/packs/${name}`)
const SETTINGS = [
  { instance_name: 'Okta', create_user_enabled: true, create_user_group: 'All', update_user_enabled: true },
]

/** In twenty days, so that no account is enabled meanwhile. */
const HIRED = new Date(Date.now() + 20 * 86_400_000).toLocaleDateString('en-US', {
  ...({ year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' } as const),
})

export interface ProvisioningFigures {
  readonly people: number
  /** Seconds of the fetch and of all its playbooks, first for new hires and then for a change of everybody. */
  readonly hired: number
  readonly changed: number
  /** Requests that Okta counted for the new hires. */
  readonly oktaCalls: number
  /** Commands of the directory for them: the account, its password, and that it has to be changed. */
  readonly directoryCalls: number
  /** Megabytes that the war room holds after the hires and after each of the rounds of changes; undefined without /proc. */
  readonly memory: readonly number[] | undefined
}

/** So many new hires from an HR report through IAM - Sync User into Okta and a directory, then rounds of a new title for each of them. */
export async function provision(people: number, rounds: number): Promise<ProvisioningFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-provisioning-'))
  const okta = await startOkta({ people: 10 })
  await fetch(`${okta.url}/_test/choices`, {
    method: 'POST',
    body: JSON.stringify({ rateLimits: { '*': 1_000_000 } }),
  })
  const report = await startReportServer({ entries: entriesOf(people, 'Clerk') })
  const room = openRoom(folder, okta, report)
  try {
    await prepare(room)
    okta.org.requests.clear()
    const hired = await fetchAll(room, people)
    const oktaCalls = okta.org.requests.all().length
    refuseBehind(okta, people, 'Clerk')
    const directoryCalls = 3 * (await accountsIn(room, folder))
    const memory = [memoryOf(room.pid)]
    let changed = 0
    for (let round = 1; round <= rounds; round += 1) {
      report.setEntries(entriesOf(people, `Clerk ${round}`))
      changed += await fetchAll(room, people)
      memory.push(memoryOf(room.pid))
      refuseBehind(okta, people, `Clerk ${round}`)
    }
    const known = memory.filter(one => one !== undefined)
    return {
      ...{ people, hired, changed: changed / rounds, oktaCalls, directoryCalls },
      memory: known.length === memory.length ? known : undefined,
    }
  } finally {
    await room.end()
    await Promise.all([okta.close(), report.close()])
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Throws when somebody has no account in Okta with this title: a fast round in which nothing happened would be a lie. */
function refuseBehind({ org }: RunningOkta, people: number, title: string): void {
  const behind = entriesOf(people, '').filter(
    one => org.users.byLogin(String(one.Email_Address))?.profile.title !== title,
  )
  if (behind.length)
    throw new Error(`${behind.length} people have no account with the title ${title} in Okta`)
}

function openRoom(folder: string, okta: RunningOkta, report: RunningReportServer): Conversation {
  const { reportUrl: report_url, username: identifier, password } = report
  const hr = {
    report_url,
    credentials: { identifier, password },
    first_run: false,
    max_fetch: 200,
    percentage: 100,
    isFetch: true,
    days_before_hire_to_enable_ad: 1,
  }
  const instances = join(folder, 'instances.json')
  writeFileSync(
    instances,
    JSON.stringify([
      { name: 'HR', brand: 'Workday IAM', params: hr },
      { name: 'Okta', brand: 'Okta IAM', params: { url: okta.url, credentials: okta.token } },
      { name: 'AD', brand: DIRECTORY_BRAND, params: { instanceName: 'AD' } },
      ...['Demisto Lock', 'Mail Outbox'].map(brand => ({ name: brand, brand, params: {} })),
    ]),
  )
  const packs = ['dist/OktaIdentityLifecycle.zip', ...STAND_INS].flatMap(pack => ['--pack', pack])
  return converse([
    ...['dist/warroom.js', '--json', ...packs, '--instances', instances, '--state', join(folder, 'state')],
    ...['--outbox', join(folder, 'outbox')],
  ])
}

async function say(room: Conversation, line: string): Promise<JsonObject> {
  const answer = JSON.parse(await room.say(line)) as JsonObject
  if (answer.error) throw new Error(`${line} failed: ${JSON.stringify(answer.error)}`)
  return answer
}

async function prepare(room: Conversation): Promise<void> {
  await say(room, '!createList listName=email-notification-list listData=it@northwind.example')
  await say(room, `!createList listName=app-provisioning-settings listData=\`${JSON.stringify(SETTINGS)}\``)
}

/** Fetches until so many incidents are made; seconds. A fetch answers when the playbooks of its incidents have ended. */
async function fetchAll(room: Conversation, people: number): Promise<number> {
  const from = performance.now()
  for (let made = 0, tries = 0; made < people; tries += 1) {
    const [one] = ((await say(room, '/fetch HR')).value ?? []) as { created?: unknown[]; error?: string }[]
    if (!one || one.error || tries > 20) throw new Error(`the fetch failed: ${JSON.stringify(one)}`)
    made += one.created?.length ?? 0
  }
  return (performance.now() - from) / 1000
}

async function accountsIn(room: Conversation, folder: string): Promise<number> {
  await say(room, '/save')
  const { integrationContext } = JSON.parse(readFileSync(join(folder, 'state/instances/AD.json'), 'utf8'))
  return Object.keys(
    typeof integrationContext.accounts === 'string'
      ? JSON.parse(integrationContext.accounts)
      : integrationContext.accounts,
  ).length
}

/** What the war room holds now, in MB. */
function memoryOf(pid: number): number | undefined {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000
  } catch {
    return undefined
  }
}

function entriesOf(people: number, title: string): JsonObject[] {
  return Array.from({ length: people }, (_, at) => ({
    Email_Address: `hire.number${at}@northwind.example`,
    Emp_ID: String(5001 + at),
    Employment_Status: 'Active',
    Rehired_Employee: 'No',
    Prehire_Flag: 'False',
    Last_Hire_Date: HIRED,
    Termination_Date: '',
    Last_Day_of_Work: '',
    Preferred_Name: `Hire Number${at}`,
    'Preferred_Name_-_First_Name': 'Hire',
    'Preferred_Name_-_Last_Name': `Number${at}`,
    Title: title,
    Manager_Email_Address: 'boss@northwind.example',
  }))
}
