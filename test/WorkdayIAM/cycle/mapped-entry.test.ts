import { beforeAll, describe, expect, it } from 'vitest'
import { type EntryReader, mapEntry } from '../../../Integrations/WorkdayIAM/cycle/mapped-entry.ts'
import { dateReader } from '../../../Integrations/WorkdayIAM/decide/date-format.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import type { Mapping } from '../../../warroom/mapping/index.ts'
import { MAPPER, mappingWith, refusing } from './instance.ts'
import { entry, mappedDigest, mappedFields } from './people.ts'

const OWN = 'Own mapper'
let mapping: Mapping
beforeAll(async () => {
  const internalMapping = {
    'E-Mail': { simple: 'Mail' },
    Email: { simple: 'Email_Address' },
    'Employee ID': { simple: 'Emp_ID' },
    'Hire Date': { simple: 'Hired' },
    'Cost Center (Code)': { simple: 'Cost' },
    UserProfile: { simple: 'Emp_ID' },
    __proto__x: { simple: 'Emp_ID' },
  }
  mapping = await mappingWith({
    ...{ id: OWN, name: OWN, type: 'mapping-incoming' },
    mapping: { 'IAM - Sync User': { dontMapEventToLabels: true, internalMapping } },
  })
})

const mapped = (text: string, own: Partial<EntryReader> & { format?: string } = {}) => {
  const { format = '%m/%d/%Y', ...reader } = own
  return mapEntry(
    { place: 7, text, digest: 'digest' },
    {
      host: {
        mapObject: async (object, mapper, type) => refusing(() => mapping.mapObject(object, mapper, type)),
      },
      ...{ mapper: MAPPER, readDate: dateReader(format), deactivation: 'terminationdate', ...reader },
    },
  )
}
const mappedOf = (of: JsonObject, own?: Parameters<typeof mapped>[1]) => mapped(JSON.stringify(of), own)

describe('an entry that is mapped', () => {
  it('has the fields of a profile by their cliNames, and the person in them', async () => {
    const of = entry(1, { Email_Address: 'P1@Example.COM', Termination_Date: '12/31/2026' })
    const { fields, ...rest } = await mappedOf(of)
    expect(fields).toEqual(mappedFields(of))
    expect(rest).toMatchObject({
      ...{
        place: 7,
        textDigest: 'digest',
        digest: mappedDigest(of),
        email: 'p1@example.com',
        employeeId: '1001',
        status: 'active',
      },
      leaves: Date.UTC(2026, 11, 31) / 86_400_000,
    })
    expect(rest).not.toHaveProperty('unreadable')
  })

  it('leaves by the date that the instance names', async () => {
    const of = entry(1, { Termination_Date: '12/31/2026', Last_Day_of_Work: '11/30/2026' })
    const { leaves } = await mappedOf(of, { deactivation: 'lastdayofwork' })
    expect(leaves).toBe(Date.UTC(2026, 10, 30) / 86_400_000)
  })

  it('has the names of a mapper of one’s own without blanks and signs, and no profile in the profile', async () => {
    const of = { Mail: 'm', Email_Address: 'e', Emp_ID: '5', Hired: '01/15/2020', Cost: 'C1' }
    expect((await mappedOf(of, { mapper: OWN })).fields).toEqual({
      ...{ email: 'e', employeeid: '5', hiredate: '2020-01-15T00:00:00Z', costcentercode: 'C1', protox: '5' },
      // What decides is there in any case.
      ...{ employmentstatus: '', prehireflag: '', rehiredemployee: '' },
    })
  })
})

describe('the dates of an entry', () => {
  const DATES = { Last_Hire_Date: '1/5/2020', Termination_Date: '', Last_Day_of_Work: '2/29/2028' }

  it('are ISO 8601 in its fields and in its raw data, in any column', async () => {
    const { fields, raw } = await mappedOf(
      entry(1, { ...DATES, Original_Hire: '1/5/2020', Birth: '3/3/1990' }),
    )
    expect(fields).toMatchObject({
      ...{ hiredate: '2020-01-05T00:00:00Z', terminationdate: '', lastdayofwork: '2028-02-29T00:00:00Z' },
    })
    expect(raw).toEqual(
      entry(1, {
        Last_Hire_Date: '2020-01-05T00:00:00Z',
        Termination_Date: '',
        Last_Day_of_Work: '2028-02-29T00:00:00Z',
        Original_Hire: '2020-01-05T00:00:00Z',
        // It is mapped to no date of a profile, so nobody knows that it is one.
        Birth: '3/3/1990',
      }),
    )
  })

  it.each([
    ['%d.%m.%Y', '05.01.2020'],
    ['%Y-%m-%d', ' 2020-01-05 '],
    ['%d %b %Y', '5 jan 2020'],
    ['%Y%m%d', 20200105],
  ])('are read in the format %s', async (format, Last_Hire_Date) => {
    const { fields, raw } = await mappedOf(entry(1, { Last_Hire_Date }), { format })
    expect(fields.hiredate).toBe('2020-01-05T00:00:00Z')
    expect(raw.Last_Hire_Date).toBe('2020-01-05T00:00:00Z')
  })

  it.each([
    ['in another format', { Last_Hire_Date: '2020-01-05' }, 'hiredate', '2020-01-05'],
    ['of no day', { Termination_Date: '02/30/2026' }, 'terminationdate', '02/30/2026'],
    [
      'of which two cannot be read: the first',
      { Last_Day_of_Work: 'soon', Termination_Date: 'never' },
      'terminationdate',
      'never',
    ],
  ])('%s stay as they are, and are told', async (_, columns, field, value) => {
    const { fields, raw, unreadable } = await mappedOf(entry(1, columns))
    const fault = 'does not fit the parameter "Date Format in Workday Report"'
    expect(unreadable).toEqual({ field, value: JSON.stringify(value), fault })
    expect(fields[field]).toBe(value)
    expect(raw).toMatchObject(columns)
  })
})

describe('what decides', () => {
  it.each<[string, JsonObject, string, string]>([
    [
      'a status',
      { Employment_Status: { Descriptor: 'Active' } },
      'employmentstatus',
      '{"Descriptor":"Active"}',
    ],
    ['a list of dates', { Termination_Date: ['01/01/2020'] }, 'terminationdate', '["01/01/2020"]'],
    ['an id', { Emp_ID: ['1'] }, 'employeeid', '["1"]'],
  ])('is a text, else it is told: %s', async (_, columns, field, value) => {
    expect((await mappedOf(entry(1, columns))).unreadable).toEqual({ field, value, fault: 'is no text' })
  })

  it('is empty when its column is left out, and a last day is known to be lacking', async () => {
    const { Employment_Status: _, Termination_Date: __, ...of } = entry(1)
    const { fields, lacksLastDay } = await mappedOf(of)
    expect([fields.employmentstatus, lacksLastDay]).toEqual(['', true])
    expect((await mappedOf(entry(1))).lacksLastDay).toBe(false)
  })

  it('is absent when a mapper answers null', async () => {
    const { fields } = await mapEntry(
      { place: 1, text: '{}', digest: 'd' },
      {
        host: { mapObject: async () => ({ Title: null, Email: 'e', 'Employment Status': null }) },
        ...{ mapper: MAPPER, readDate: dateReader('%m/%d/%Y'), deactivation: 'terminationdate' },
      },
    )
    expect(fields).toEqual({ email: 'e', employmentstatus: '', prehireflag: '', rehiredemployee: '' })
  })
})

it('an employee id that reads as a date stays an employee id in the raw data', async () => {
  const of = entry(1, { Emp_ID: '20240115', Last_Hire_Date: '20240115' })
  const { raw, fields } = await mappedOf(of, { format: '%Y%m%d' })
  expect(raw.Emp_ID).toBe('20240115')
  expect(fields).toMatchObject({ employeeid: '20240115', hiredate: '2024-01-15T00:00:00Z' })
})

it('a column that nobody maps changes the digest of the text alone', async () => {
  const [one, other] = [await mappedOf(entry(1, { Run: '1' })), await mappedOf(entry(1, { Run: '2' }))]
  expect(one.digest).toBe(other.digest)
  expect((await mappedOf(entry(1, { Title: 'Boss' }))).digest).not.toBe(one.digest)
})

describe('an entry with names of JavaScript’s own', () => {
  it('keeps them as data', async () => {
    const text = `{"__proto__":{"email":"evil@x"},"constructor":"c",${JSON.stringify(entry(1)).slice(1)}`
    const { raw, fields, email } = await mapped(text)
    expect(email).toBe('p1@example.com')
    expect(Object.getPrototypeOf(raw)).toBe(Object.prototype)
    expect(Object.keys(raw)).toEqual(expect.arrayContaining(['__proto__', 'constructor']))
    expect(JSON.parse(JSON.stringify(raw))).toEqual(
      JSON.parse(text.replace('01/15/2020', '2020-01-15T00:00:00Z')),
    )
    expect(fields).toEqual(mappedFields(entry(1)))
  })
})

describe('an entry that cannot be mapped', () => {
  it.each([
    ['no JSON', '{"a":}', undefined, /^Entry 7 of the report is no JSON \(.+\); nothing was decided/],
    [
      'no such mapper',
      '{}',
      { mapper: 'Nobody' },
      /^Entry 7 of the report cannot be mapped: There is no mapper "Nobody"/,
    ],
  ] as const)('throws: %s', async (_, text, own, error) => {
    await expect(mapped(text, own)).rejects.toThrow(error)
  })

  it('is empty when nothing of it is mapped', async () => {
    expect(await mapped('{"Strange":"1"}')).toMatchObject({
      ...{ email: '', employeeId: '', hired: undefined, raw: { Strange: '1' } },
      fields: { employmentstatus: '', prehireflag: '', rehiredemployee: '' },
    })
  })
})
