import { describe, expect, it } from 'vitest'
import {
  fieldText,
  personIn,
  profileIn,
  wholeProfile,
} from '../../../Integrations/WorkdayIAM/decide/person.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { TODAY, tomorrow } from './row.ts'

const person = (fields: JsonObject) => personIn(fields, 'terminationdate')
const profile = (fields: JsonObject) => profileIn('Anna@Example.com', fields, 'terminationdate')

describe('personIn', () => {
  it('reads what decisions hang on', () => {
    expect(
      person({
        email: ' Anna@Example.COM ',
        employeeid: 1001,
        displayname: 'Anna Bell',
        hiredate: '2026-11-22T00:00:00Z',
        terminationdate: '11/23/2026',
        lastdayofwork: '2026-12-31',
        employmentstatus: 'Leave of Absence',
        prehireflag: 'True',
        rehiredemployee: 'Yes',
      }),
    ).toEqual({
      email: 'anna@example.com',
      employeeId: '1001',
      displayName: 'Anna Bell',
      hired: TODAY,
      leaves: tomorrow,
      status: 'leave of absence',
      prehire: true,
      rehired: true,
    })
  })

  it('reads nothing in nothing', () => {
    const nothing = { email: '', employeeId: '', displayName: '', hired: undefined, leaves: undefined }
    expect(person({})).toEqual({ ...nothing, status: '', prehire: false, rehired: false })
  })

  it('takes the last day from the Deactivation date field', () => {
    const fields = { terminationdate: '2026-11-22', lastdayofwork: '2026-11-23' }
    expect(personIn(fields, 'terminationdate').leaves).toBe(TODAY)
    expect(personIn(fields, 'lastdayofwork').leaves).toBe(tomorrow)
  })

  it.each<[Json, boolean]>([
    ['Yes', true],
    ['yes', true],
    [' TRUE ', true],
    [true, true],
    [1, true],
    ['1', true],
    ['No', false],
    ['False', false],
    [false, false],
    [0, false],
    ['', false],
    [null, false],
    ['maybe', false],
    [['Yes'], false],
  ])('takes the flag %j for %j', (flag, set) => {
    expect(person({ rehiredemployee: flag, prehireflag: flag })).toMatchObject({ rehired: set, prehire: set })
  })
})

describe('profileIn', () => {
  it('has the value for an e-mail when the field is empty', () => {
    expect(profile({})).toMatchObject({ value: 'Anna@Example.com', email: 'anna@example.com' })
    expect(profile({ email: 'New@Example.com' }).email).toBe('new@example.com')
  })

  it.each<[Json, number | undefined]>([
    ['1', 1],
    [1, 1],
    [0, 0],
    [' 12 ', 12],
    ['', undefined],
    [null, undefined],
    ['high', undefined],
    ['-1', undefined],
    ['1.5', undefined],
  ])('reads the Source Priority %j as %j', (sourcepriority, priority) => {
    expect(profile({ sourcepriority }).sourcePriority).toBe(priority)
  })

  it.each(['Enabled', 'DISABLED', 'pending', ''])(
    'reads the AD Account Status %j without its case',
    status => {
      expect(profile({ adaccountstatus: status }).account).toBe(status.toLowerCase())
    },
  )

  it.each([
    ['isprocessed', 'isProcessed'],
    ['istemporaryuser', 'isTemporary'],
    // The name that the public files have (L11).
    ['temporaryuserprofile', 'isTemporary'],
    ['forcesync', 'forceSync'],
    ['conversionhire', 'isConversionHire'],
  ] as const)('reads the flag %s', (field, member) => {
    expect(profile({ [field]: 'true' })[member]).toBe(true)
    expect(profile({ [field]: 'false' })[member]).toBe(false)
    expect(profile({})[member]).toBe(false)
  })

  it('reads the names of its source, its trigger and what it last saw', () => {
    const fields = {
      sourceinstance: 'W1',
      sourceoftruth: 'Workday',
      terminationtrigger: 'tufe',
      reportdigest: 'd1.d2',
    }
    expect(profile(fields)).toMatchObject({
      source: 'W1',
      sourceOfTruth: 'Workday',
      terminationTrigger: 'TUFE',
      ...{ textDigest: 'd1', digest: 'd2' },
    })
  })

  it('keeps its fields only as a whole', () => {
    const fields = { title: 'Lead' }
    expect(profile(fields).fields).toBeUndefined()
    expect(wholeProfile('a@x.org', fields, 'terminationdate').fields).toEqual(fields)
  })
})

it.each<[Json | undefined, string]>([
  [' Lead ', 'Lead'],
  [4711, '4711'],
  [0, '0'],
  [false, 'false'],
  [null, ''],
  [undefined, ''],
  [['Lead'], ''],
  [{}, ''],
])('the text of %j is %j', (value, text) => expect(fieldText(value)).toBe(text))
