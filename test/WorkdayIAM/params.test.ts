import { describe, expect, it } from 'vitest'
import { params } from '../../Integrations/WorkdayIAM/params.ts'
import { parseFields } from '../../kit/fields.ts'
import type { JsonObject } from '../../kit/wire.ts'

const parsed = (given: JsonObject = {}) =>
  parseFields('parameter', params, { report_url: 'https://x', ...given })

describe('the parameters', () => {
  it('have their defaults where nothing is given, as the platform has it: empty text', () => {
    const empty = Object.fromEntries(Object.keys(params).map(name => [name, '']))
    const wanted = {
      report_url: 'https://x',
      mapper_in: 'IAM Sync User - Workday',
      workday_date_format: '%m/%d/%Y',
      deactivation_date_field: 'Termination_Date',
      time_zone: 'UTC',
      source_priority: 1,
      first_run: true,
      fetch_samples: false,
      max_fetch: 50,
      percentage: 10,
      orphan_threshold: 10,
      incidentFetchInterval: '1',
    }
    expect(parsed()).toMatchObject(wanted)
    expect(parsed({ ...empty, report_url: 'https://x' })).toEqual(parsed())
    const { days_before_hire_to_sync, days_before_hire_to_enable_ad, source_name, insecure, proxy } = parsed()
    expect([days_before_hire_to_sync, days_before_hire_to_enable_ad, source_name, insecure, proxy]).toEqual(
      Array(5).fill(undefined),
    )
  })

  it('tell 0 days from none', () => {
    expect(parsed({ days_before_hire_to_sync: '0', days_before_hire_to_enable_ad: 0 })).toMatchObject({
      ...{ days_before_hire_to_sync: 0, days_before_hire_to_enable_ad: 0 },
    })
  })

  it.each([
    ['max_fetch', '-1'],
    ['max_fetch', 'many'],
    ['percentage', '10%'],
    ['orphan_threshold', 0.5],
    ['source_priority', 'high'],
    ['days_before_hire_to_sync', '3 days'],
    ['days_before_hire_to_enable_ad', '-3'],
  ])('take whole numbers: %s is not %j', (name, value) => {
    expect(() => parsed({ [name]: value })).toThrow(
      `The parameter "${name}" is ${JSON.stringify(value)}; expected a whole number, 0 or more.`,
    )
  })

  it.each([
    ['first_run', 'perhaps', 'true or false'],
    ['fetch_samples', 1, 'true or false'],
    ['deactivation_date_field', 'Hire_Date', 'one of Termination_Date, Last_Day_of_Work'],
  ])('%s is not %j', (name, value, expected) => {
    expect(() => parsed({ [name]: value })).toThrow(
      `The parameter "${name}" is ${JSON.stringify(value)}; expected ${expected}.`,
    )
  })

  it('need an address', () => {
    expect(() => parseFields('parameter', params, { report_url: ' ' })).toThrow(
      'The parameter "report_url" is missing; expected text.',
    )
  })

  it('tell nothing of credentials that do not fit', () => {
    const credentials = { identifier: 'isu', password: { secret: 'hunter2' } }
    expect(() => parsed({ credentials })).toThrow(
      'The parameter "credentials" does not fit; expected a name and a password.',
    )
  })
})
