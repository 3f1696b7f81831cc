import { Refusal } from '../../../kit/errors.ts'

const TELL = 'try again, and if it stays so look at the report in Workday'

/** The report as an error may name it: neither query nor credentials, which may be secrets. */
export interface Report {
  /** Origin and path. */
  readonly place: string
  /** Whether the URL asks for JSON. */
  readonly asksForJson: boolean
}

/** What no error may say, and the URL whose query none may say. */
export interface Secrets {
  readonly url: URL
  readonly username: string
  readonly password: string
}

/** The report as an error may name it. */
export function reportOf(secrets: Secrets): Report {
  const { url } = secrets
  return {
    place: placeOf(url, secrets),
    asksForJson: url.searchParams.get('format')?.toLowerCase() === 'json',
  }
}

/** Origin and path; a part of the path that is the user name (a report's owner is) or the password is left out. */
export function placeOf({ origin, pathname }: URL, { username, password }: Secrets): string {
  const hidden = new Set([username, password].flatMap(secret => [secret, encodeURIComponent(secret)]))
  const parts = pathname.split('/').map(part => (part !== '' && hidden.has(part) ? '…' : part))
  return origin + parts.join('/')
}

/** 1204 as 1,204. */
export function count(number: number): string {
  return number.toLocaleString('en')
}

export function wholeEntries(number: number): string {
  return number === 1 ? '1 whole entry' : `${count(number)} whole entries`
}

/** The answer is no document of the form that a report has: where, and what was expected there. */
export function malformed({ place }: Report, where: string, what: string): Refusal {
  return new Refusal(`The report at ${place} is no valid JSON: ${where} ${what}; ${TELL}.`)
}

/** The answer is valid as far as it goes, but is not what a report is. */
export function noReport({ place }: Report, what: string): Refusal {
  return new Refusal(
    `The answer of ${place} is no report: ${what}; check that the report URL is the JSON address of a custom report.`,
  )
}

export function tooLarge({ place }: Report, where: string, limit: number): Refusal {
  return new Refusal(
    `The report at ${place} holds too much ${where}: more than ${count(limit)} characters; take the columns that no mapper reads out of the report.`,
  )
}

/** The answer ended before the report did. */
export function brokenOff({ place }: Report, entries: number, why: string): Refusal {
  return new Refusal(`The report at ${place} broke off after ${wholeEntries(entries)} (${why}); ${TELL}.`)
}

export function empty({ place }: Report): Refusal {
  return new Refusal(`The answer of ${place} is empty: not even a report without entries; ${TELL}.`)
}

/** A page or XML instead of JSON, by its text or its Content-Type. */
export function markup(report: Report, start: string): Refusal {
  if (/html/i.test(start))
    return noReport(report, 'it is an HTML page, as of a sign-in, a proxy or an outage')
  return report.asksForJson
    ? noReport(report, 'it is XML although the report URL says format=json')
    : new Refusal(
        `The report at ${report.place} came as XML: format=json is missing from the report URL; add it.`,
      )
}
