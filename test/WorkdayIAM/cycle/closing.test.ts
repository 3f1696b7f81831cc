import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance, type Raised, shown } from './instance.ts'
import { entries, entry, profileFor } from './people.ts'
import { provision } from './provisioned.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(() => instance.close())

const orphan = (n: number) => `Terminate User p${n}@example.com`
const hire = (n: number) => `New Hire p${n}@example.com`

/** Profiles of so many people, of whom the report has those behind the first few. */
function without(missing: number, of: number): void {
  for (const one of entries(of)) instance.profiles.set(String(one.Email_Address), profileFor(one))
  instance.server.setEntries(entries(of - missing, missing + 1))
}
const warning = (all: readonly Raised[]) => all.find(({ type }) => type === 'IAM - HR Report Warning')

/** Fetches until a cycle has ended; after each fetch its incidents are provisioned when they are wanted to be. */
async function cycle(params: JsonObject, isProvisioned: boolean): Promise<string[][]> {
  const before = instance.lastRun.cycle ?? 1
  const fetches: string[][] = []
  do {
    const raised = await instance.fetch(params)
    if (instance.error !== undefined) throw new Error(instance.error)
    fetches.push(shown(raised))
    if (isProvisioned) for (const one of raised) provision(one, instance.profiles)
  } while (instance.lastRun.cycle === before)
  return fetches
}

describe('those who have no entry', () => {
  it.each([
    [1, 10, 10],
    [1, 100, 1],
    [3, 3, 100],
    [0, 5, 0],
  ])('%i of %i are orphans with a threshold of %i', async (missing, of, orphan_threshold) => {
    without(missing, of)
    // Somebody whom nobody knows yet, so that the report is not empty.
    instance.server.setEntries([...entries(of - missing, missing + 1), entry(500)])
    const raised = await instance.fetch({ orphan_threshold })
    const wanted = Array.from({ length: missing }, (_, n) => orphan(n + 1))
    expect(shown(raised)).toEqual([hire(500), ...wanted])
  })

  it.each([
    [2, 10, 10],
    [1, 100, 0],
    [99, 100, 98],
  ])(
    '%i of %i are a doubt with a threshold of %i: one incident, and nobody is terminated',
    async (missing, of, orphan_threshold) => {
      without(missing, of)
      const raised = await instance.fetch({ orphan_threshold })
      expect(shown(raised)).toEqual(['HR Report Warning'])
      expect(warning(raised)?.incident.details).toContain(`${missing} of ${of} profiles have no entry`)
    },
  )

  it('are a doubt when the report is empty, whatever the threshold', async () => {
    without(2, 2)
    const [one] = await instance.fetch({ orphan_threshold: 100 })
    expect(one?.incident.details).toBe(
      'The report is empty, and 2 profiles belong to it. Nobody is terminated for it.\nWithout an entry: p1@example.com, p2@example.com',
    )
  })

  it('are a doubt while an entry names nobody, for it may be theirs', async () => {
    without(1, 20)
    instance.server.setEntries([...entries(19, 2), entry(1, { Email_Address: '', Emp_ID: '' })])
    const raised = await instance.fetch()
    expect(shown(raised)).toEqual(['HR Report Warning'])
    expect(warning(raised)?.incident.details).toMatch(
      /^1 of 20 profiles .* 1 entries .* entry 20\): they may be theirs/,
    )
  })

  it.each<[string, JsonObject]>([
    ['their account is disabled', { adaccountstatus: 'Disabled' }],
    ['an incident of theirs is open', { isprocessed: true }],
    ['their profile is temporary', { istemporaryuser: true }],
    ['they are terminated already', { employmentstatus: 'Terminated' }],
    ['they were terminated in Okta', { terminationtrigger: 'TUFE' }],
    ['they belong to another source', { sourceinstance: 'Other' }],
    ['they belong to another priority', { sourcepriority: 2 }],
    ['they have no source at all', { sourceinstance: '', sourceoftruth: '' }],
  ])('are no orphans: %s', async (_, fields) => {
    without(1, 5)
    instance.profiles.set('p1@example.com', fields)
    expect(await instance.fetch({ orphan_threshold: 100 })).toEqual([])
  })

  it('are not those whose entry cannot be used, but says who they are', async () => {
    without(2, 40)
    const [byId, byEmail] = [entry(1, { Email_Address: '' }), entry(2, { Emp_ID: '', Last_Hire_Date: 'x' })]
    instance.server.setEntries([...entries(38, 3), byId, byEmail])
    expect(shown(await instance.fetch())).toEqual(['HR Report Warning'])
  })

  it('are not those whose e-mail or id has changed', async () => {
    without(2, 40)
    const renamed = entry(1, { Email_Address: 'new@example.com' })
    instance.server.setEntries([...entries(38, 3), renamed, entry(2, { Emp_ID: '7' })])
    const raised = shown(await instance.fetch())
    expect(raised.filter(one => one.startsWith('Terminate'))).toEqual([])
    expect(raised[0]).toBe('Update User new@example.com')
  })
})

describe('more orphans than one fetch raises', () => {
  const limits = { max_fetch: 2, percentage: 0, orphan_threshold: 100 }

  it.each([
    ['nobody has begun with them', false],
    ['they are terminated meanwhile', true],
  ])('come in one cycle, each once and in order: %s', async (_, isProvisioned) => {
    without(5, 9)
    const fetches = await cycle(limits, isProvisioned)
    expect(fetches).toEqual([[orphan(1), orphan(2)], [orphan(3), orphan(4)], [orphan(5)]])
  })

  it('are counted among all who have no entry', async () => {
    without(6, 9)
    instance.profiles.set('p1@example.com', { adaccountstatus: 'Disabled' })
    const fetches = await cycle(limits, false)
    expect(fetches).toEqual([[orphan(2), orphan(3)], [orphan(4), orphan(5)], [orphan(6)]])
  })

  it('go on when the report changes meanwhile, so that one that always changes comes to its end', async () => {
    without(3, 9)
    await instance.fetch(limits)
    instance.server.setEntries([...entries(6, 4), entry(1)])
    expect(await cycle(limits, false)).toEqual([[orphan(3)]])
  })

  it('are as many as the limit together with what the entries have raised', async () => {
    without(3, 6)
    instance.server.setEntries([...entries(3, 4), entry(7)])
    const fetches = await cycle(limits, true)
    expect(fetches).toEqual([
      [hire(7), orphan(1)],
      [orphan(2), orphan(3)],
    ])
  })

  it('wait for the next fetch when the entries have reached the limit', async () => {
    without(1, 6)
    instance.server.setEntries([...entries(5, 2), entry(7), entry(8)])
    expect(await cycle(limits, true)).toEqual([[hire(7), hire(8)], [orphan(1)]])
  })
})

describe('a cycle of several fetches', () => {
  it('calls nobody an orphan whose entry was done in an earlier one and whom the profiles do not know yet', async () => {
    without(0, 3)
    const changed = entries(3).map(one => ({
      ...one,
      Title: 'Director',
      Email_Address: `new.${one.Email_Address}`,
    }))
    instance.server.setEntries(changed)
    const fetches = await cycle({ max_fetch: 1, percentage: 0, orphan_threshold: 100 }, false)
    expect(fetches.flat()).toEqual([1, 2, 3].map(n => `Update User new.p${n}@example.com`))
  })
})
