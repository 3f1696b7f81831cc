import type { SeedPerson } from '../../../okta-server/seed.ts'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { addressOf, type Person } from './company.ts'
import { type Act, FIRST_DAY } from './scenario.ts'

/** Whose token the integration has; nobody of the company. */
export const ROBOT = 'xsoar@robots.example'

/** The company's Okta, and the CRM, which is provisioned like an org of its own. */
export interface Orgs {
  readonly okta: RunningOkta
  readonly crm: RunningOkta
}

function seedOf(staff: readonly Person[]): SeedPerson[] {
  const robot = { login: ROBOT, email: ROBOT, firstName: 'Xsoar', lastName: 'Robot' }
  const people = staff.map(({ entry }) => ({
    login: entry.Email_Address,
    email: entry.Email_Address,
    firstName: entry['Preferred_Name_-_First_Name'],
    lastName: entry['Preferred_Name_-_Last_Name'],
    displayName: entry.Preferred_Name,
    employeeNumber: entry.Emp_ID,
    title: entry.Title,
    department: entry.Department,
    manager: entry.Manager_Preferred_Name,
  }))
  const created = '2019-04-01T08:00:00.000Z'
  return [robot, ...people].map(profile => ({ status: 'ACTIVE', created, profile }) as SeedPerson)
}

/** Starts both orgs with accounts of those who are there on the first day. */
export async function startOrgs(staff: readonly Person[]): Promise<Orgs> {
  // Other ids in each: one that is sent to the wrong org is a stranger there.
  const start = async (seedNumber: number) => {
    const seed = { people: seedOf(staff), tokenOwner: ROBOT }
    const okta = await startOkta({ seed, seedNumber, now: at(FIRST_DAY) })
    // Limits count in real time, in which a year goes by in seconds.
    okta.org.limiter.overrides = { '*': 1_000_000 }
    return okta
  }
  return { okta: await start(1), crm: await start(2) }
}

/** The hour at which everything of a day happens. */
export const at = (date: string): string => `${date}T08:00:00Z`

export function setClocks({ okta, crm }: Orgs, date: string): void {
  for (const { org } of [okta, crm]) org.clock.set(at(date))
}

/** An org that is down answers everything with 503. */
export function setDown({ org }: RunningOkta, isDown: boolean): void {
  const down = { match: {}, times: 1_000_000, after: 0, answer: { kind: 'status', status: 503 } }
  org.faults.set(isDown ? [down] : [])
}

/** Does what an administrator does in the company's Okta, with a token of his own. Throws when the org refuses. */
export async function carryOut({ url, token, org }: RunningOkta, act: Act): Promise<void> {
  const [whom, call] = 'activates' in act ? [act.activates, 'activate'] : [act.deactivates, 'deactivate']
  const [owner, admin, user] = [ROBOT, addressOf(act.by), addressOf(whom)].map(login =>
    org.users.byLogin(login),
  )
  if (!owner || !admin || !user) throw new Error(`Okta has no ${act.by} or no ${whom}.`)
  // The log tells the owner of the token as the actor.
  org.ownerId = admin.id
  const answer = await fetch(`${url}/api/v1/users/${user.id}/lifecycle/${call}?sendEmail=false`, {
    method: 'POST',
    headers: { authorization: `SSWS ${token}`, 'content-type': 'application/json' },
    body: '',
  })
  org.ownerId = owner.id
  if (!answer.ok) throw new Error(`Okta refuses to ${call} ${whom}: ${await answer.text()}`)
}
