import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Json, JsonObject } from '../../kit/wire.ts'
import type { Org } from './org.ts'
import { GORDON, GROUP, NOURA } from './people.ts'
import type { Report } from './report.ts'

export const PACK = 'dist/OktaIdentityLifecycle.zip'

/** The application's own mapper. */
export const CRM_MAPPER = 'CRM (Outgoing)'

/** What every playbook needs beside the systems: who sends mails, who keeps two runs apart. */
const SERVANTS = [
  { name: 'Mail', brand: 'Mail Outbox' },
  { name: 'Lock', brand: 'Demisto Lock' },
]

/** Who runs the second org; it holds nobody else. */
const CRM_SEED = {
  people: [
    {
      status: 'ACTIVE',
      profile: {
        firstName: 'Rowan',
        lastName: 'Keeper',
        login: 'keeper@crm.example',
        email: 'keeper@crm.example',
      },
    },
  ],
}

/** Writes what the second org starts with; gives the file. */
export function crmSeed(folder: string): string {
  return written(join(folder, 'crm.json'), CRM_SEED)
}

/** Finds the ids that the story needs in the company's org, and makes the group of the story. */
export async function findFacts(okta: Org): Promise<Map<string, string>> {
  const idOf = async (method: string, path: string, body?: JsonObject): Promise<string> => {
    const answer = await okta.ask(method, path, body)
    const found = [answer.body].flat()[0] as { id?: string } | null | undefined
    if (typeof found?.id !== 'string')
      throw new Error(`${method} ${path} gave no id: ${JSON.stringify(answer)}`)
    return found.id
  }
  return new Map([
    ['app', await idOf('GET', '/api/v1/apps?q=Salesforce')],
    [
      'group',
      await idOf('POST', '/api/v1/groups', {
        profile: { name: GROUP, description: 'Sells through partners' },
      }),
    ],
    ['noura', await idOf('GET', `/api/v1/users/${NOURA.email}`)],
    ['gordon', await idOf('GET', `/api/v1/users/${GORDON.email}`)],
  ])
}

/** Writes the instances: the company's org, which is fetched from, the application's org, and the mail sender. */
export function instancesFile(folder: string, okta: Org, crm: Org, group: string): string {
  const events = [
    'application.user_membership.add',
    'application.user_membership.remove',
    'user.account.update_profile',
  ]
  const ofGroup = `eventType sw "group.user_membership" and target.id eq "${group}"`
  const filter = [...events.map(type => `eventType eq "${type}"`), `(${ofGroup})`].join(' or ')
  const fetching = { isFetch: true, auto_generate_query_filter: false, fetch_query_filter: filter }
  return written(join(folder, 'instances.json'), [
    {
      name: 'Okta',
      brand: 'Okta IAM',
      params: { url: okta.url, credentials: 'env:OKTA_TOKEN', ...fetching },
    },
    // A short wait: nobody wants to watch how an org that is down is asked again.
    {
      name: 'CRM',
      brand: 'Okta IAM',
      params: { url: crm.url, credentials: 'env:CRM_TOKEN', 'mapper-out': CRM_MAPPER, 'longest-wait': 2 },
    },
    ...SERVANTS,
  ])
}

/** The id of a group of an org, by its name. */
export async function findGroup(okta: Org, name: string): Promise<string> {
  const { body } = await okta.ask('GET', `/api/v1/groups?q=${encodeURIComponent(name)}`)
  const [found] = [body].flat() as ({ id?: string } | null)[]
  if (typeof found?.id !== 'string') throw new Error(`There is no group ${name}: ${JSON.stringify(body)}`)
  return found.id
}

/** Writes the instances of an org and of the service desk, an application that speaks SCIM. */
export function deskFile(folder: string, okta: Org, url: string): string {
  return written(join(folder, 'desk.json'), [
    { name: 'Okta', brand: 'Okta IAM', params: { url: okta.url, credentials: 'env:OKTA_TOKEN' } },
    { name: 'Desk', brand: 'SCIM IAM', params: { url, api_token: 'env:DESK_TOKEN' } },
    ...SERVANTS,
  ])
}

/** Writes the instance that fetches from the report of HR, and those in which its people have accounts. */
export function workdayFile(folder: string, { url, username, password }: Report, okta: Org): string {
  const signIn = { report_url: url, credentials: { identifier: username, password } }
  const days = { days_before_hire_to_sync: 14, days_before_hire_to_enable_ad: 3 }
  return written(join(folder, 'workday.json'), [
    { name: 'Workday', brand: 'Workday IAM', params: { ...signIn, isFetch: true, ...days } },
    { name: 'Okta', brand: 'Okta IAM', params: { url: okta.url, credentials: 'env:OKTA_TOKEN' } },
    { name: 'AD', brand: 'Active Directory Query v2' },
    ...SERVANTS,
  ])
}

function written(file: string, value: Json): string {
  writeFileSync(file, JSON.stringify(value))
  return file
}
