import { readdirSync, readFileSync } from 'node:fs'
import type { JsonObject } from '../../kit/wire.ts'
import { createContextLanguage, openContext } from '../../warroom/context/index.ts'
import { createMapping } from '../../warroom/mapping/mapping.ts'
import type { Mapper } from '../../warroom/mapping/types.ts'
import { openSandbox } from '../../warroom/sandbox/index.ts'
import { median } from './measure.ts'

/** How often a call runs in a second: the middle of some rounds, each as long as it takes to be measured. */
function perSecond(call: () => void, rounds = 7, milliseconds = 120): number {
  const rates: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const from = performance.now()
    let times = 0
    while (performance.now() - from < milliseconds) {
      for (let burst = 0; burst < 10; burst += 1) call()
      times += 10
    }
    rates.push((times * 1000) / (performance.now() - from))
  }
  return median(rates)
}

/** A fixed piece of work for the engine that runs everything here: what the machine is worth at this moment. */
function fixedLoop(): void {
  let sum = 0
  for (let index = 0; index < 100_000; index += 1) sum = (sum + index * 31) % 1_000_003
  if (sum < 0) throw new Error('never')
}

const OKTA_USER = {
  id: '00u1',
  status: 'ACTIVE',
  profile: {
    login: 'ann@example.com',
    email: 'ann@example.com',
    firstName: 'Ann',
    lastName: 'Lee',
    title: 'Clerk',
    city: 'Bern',
  },
}

/** Milliseconds per entry while a context of keyed entries grows to a size, over its last tenth. */
function mergeCost(language: ReturnType<typeof createContextLanguage>, size: number): number {
  const context = openContext(language, {})
  const merge = (id: number) =>
    context.merge({ 'Okta.User(val.ID && val.ID == obj.ID)': { ID: `u${id}`, status: 'ACTIVE' } })
  for (let id = 0; id < size * 0.9; id += 1) merge(id)
  const from = performance.now()
  for (let id = size * 0.9; id < size; id += 1) merge(id)
  return (performance.now() - from) / (size * 0.1)
}

export interface Rate {
  readonly what: string
  readonly rate: number
  readonly aim?: number
}

/** The rates of the context language, the mapping engine and the merge, and the growth of a keyed merge. */
export async function languageRates(): Promise<{ rates: Rate[]; mergeGrowth: number }> {
  const language = createContextLanguage(await openSandbox())
  const item = (id: number) => ({ id, name: `n${id}`, status: id % 2 ? 'ok' : 'bad', text: 'x'.repeat(150) })
  const context = {
    List: Array.from({ length: 100 }, (_, id) => item(id)),
    Deep: { A: { B: { C: 'here' } } },
    Ballast: 'y'.repeat(1_000_000),
  }
  const mappers = readdirSync('Mappers').map(
    name => JSON.parse(readFileSync(`Mappers/${name}`, 'utf8')) as Mapper,
  )
  const mapping = createMapping({ mappers, language })
  const rate = (what: string, aim: number | undefined, call: () => void): Rate => ({
    what,
    rate: perSecond(call),
    ...(aim && { aim }),
  })
  const rates = [
    rate('fixed V8 loop (100,000 steps)', undefined, fixedLoop),
    rate('simple path on a 1 MB context', 200_000, () => void language.query(context, 'Deep.A.B.C')),
    rate(
      'selector over 100 items, own walk',
      5000,
      () => void language.query(context, "List(val.status == 'ok').id"),
    ),
    rate(
      'selector over 100 items, QuickJS',
      1000,
      () => void language.query(context, "List(val.name.indexOf('9') > 0).id"),
    ),
    rate(
      'one Okta user through the incoming mapper',
      10_000,
      () =>
        void mapping.mapObject(
          OKTA_USER as unknown as JsonObject,
          'User Profile - Okta (Incoming)',
          'User Profile',
        ),
    ),
  ]
  const costs = (size: number) => median(Array.from({ length: 5 }, () => mergeCost(language, size)))
  const atThousand = costs(1000)
  return { rates, mergeGrowth: costs(10_000) / atThousand }
}
