import { invalid, OktaError } from '../errors.ts'

const day = 86_400_000
const defaultDays = 7
const retentionDays = 90
const furthestDays = 180

export interface Period {
  since: string
  until: string
}

/** The instant of a parameter; E0000001 in the words of live answers when it is none (okta-api §17.2). */
function instant(name: string, text: string): number {
  const at = /^\d{4}-\d\d-\d\d(T.*)?$/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(at)) return at
  const problem =
    'The date format in your query is not recognized. Please enter dates using ISO8601 string format.'
  throw new OktaError('E0000001', {
    summary: `Api validation failed: '${name}': ${problem}`,
    causes: [`${name}: ${problem}`, `${name}: '${text}' is not a date`],
  })
}

/** The period a request asks for, by the org's clock: 7 days unless told, never beyond the retention. */
export function periodOf(since: string | undefined, until: string | undefined, now: string): Period {
  const present = Date.parse(now)
  const end = until === undefined ? present : instant('until', until)
  const begin = since === undefined ? end - defaultDays * day : instant('since', since)
  if (since !== undefined && present - begin > furthestDays * day)
    throw new OktaError('E0000053', {
      summary: 'Invalid parameter: The since parameter is over 180 days prior to the current day.',
    })
  return { since: retained(new Date(begin).toISOString(), now), until: new Date(end).toISOString() }
}

/** An instant, or where the retention of 90 days begins when that is later. */
export function retained(since: string, now: string): string {
  const oldest = new Date(Date.parse(now) - retentionDays * day).toISOString()
  return since < oldest ? oldest : since
}

/** `limit` of the log: 0 to 1000, more is refused here where other lists cut (okta-api §17.2). */
export function logLimit(text: string | undefined): number {
  if (text === undefined || text === '') return 100
  if (/^\d{1,9}$/.test(text) && Number(text) <= 1000) return Number(text)
  throw invalid('limit', `limit: must be a whole number from 0 to 1000, not '${text}'`)
}
