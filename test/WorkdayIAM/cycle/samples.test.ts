import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { firstTexts } from '../../../Integrations/WorkdayIAM/cycle/samples.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance, shown } from './instance.ts'
import { entries, entry, mappedFields, NOW, profileFor } from './people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(() => instance.close())
const samples = (params: JsonObject = {}) => instance.fetch({ fetch_samples: true, ...params })

describe('samples', () => {
  it.each([
    [0, 0],
    [2, 2],
    [9, 5],
  ])('of %i entries are %i, once', async (count, wanted) => {
    instance.server.setEntries(entries(count))
    expect(await samples()).toHaveLength(wanted)
    expect(await samples()).toEqual([])
    expect(await samples()).toEqual([])
    expect(instance.profiles.all()).toEqual({})
  })

  it('have no type, so that none starts a playbook, and show the entry and the profile', async () => {
    const of = entry(1, { Preferred_Name: '' })
    instance.server.setEntries([of, entry(2, { Email_Address: '' })])
    const [one, two] = await samples()
    expect(one?.incident).toEqual({
      ...{ name: 'p1@example.com', occurred: new Date(NOW).toISOString(), details: 'This is a sample.' },
      rawJSON: expect.any(String),
    })
    expect(one?.raw).toMatchObject({ ...of, Last_Hire_Date: '2020-01-15T00:00:00Z' })
    expect(one?.profile).toMatchObject(mappedFields(of))
    expect(two?.incident.name).toBe('Entry 2')
  })

  it('are refused while they would have a type, whose playbook they would start', async () => {
    instance.server.setEntries(entries(1))
    expect(await samples({ incidentType: 'IAM - Sync User' })).toEqual([])
    expect(instance.error).toMatch(/^Samples would become incidents of the type IAM - Sync User/)
    expect([instance.lastRun, instance.server.downloads]).toEqual([{}, 0])
  })

  it('of nobody who is known, too', async () => {
    instance.profiles.set('p1@example.com', profileFor(entry(1)))
    instance.server.setEntries([entry(1)])
    expect(await samples()).toHaveLength(1)
  })

  it('do not keep the first sync from coming behind them', async () => {
    instance.server.setEntries(entries(2))
    await samples({ first_run: true })
    expect(await instance.fetch({ first_run: true })).toEqual([])
    expect(Object.keys(instance.profiles.all())).toHaveLength(2)
  })

  it('let a cycle that was under way begin with its first entry, and come again with the next box', async () => {
    instance.server.setEntries(entries(3))
    const limits = { max_fetch: 1, percentage: 0 }
    await instance.fetch(limits)
    expect(await samples()).toHaveLength(3)
    expect(instance.lastRun).toMatchObject({ cycle: 1, offset: 0 })
    expect(shown(await instance.fetch(limits))).toEqual(['New Hire p1@example.com'])
    expect(await samples()).toHaveLength(3)
  })
})

describe('the first entries', () => {
  async function* report(ended: string[]) {
    try {
      yield ['a', 'b']
      yield []
      yield ['c', 'd']
      ended.push('went on')
    } finally {
      ended.push('closed')
    }
  }

  it.each([
    [1, ['a'], ['closed']],
    [2, ['a', 'b'], ['closed']],
    [3, ['a', 'b', 'c'], ['closed']],
    [9, ['a', 'b', 'c', 'd'], ['went on', 'closed']],
  ])('up to %i end the download as soon as they are there', async (most, wanted, how) => {
    const ended: string[] = []
    expect(await firstTexts(report(ended), most)).toEqual(wanted)
    expect(ended).toEqual(how)
  })
})
