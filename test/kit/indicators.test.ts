import { describe, expect, it } from 'vitest'
import { command } from '../../kit/command.ts'
import { Refusal } from '../../kit/errors.ts'
import { type FoundIndicators, searchedBy } from '../../kit/indicators.ts'
import { type Host, integration } from '../../kit/integration.ts'
import { type Edge, programOf } from '../../kit/program.ts'
import type { Json, Start } from '../../kit/wire.ts'

const START: Start = {
  kind: 'command',
  command: 'x-do',
  args: {},
  params: {},
  lastRun: {},
  integrationContext: {},
  instance: { brand: 'X', name: 'X_1' },
}

/** Runs code with the host of an integration; `answers` are the host's, by name. */
async function ran(code: (host: Host) => Promise<Json>, answers: Readonly<Record<string, Json>> = {}) {
  const asked: Json[] = []
  const run = command({
    ...{ name: 'x-do', description: 'Does.', effect: 'read', args: {}, outputs: [] },
    run: async (_, host: Host) => ({ readable: '', contents: await code(host) }),
  })
  const declared = integration({
    ...{ id: 'X', category: 'Utilities', description: 'X.', params: {}, ismappable: false },
    ...{ connect: (_, host) => host, commands: [run], secretMembers: new Set<string>() },
  })
  const edge: Edge = {
    async ask(name, ...values) {
      asked.push([name, ...values])
      if (name in answers) return answers[name] ?? null
      throw new Refusal(`no ${name} here`)
    },
    ...{ log: () => {}, keepSecret: () => {}, now: () => new Date(0) },
  }
  const { entries } = await programOf(declared).run(START, edge)
  return { asked, entry: entries[0] }
}

describe('the answer to searchIndicators', () => {
  it.each<[string, Json, FoundIndicators]>([
    ['a page', { total: 1, iocs: [{ value: 'v' }] }, { total: 1, iocs: [{ value: 'v' }] }],
    [
      'a page before another',
      { total: 2, iocs: [{ value: 'v' }], searchAfter: [17, 'x'] },
      { total: 2, iocs: [{ value: 'v' }], searchAfter: [17, 'x'] },
    ],
    ['a page without indicators', { total: 0, iocs: null }, { total: 0, iocs: [] }],
    ['no next page, as null', { total: 0, iocs: null, searchAfter: null }, { total: 0, iocs: [] }],
    ['no next page, as a list', { total: null, iocs: [], searchAfter: [] }, { total: 0, iocs: [] }],
    ['nothing', null, { total: 0, iocs: [] }],
  ])('%s', (_, answer, found) => {
    expect(searchedBy(answer)).toEqual(found)
  })
})

describe('an integration', () => {
  it('asks for indicators by name, with what it gives and no more', async () => {
    const answer = { total: 9, iocs: [{ value: 'v' }], searchAfter: ['7'] }
    const { asked, entry } = await ran(
      async host => {
        const { searchAfter = [] } = await host.searchIndicators({ query: 'type:X' })
        return (await host.searchIndicators({
          ...{ query: 'type:X', size: 5, searchAfter, populateFields: 'a,b' },
        })) as unknown as Json
      },
      { searchIndicators: answer },
    )
    expect(asked).toEqual([
      ['searchIndicators', { query: 'type:X' }],
      ['searchIndicators', { query: 'type:X', size: 5, searchAfter: ['7'], populateFields: 'a,b' }],
    ])
    expect(entry?.Contents).toEqual(answer)
  })

  it('creates indicators, all of a list in one ask, and gives nothing back', async () => {
    const list = [{ value: 'v', type: 'X', fields: { a: 1 } }, { value: 'w' }]
    const { asked, entry } = await ran(async host => [String(await host.createIndicators(list))], {
      createIndicators: { made: 2 },
    })
    expect(asked).toEqual([['createIndicators', list]])
    expect(entry?.Contents).toEqual(['undefined'])
  })

  it.each<[string, (host: Host) => Promise<unknown>]>([
    ['searchIndicators', host => host.searchIndicators({ query: '' })],
    ['createIndicators', host => host.createIndicators([])],
  ])('is told when %s is refused', async (name, ask) => {
    const { entry } = await ran(async host => String(await ask(host)))
    expect(entry).toMatchObject({ Type: 4, Contents: `no ${name} here` })
  })
})
