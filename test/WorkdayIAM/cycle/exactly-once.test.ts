import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance, type Raised } from './instance.ts'
import { entry } from './people.ts'
import { provision } from './provisioned.ts'
import { type Company, companies } from './random-company.ts'

const SETTINGS = { days_before_hire_to_sync: 30, days_before_hire_to_enable_ad: 3, orphan_threshold: 100 }
/** Everybody has one, so that no report is empty and not believed. */
const SOMEBODY = entry(999)

let instance: Instance
beforeAll(async () => {
  instance = await openInstance()
})
afterAll(() => instance.close())

function begin({ report, profiles }: Company): void {
  for (const value of Object.keys(instance.profiles.all())) instance.profiles.remove(value)
  for (const [value, fields] of profiles) instance.profiles.set(value, fields)
  instance.server.setEntries([...report, SOMEBODY])
  instance.lastRun = {}
  run = undefined
}

/** What stands in a column that nobody maps; another one with every download. */
let run: { of: readonly JsonObject[]; times: number } | undefined

async function fetched(params: JsonObject): Promise<Raised[]> {
  if (run) {
    run.times += 1
    const { of, times } = run
    instance.server.setEntries([...of, SOMEBODY].map(one => ({ ...one, Run_at: `${times}` })))
  }
  const raised = await instance.fetch({ ...SETTINGS, ...params })
  if (instance.error !== undefined) throw new Error(instance.error)
  return raised
}

/**
 * Fetches until a whole cycle has raised nothing; `size` is asked before every fetch. After it the playbooks of its incidents
 * end, but for the slow ones; gives the incidents that were kept.
 */
async function drive(size: () => number, isSlow: () => boolean = () => false) {
  const all: Raised[] = []
  const open = new Map<string, Raised>()
  for (let quiet = 0, fetches = 0; quiet < 2 || open.size > 0; fetches += 1) {
    if (fetches > 500) throw new Error(`no end: ${JSON.stringify(instance.lastRun)}`)
    const max_fetch = size()
    const [cycle, raised] = [instance.lastRun.cycle, await fetched({ max_fetch, percentage: 0 })]
    const people = raised.filter(({ type }) => type !== 'IAM - HR Report Warning')
    expect(people.length).toBeLessThanOrEqual(max_fetch)
    for (const one of raised) {
      const name = [one.type, one.profile.employeeid].join()
      // The pre-process rule "IAM - HR incident that is open already".
      if (!open.has(name)) all.push(one)
      open.set(name, one)
    }
    for (const [name, one] of open) {
      if (isSlow()) continue
      provision(one, instance.profiles)
      open.delete(name)
    }
    quiet = raised.length ? 0 : quiet + Number(cycle !== instance.lastRun.cycle)
  }
  return all
}

const told = (all: readonly Raised[]) =>
  all
    .filter(({ type }) => type !== 'IAM - HR Report Warning')
    .map(({ type = '', profile }) => `${type.replace('IAM - ', '')} ${profile.employeeid}`)
    .sort()
const wantedOf = ({ wanted }: Company) => [...wanted, 'New Hire 1999'].sort()

describe('whatever the report and the profiles, a cycle', () => {
  it.each([1, 2, 1000])('in slices of %i raises each incident exactly once, and then nothing', async size => {
    await fc.assert(
      fc.asyncProperty(companies, async company => {
        begin(company)
        const all = await drive(() => size)
        expect(told(all)).toEqual(wantedOf(company))
        expect(all.length - told(all).length).toBe(Number(company.hasProblems))
      }),
      { numRuns: size === 1 ? 30 : 60 },
    )
  })

  it('in slices of any sizes, the same', async () => {
    const sizes = fc.infiniteStream(fc.integer({ min: 1, max: 8 }))
    await fc.assert(
      fc.asyncProperty(companies, sizes, async (company, stream) => {
        begin(company)
        const all = await drive(() => stream.next().value ?? 1)
        expect(told(all)).toEqual(wantedOf(company))
      }),
      { numRuns: 50 },
    )
  })

  it('whose playbooks are slow, the same', async () => {
    const slow = fc.infiniteStream(fc.boolean())
    await fc.assert(
      fc.asyncProperty(companies, slow, fc.integer({ min: 1, max: 12 }), async (company, stream, size) => {
        begin(company)
        const all = await drive(
          () => size,
          () => stream.next().value ?? false,
        )
        expect(told(all)).toEqual(wantedOf(company))
      }),
      { numRuns: 50 },
    )
  })

  it.each([1, 3, 1000])(
    'of a report that is another with every download, in slices of %i, the same',
    async size => {
      const slow = fc.infiniteStream(fc.boolean())
      await fc.assert(
        fc.asyncProperty(companies, slow, async (company, stream) => {
          begin(company)
          run = { of: company.report, times: 0 }
          const all = await drive(
            () => size,
            () => stream.next().value ?? false,
          )
          expect(told(all)).toEqual(wantedOf(company))
          expect(all.length - told(all).length).toBe(Number(company.hasProblems))
        }),
        { numRuns: 30 },
      )
    },
  )

  it('leaves everybody in a state of which explain says that there is nothing to do', async () => {
    await fc.assert(
      fc.asyncProperty(companies, async company => {
        begin(company)
        await drive(() => 5)
        const { entries } = await instance.run(
          'workday-iam-get-full-report',
          { explain: 'true', limit: 'all' },
          SETTINGS,
        )
        const rows = entries[0]?.Contents as JsonObject[]
        expect(rows.filter(({ incident }) => incident !== null)).toEqual([])
        expect(rows.filter(({ place }) => place !== null)).toHaveLength(company.report.length + 1)
      }),
      { numRuns: 15 },
    )
  })

  it('raises what explain has said, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(companies, async company => {
        begin(company)
        const { entries } = await instance.run(
          'workday-iam-get-full-report',
          { explain: 'true', limit: 'all' },
          SETTINGS,
        )
        const rows = entries[0]?.Contents as JsonObject[]
        const said = rows.flatMap(({ incident, employeeid }) =>
          incident === null ? [] : [`${String(incident).replace('IAM - ', '')} ${employeeid}`],
        )
        expect(said.sort()).toEqual(told(await fetched({})))
      }),
      { numRuns: 50 },
    )
  })
})

describe('a first sync of any company, slice by slice', () => {
  it('raises nothing, and the cycles behind it raise no hire of the people that it took', async () => {
    await fc.assert(
      fc.asyncProperty(companies, fc.integer({ min: 1, max: 9 }), async (company, max_fetch) => {
        begin(company)
        const limits = { first_run: true, max_fetch, percentage: 0 }
        do expect(await fetched(limits)).toEqual([])
        while (instance.lastRun.cycle === 0)
        const all = await drive(() => max_fetch)
        expect(told(all)).toEqual(company.wanted.filter(one => !one.startsWith('New Hire')))
      }),
      { numRuns: 20 },
    )
  })
})
