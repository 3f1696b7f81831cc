import type { Act, Look, Step } from './act.ts'
import { ADMIN, GORDON, GROUP, IT, NOURA, ROLE } from './people.ts'

const account = ({ email }: { email: string }) => ({ org: 'CRM', path: `/api/v1/users/${email}` }) as const
const incident = (what: string, at: string, expected: string): Look => ({
  what,
  in: { incident: true },
  at,
  expected,
})
const closed = incident('the incident', 'closeReason', 'Resolved')
/** A person's profile by a command, as long as no HR system reports it. */
const indicator = (person: { email: string }): Step => {
  const fields = Object.entries({ ...person, username: person.email }).map(
    ([name, value]) => `${name}="${value}"`,
  )
  return { line: `!createNewIndicator value=${person.email} type="User Profile" ${fields.join(' ')}` }
}
const assign = (user: string): Step => ({
  org: 'Okta',
  request: 'POST /api/v1/apps/{app}/users',
  body: { id: user, scope: 'USER' },
})
const FETCH: Step = { line: '/fetch Okta' }
const SEE: Step = { line: '/incident {incident}' }

export const STORY: readonly Act[] = [
  {
    name: 'Connected',
    heading:
      'Salesforce, an application of the company in Okta, is connected to the instance CRM, which provisions it.',
    steps: [
      FETCH,
      {
        line: '!createNewIncident name="Connect Salesforce" type="IAM - Configuration" oktaiaminstance=Okta applicationidinokta={app} integrationinstanceinxsoar=CRM',
      },
      SEE,
    ],
    looks: [closed],
  },
  {
    name: 'Assigned',
    heading:
      'Noura is assigned to Salesforce in Okta; the event is fetched, and IAM - App Sync makes her an account in the CRM.',
    steps: [indicator(NOURA), assign('{noura}'), FETCH, SEE],
    looks: [
      closed,
      { what: 'her account', in: account(NOURA), at: 'status', expected: 'PROVISIONED' },
      { what: 'her title', in: account(NOURA), at: 'profile.title', expected: NOURA.title },
    ],
  },
  {
    name: 'Promoted',
    heading:
      'Her title changes in Okta; IAM - App Update takes it to every application that she has and that is connected.',
    steps: [
      {
        org: 'Okta',
        request: 'POST /api/v1/users/{noura}',
        body: { profile: { title: 'Director of Marketing' } },
      },
      FETCH,
      SEE,
    ],
    looks: [
      closed,
      {
        what: 'her title',
        in: account(NOURA),
        at: 'profile.title',
        expected: 'Director of Marketing',
      },
    ],
  },
  {
    name: 'In a group',
    heading: `Noura joins the group ${GROUP}, which gives her a role in Salesforce: an administrator is asked first.`,
    steps: [
      // What a group gives stands in the assignment; the embedded Okta does not copy it there by itself.
      {
        org: 'Okta',
        request: 'POST /api/v1/apps/{app}/users/{noura}',
        body: { profile: { role: ROLE } },
      },
      { org: 'Okta', request: 'PUT /api/v1/groups/{group}/users/{noura}' },
      FETCH,
      SEE,
      { mail: true },
    ],
    looks: [
      incident('the incident', 'runStatus', 'waiting'),
      { what: 'asked by mail', in: { mail: true }, at: 'to', expected: ADMIN },
      {
        what: 'her role',
        in: account(NOURA),
        at: 'profile.userType',
        expected: 'nothing',
      },
    ],
  },
  {
    name: 'Approved',
    heading: 'The administrator approves, and she gets the role in the CRM.',
    steps: [{ line: '/tasks' }, { line: '/task {task} complete Approve' }, SEE],
    looks: [closed, { what: 'her role', in: account(NOURA), at: 'profile.userType', expected: ROLE }],
  },
  {
    name: 'Unassigned',
    heading: 'Salesforce is taken from Noura in Okta; her account in the CRM is disabled.',
    steps: [{ org: 'Okta', request: 'DELETE /api/v1/apps/{app}/users/{noura}' }, FETCH, SEE],
    looks: [closed, { what: 'her account', in: account(NOURA), at: 'status', expected: 'DEPROVISIONED' }],
  },
  {
    name: 'Failed',
    heading:
      'The CRM is down when Gordon is assigned: somebody becomes the owner of the incident, and IT gets a mail.',
    steps: [
      indicator(GORDON),
      {
        org: 'CRM',
        request: 'POST /_test/faults',
        body: [{ match: {}, times: 1_000_000, answer: { kind: 'status', status: 503 } }],
      },
      assign('{gordon}'),
      FETCH,
      SEE,
      { mail: true },
    ],
    looks: [
      incident('the incident', 'runStatus', 'error'),
      incident('its owner', 'owner', 'admin'),
      { what: 'the mail is to', in: { mail: true }, at: 'to', expected: IT },
      { what: 'it tells why', in: { mail: true }, at: 'text', part: /HTTP 503/, expected: 'HTTP 503' },
    ],
  },
  {
    name: 'Run again',
    heading: 'The CRM is back; the playbook is run again in the same incident, and Gordon has his account.',
    steps: [
      { org: 'CRM', request: 'DELETE /_test/faults' },
      { line: '/playbook "IAM - App Sync" --incident {incident} --anew' },
      SEE,
    ],
    looks: [closed, { what: 'his account', in: account(GORDON), at: 'status', expected: 'PROVISIONED' }],
  },
]
