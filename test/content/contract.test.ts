import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../kit/wire.ts'
import { objectsOf } from '../../scripts/check/json.ts'
import { itemsBy, itemsOf, specification } from './items.ts'

const contents = specification(
  'contract/contents.json',
  'types and fields are not compared with the contract',
) as JsonObject | undefined

interface Named {
  readonly name: string
  readonly cliName: string
  readonly type?: string
  readonly values?: readonly string[]
  readonly from: readonly string[]
}
const profile = (contents?.userProfile as JsonObject | undefined)?.fields as Named[] | undefined

const incident = itemsBy('IncidentFields', 'cliName')
const indicator = itemsBy('IndicatorFields', 'cliName')

/** What the contract leaves open, or says in two ways (L11). */
const DECIDED: Readonly<Record<string, Partial<Named>>> = {
  applications: { type: 'grid' },
  sourceoftruth: { type: 'singleSelect', values: ['Workday'] },
  terminationtrigger: { type: 'singleSelect', values: ['TUFE', 'Orphan'] },
}
const isOf = (field: Named): { type?: string; selectValues?: string[] } => {
  const { type, values } = { ...field, ...DECIDED[field.cliName] }
  if (values) return { type: 'singleSelect', selectValues: ['', ...values] }
  return type === 'json' ? { type: 'longText' } : type === undefined ? {} : { type }
}

describe.runIf(contents)('the contract', () => {
  it.each(profile ?? [])('User Profile has $name', field => {
    expect(indicator.get(field.cliName)).toMatchObject({ name: field.name, ...isOf(field) })
    expect(indicator.get(field.cliName)?.associatedTypes).toContain('User Profile')
  })

  it.each((contents?.incidentFields ?? []) as unknown as Named[])(
    'incidents have $name',
    ({ name, cliName }) => {
      expect(incident.get(cliName)?.name).toBe(name)
    },
  )

  it('every field that the HR report fills is an incident field, too, and of the same type', () => {
    const { mapping } = objectsOf(contents?.mappers).find(({ id }) => id === 'IAM Sync User - Workday') ?? {}
    // "Cost Cente" is a slip of the older pack (its note says so).
    const filled = Object.keys((mapping as JsonObject)['IAM - Sync User'] as JsonObject).filter(
      name => name !== 'Cost Cente',
    )
    const names = new Map(itemsOf('IncidentFields').map(({ item }) => [item.name, item]))
    expect(filled.filter(name => !names.has(name))).toEqual([])
    for (const field of profile?.filter(({ name }) => filled.includes(name)) ?? [])
      expect(names.get(field.name), field.name).toMatchObject({ cliName: field.cliName, ...isOf(field) })
  })

  it('has the indicator types, each with its layout', () => {
    const types = objectsOf(contents?.indicatorTypes).map(({ name, layout }) => [name, layout])
    expect(
      itemsOf('IndicatorTypes')
        .map(({ item }) => [item.details, item.layout])
        .toSorted(),
    ).toEqual(types.toSorted())
  })
})

describe('the fields', () => {
  it('are of one type in both kinds', () => {
    const ofBoth = [...incident.keys()].filter(cliName => indicator.has(cliName))
    const facts = ({ name, type, selectValues, description }: JsonObject = {}) => [
      name,
      type,
      selectValues,
      description,
    ]
    expect(ofBoth.length).toBeGreaterThan(30)
    for (const cliName of ofBoth.filter(name => name !== 'displayname'))
      expect(facts(indicator.get(cliName))).toEqual(facts(incident.get(cliName)))
  })

  it('L11: one name for a temporary profile and one source of truth', () => {
    expect([...indicator.keys()].filter(name => name.includes('temporary'))).toEqual(['istemporaryuser'])
    expect(indicator.get('istemporaryuser')).toMatchObject({ name: 'Is Temporary User', type: 'boolean' })
    expect(indicator.get('istemporaryuser')?.description).toContain('Temporary User Profile')
    expect(indicator.get('sourceoftruth')?.selectValues).toEqual(['', 'Workday'])
  })

  const columns: readonly [kind: string, cliName: string, keys: string[]][] = [
    ['incident', 'successfulprovisioning', ['instancename', 'action', 'username', 'active', 'reason']],
    ['incident', 'failedprovisioning', ['instancename', 'action', 'username', 'active', 'reason']],
    ['incident', 'oktaiamconfiguration', ['application', 'applicationid', 'instance']],
    [
      'indicator',
      'applications',
      ['application', 'applicationid', 'instance', 'status', 'username', 'updated'],
    ],
  ]
  it.each(columns)('the grid %s_%s has the columns that automations write', (kind, cliName, keys) => {
    const field = (kind === 'incident' ? incident : indicator).get(cliName)
    expect(field?.type).toBe('grid')
    expect(objectsOf(field?.columns).map(({ key }) => key)).toEqual(keys)
  })

  it.each([
    ['oktauserid', 'shortText', 'User Profile'],
    ['appprofiles', 'longText', 'User Profile'],
    ['reportdigest', 'shortText', 'User Profile'],
    ['sourceinstance', 'shortText', 'User Profile'],
    ['displayname', 'shortText', 'Group Profile'],
    ['groupmappings', 'longText', 'Group Profile'],
  ])('the indicator field %s is %s and of %s', (cliName, type, indicatorType) => {
    expect(indicator.get(cliName)?.type).toBe(type)
    expect(indicator.get(cliName)?.associatedTypes).toContain(indicatorType)
  })

  it('no type of indicator takes values out of texts: an e-mail address in an incident is no profile', () => {
    for (const { item } of itemsOf('IndicatorTypes'))
      expect(item).toMatchObject({ regex: '', expiration: 0, disabled: false })
  })
})
