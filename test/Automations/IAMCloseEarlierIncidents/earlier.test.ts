import { expect, it } from 'vitest'
import { earlierOpen } from '../../../Automations/IAMCloseEarlierIncidents/earlier.ts'
import { IAMCloseEarlierIncidents } from '../../../Automations/IAMCloseEarlierIncidents/index.ts'
import type { AutomationHost } from '../../../kit/automation.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const TYPE = 'IAM - Configuration'
const incident = (id: string, more: JsonObject = {}): JsonObject => ({ id, type: TYPE, status: 1, ...more })

it.each<[string, JsonObject[], string[]]>([
  ['none but this one', [incident('12')], []],
  [
    'earlier ones, by number and not by text',
    [incident('11'), incident('9'), incident('2')],
    ['2', '9', '11'],
  ],
  ['a pending one too', [incident('3', { status: 0 })], ['3']],
  ['not those that are closed or archived', [incident('3', { status: 2 }), incident('4', { status: 3 })], []],
  [
    'several types in one order',
    [incident('10', { type: 'IAM - Other' }), incident('9'), incident('2', { type: 'IAM - Other' })],
    ['2', '9', '10'],
  ],
  ['not later ones', [incident('13'), incident('100')], []],
  ['not another type that a search finds by its words', [incident('3', { type: `${TYPE} Change` })], []],
])('%s', (_, found, expected) => {
  expect(earlierOpen(found, [TYPE, 'IAM - Other'], '12')).toEqual(expected)
})

/** A host with these incidents, a page of 100 at a time; it writes down what is closed. */
function hostWith(incidents: JsonObject[], closed: JsonObject[]): AutomationHost {
  return {
    incident: incident('500'),
    investigation: { id: '500' },
    async executeCommand(name: string, args: JsonObject) {
      const page = Number(args.page ?? 0)
      if (name === 'closeInvestigation') closed.push(args)
      const contents =
        name === 'getIncidents' ? { data: incidents.slice(page * 100, (page + 1) * 100) } : 'Closed.'
      return [{ Type: 1, ContentsFormat: 'json', Contents: contents }]
    },
  } as unknown as AutomationHost
}

it('closes all of them, also those of later pages, and says which', async () => {
  const closed: JsonObject[] = []
  const incidents = Array.from({ length: 230 }, (_, index) => incident(String(index + 1)))
  const result = await IAMCloseEarlierIncidents.run({ type: [TYPE] }, hostWith(incidents, closed))
  expect(closed).toHaveLength(230)
  expect(closed[0]).toEqual({
    id: '1',
    closeReason: 'Duplicate',
    closeNotes: 'Incident 500 of the same type came later.',
  })
  expect(result).toMatchObject({ context: { 'IAM(true)': { ClosedIncidents: closed.map(({ id }) => id) } } })
})

it('closes nothing in the playground', async () => {
  const closed: JsonObject[] = []
  const host = { ...hostWith([incident('1')], closed), incident: {} }
  expect(await IAMCloseEarlierIncidents.run({ type: [TYPE] }, host)).toMatch(/no incident here/)
  expect(closed).toEqual([])
})

it('an error of a command is its own error', async () => {
  const host = {
    ...hostWith([], []),
    executeCommand: async () => [{ Type: 4, ContentsFormat: 'text', Contents: 'No rights.' }],
  } as unknown as AutomationHost
  await expect(IAMCloseEarlierIncidents.run({ type: [TYPE] }, host)).rejects.toThrow(
    'getIncidents failed: No rights.',
  )
})
