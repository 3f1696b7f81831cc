import { isPrivate } from '../../kit/connection.ts'
import { InputError } from '../../kit/errors.ts'
import type { Parsed } from '../../kit/fields.ts'
import type { Host } from '../../kit/integration.ts'
import type { EntryReader } from './cycle/mapped-entry.ts'
import { dateReader } from './decide/date-format.ts'
import { type Day, dayIn } from './decide/day.ts'
import type { Settings } from './decide/settings.ts'
import type { params } from './params.ts'
import { reportEntries } from './workday/download.ts'

export type Params = Parsed<typeof params>

/** What a command works with: the report, the instance's settings, the host. */
export interface Session {
  readonly params: Params
  readonly host: Host
  readonly settings: Settings
  readonly reader: EntryReader
  /** The day in the instance's time zone. */
  readonly today: Day
  /** Downloads the report: the texts of its entries. Throws Refusal unless all of it came. */
  readonly report: () => AsyncIterable<readonly string[]>
}

/** Throws InputError for an address, a format, a zone or a number of days that cannot be. */
export function connect(params: Params, host: Host): Session {
  const { identifier: username = '', password = '' } = params.credentials ?? {}
  const url = addressOf(params.report_url)
  const settings = settingsOf(params, host)
  const { deactivation } = settings
  const connection = { proxy: params.proxy ?? false, insecure: params.insecure ?? false }
  return {
    params,
    host,
    settings,
    reader: {
      host,
      mapper: params.mapper_in,
      readDate: dateReader(params.workday_date_format),
      deactivation,
    },
    today: todayIn(params.time_zone, host.now()),
    report: () => reportEntries({ url, username, password, connection }),
  }
}

function settingsOf(params: Params, { instance }: Host): Settings {
  const { days_before_hire_to_sync: syncDays, days_before_hire_to_enable_ad: enableDays } = params
  if (syncDays !== undefined && enableDays !== undefined && enableDays > syncDays)
    throw new InputError(
      `The parameter "days_before_hire_to_enable_ad" is ${enableDays}; expected at most the ${syncDays} of "days_before_hire_to_sync": nobody can be enabled before being synced.`,
    )
  if (params.orphan_threshold > 100)
    throw new InputError(`The parameter "orphan_threshold" is ${params.orphan_threshold}; expected 0 to 100.`)
  return {
    deactivation: params.deactivation_date_field === 'Last_Day_of_Work' ? 'lastdayofwork' : 'terminationdate',
    syncDays,
    enableDays,
    sourcePriority: params.source_priority,
    source: params.source_name ?? instance.name,
  }
}

function addressOf(given: string): URL {
  const url = /^https?:\/\//i.test(given) && URL.canParse(given) ? new URL(given) : undefined
  const expected =
    'expected one such as https://<host>/ccx/service/customreport2/<tenant>/<owner>/<report>?format=json'
  if (!url) throw new InputError(`The parameter "report_url" is no address of a report; ${expected}.`)
  if (!isPrivate(url))
    throw new InputError(
      `The parameter "report_url" begins with ${url.protocol}//, so the password would travel in clear; ${expected}.`,
    )
  if (url.username || url.password)
    throw new InputError(
      'The parameter "report_url" holds a user name or a password; they belong in "credentials".',
    )
  return url
}

function todayIn(timeZone: string, now: Date): Day {
  try {
    return dayIn(timeZone, now)
  } catch {
    throw new InputError(
      `The parameter "time_zone" is ${JSON.stringify(timeZone)}; expected a zone such as UTC or Europe/Berlin.`,
    )
  }
}
