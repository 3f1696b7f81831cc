import type { AutomationHost } from '../../kit/automation.ts'
import { openIncidents } from '../IAMCloseEarlierIncidents/open.ts'
import { HR_TYPES, isAbout, type Person } from '../IAMCloseEarlierIncidents/person.ts'
import { textOf } from '../texts.ts'
import type { Found, Wish } from './decide.ts'

/** The ids of the other open incidents about the person: each of them keeps Is Processed true until it has ended (L13). */
export async function holders(
  host: Pick<AutomationHost, 'executeCommand' | 'investigation'>,
  wish: Wish,
  found: Found,
): Promise<string[]> {
  const person = personOf(wish, found)
  return (await openIncidents(host, HR_TYPES))
    .filter(one => isAbout(one, person))
    .map(({ id }) => textOf(id))
    .filter(id => id !== host.investigation.id)
    .sort((one, other) => Number(one) - Number(other))
}

/** The person by all that is known: what is given, what the profile holds, what the replaced one held. */
export function personOf({ value, fields, replaces }: Wish, { present, replaced }: Found): Person {
  const all = [fields, present?.fields ?? {}, replaced?.fields ?? {}]
  const first = (name: string) => all.map(one => textOf(one[name])).find(Boolean) ?? ''
  const names = all.flatMap(({ email, username }) => [textOf(email), textOf(username)])
  return {
    employeeId: first('employeeid'),
    names: [value, replaces ?? '', ...names].filter(Boolean),
    userId: first('oktauserid'),
  }
}
