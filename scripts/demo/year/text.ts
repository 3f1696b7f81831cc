import type { Came } from './day.ts'
import type { Incident } from './incidents.ts'
import type { Day } from './scenario.ts'

const MOST = 150
const clipped = (text: string): string => (text.length > MOST ? `${text.slice(0, MOST - 1)}…` : text)

/** What is told of a day: the story's sentence, and a line for each incident in which something happened. */
export function dayText({ date, what }: Day, { raised, goneOn }: Came): string[] {
  const lines = [
    ...(what === undefined ? [] : [`${date}  ${what}`]),
    ...raised.map(incident => `${date}  ${incidentText(incident)}`),
    ...goneOn.map(({ what, incident }) => `${date}  ${incidentText(incident, what)}`),
  ]
  return lines.map(clipped)
}

function incidentText({ id, type, name, told }: Incident, what?: string): string {
  const columns = [`#${id}`.padEnd(4), type.padEnd(26), name.padEnd(16)]
  // One line for each account, with its name in brackets, which the line of the incident tells already.
  const short = told
    .trim()
    .replace(/ \(\S+\)/g, '')
    .replace(/\n+/g, '; ')
  return `${columns.join(' ')} ${what === undefined ? '' : `${what} → `}${short}`
}
