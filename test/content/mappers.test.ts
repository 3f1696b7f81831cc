import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../kit/wire.ts'
import { textsOf } from '../../scripts/check/json.ts'
import { itemsBy, itemsOf, specification } from './items.ts'

const fields = itemsBy('IncidentFields', 'name')
const byCliName = itemsBy('IncidentFields', 'cliName')
const types = itemsBy('IncidentTypes', 'name')
/** What a mapper may fill that every incident has. */
const SYSTEM = ['name', 'details', 'occurred']

type Row = [mapper: string, type: string, targets: Record<string, JsonObject>]
const rows = (way: string): Row[] =>
  itemsOf('Mappers')
    .filter(({ item }) => item.type === way)
    .flatMap(({ item }) =>
      Object.entries(item.mapping as Record<string, JsonObject>).map(
        ([type, { internalMapping }]): Row => [
          String(item.id),
          type,
          internalMapping as Record<string, JsonObject>,
        ],
      ),
    )

const fieldOf = (target: string): JsonObject | undefined => fields.get(target) ?? byCliName.get(target)

describe.each(rows('mapping-incoming'))('%s, %s', (_, type, targets) => {
  const filled = Object.keys(targets).filter(target => !SYSTEM.includes(target))

  it('is for a type that exists', () => expect(types.has(type)).toBe(true))

  it('fills fields that exist and belong to the type', () => {
    expect(filled.filter(target => !fieldOf(target))).toEqual([])
    expect(filled.filter(target => !textsOf(fieldOf(target)?.associatedTypes).includes(type))).toEqual([])
  })
})

describe.each(rows('mapping-outgoing'))('%s, %s', (_, type, targets) => {
  it('is for a type that exists', () => expect(types.has(type)).toBe(true))

  it('reads fields that exist and belong to the type', () => {
    const read = Object.values(targets).map(({ simple, complex }) =>
      String(simple || (complex as JsonObject | null)?.root),
    )
    expect(read.filter(cliName => !byCliName.has(cliName))).toEqual([])
    const isOfType = (cliName: string): boolean =>
      textsOf(byCliName.get(cliName)?.associatedTypes).includes(type)
    expect(read.filter(cliName => !isOfType(cliName))).toEqual([])
  })
})

describe('Okta IAM - App Sync (mapper)', () => {
  const WHO = ['eventtype', 'userid', 'username', 'displayname', 'actor', 'details', 'occurred', 'name']
  it.each([
    ['IAM - App Add', ['applicationid', 'applicationname']],
    ['IAM - App Remove', ['applicationid', 'applicationname']],
    ['IAM - App Update', []],
    ['IAM - Group Membership Update', ['groupid', 'groupname']],
    ['IAM - Terminate User', []],
  ])('gives %s what its playbook and its layout ask for', (type, more) => {
    const [, , targets = {}] =
      rows('mapping-incoming').find(([id, of]) => id === 'Okta IAM - App Sync (mapper)' && of === type) ?? []
    const given = Object.keys(targets).map(target => String(fieldOf(target)?.cliName ?? target))
    expect([...WHO, ...more].filter(name => !given.includes(name))).toEqual([])
  })
})

describe('IAM Sync User - Workday', () => {
  const own = rows('mapping-incoming').filter(([id]) => id === 'IAM Sync User - Workday')
  const [, , targets = {}] = own[0] ?? []
  const contents = specification(
    'contract/contents.json',
    'the columns of the HR report are not compared with the contract',
  ) as JsonObject | undefined

  it('maps an entry for every incident that the report starts, and for each alike', () => {
    expect(own.map(([, type]) => type)).toEqual(
      'AD User Activation,AD User Deactivation,New Hire,Rehire User,Sync User,Terminate User,Update User'
        .split(',')
        .map(name => `IAM - ${name}`),
    )
    for (const [, type, other] of own) expect(other, type).toEqual(targets)
  })

  it.runIf(contents)('reads the columns of the contract, without its slip "Cost Cente"', () => {
    const mappers = contents?.mappers as JsonObject[]
    const { mapping } = mappers.find(({ id }) => id === 'IAM Sync User - Workday') ?? {}
    const { 'Cost Cente': slip, ...columns } = (mapping as JsonObject)['IAM - Sync User'] as JsonObject
    expect(slip).toBe('Cost_Center_Code')
    const read = Object.entries(targets).map(([target, { simple, complex }]) => [
      target,
      simple || (complex as JsonObject | null)?.root,
    ])
    // Ours: what an incident that is raised twice is known by.
    const ours = { 'Report Digest': 'ReportDigest' }
    expect(Object.fromEntries(read)).toEqual({ ...columns, ...ours })
  })

  it('fills fields of people that profiles have, too', () => {
    const profile = itemsBy('IndicatorFields', 'name')
    const missing = Object.keys(targets).filter(
      target => !textsOf(profile.get(target)?.associatedTypes).includes('User Profile'),
    )
    expect(missing).toEqual(['UserProfile'])
  })
})
