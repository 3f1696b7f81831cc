import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../kit/wire.ts'
import { AUTOMATIONS, readAutomations } from '../../scripts/pack/automations.ts'
import { itemsBy, itemsOf } from './items.ts'

const rules = itemsOf('PreProcessRules')

describe('pre-process rules', () => {
  it('run automations of the pack that are made for it', async () => {
    const automations = new Map((await readAutomations(AUTOMATIONS)).map(one => [one.name, one.declaration]))
    const running = rules.filter(({ item }) => item.action === 'script')
    expect(running).toHaveLength(1)
    for (const { file, item } of running)
      expect(automations.get(String(item.scriptName))?.tags, file).toEqual(['preProcessing'])
  })

  it('have all the keys by which the platform’s tools know a rule', () => {
    // demisto-sdk, content_graph/objects/pre_process_rule.py: without one of them the file is passed over.
    const known = [
      'existingEventsFilters',
      'readyExistingEventsFilters',
      'newEventFilters',
      'readyNewEventFilters',
    ]
    for (const { file, item } of rules)
      for (const key of ['scriptName', ...known])
        expect(Object.hasOwn(item, key), `${file} ${key}`).toBe(true)
  })

  it('L14: the deactivations that Okta tells are asked about, and nothing else', () => {
    expect(asked('IAM - Involuntary termination in Okta')).toEqual([
      ['type isEqualString IAM - Terminate User'],
      ['sourceBrand startWith Okta IAM'],
    ])
    expect(itemsBy('IncidentTypes', 'id').has('IAM - Terminate User')).toBe(true)
  })

  it('an incident of the HR report is dropped while the same one is open', () => {
    const [types = [], ...others] = asked('IAM - HR incident that is open already')
    expect(others).toEqual([['reportdigest isNotEmpty']])
    const { mapping } = itemsBy('Mappers', 'id').get('IAM Sync User - Workday') ?? {}
    expect(types).toEqual(Object.keys(mapping as JsonObject).map(type => `type isEqualString ${type}`))
    expect(asked('IAM - HR incident that is open already', 'existingEventsFilters').slice(0, 2)).toEqual([
      ['employeeid isEqualString incident.employeeid'],
      ['reportdigest isEqualString incident.reportdigest'],
    ])
  })

  it('a termination is dropped by an open termination only', () => {
    const filters = asked('IAM - HR incident that is open already', 'existingEventsFilters')
    expect(filters.slice(2)).toEqual([
      ['type isEqualString incident.type', 'incident.type isNotEqualString IAM - Terminate User'],
    ])
  })
})

function asked(id: string, of = 'newEventFilters'): string[][] {
  const filters = rules.find(({ item }) => item.id === id)?.item[of] as JsonObject[][]
  return filters.map(group => group.map(said))
}

function said({ operator, left, right }: JsonObject): string {
  const { value } = left as { value: JsonObject }
  const { value: other } = (right ?? { value: {} }) as { value: JsonObject }
  return `${value.simple} ${operator} ${other.simple ?? ''}`.trim()
}
