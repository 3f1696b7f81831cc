import { describe, expect, it } from 'vitest'
import { earlierOf } from '../../../Automations/IAMTakeOverGroupSync/earlier.ts'
import { IAMTakeOverGroupSync } from '../../../Automations/IAMTakeOverGroupSync/index.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { answering, note } from '../answering.ts'
import { ran } from '../ran.ts'

const NOW = new Date('2026-03-02T08:00:00Z')
const incident = (id: number, runStatus: string, more: JsonObject = {}): JsonObject => ({
  ...{ id: String(id), type: 'IAM - App Group Sync', status: 1, created: '2026-03-02T07:00:00Z' },
  ...{ details: `why ${id}`, CustomFields: { app: 'CRM' }, runStatus, ...more },
})
const other = { CustomFields: { app: 'Wiki' } }

describe('earlier incidents of an application', () => {
  it.each<[string, JsonObject[], object]>([
    ['there are none', [], { state: 'Free', busy: '', takenOver: [], lastReason: '' }],
    [
      'later ones and this one do not count',
      [incident(20, 'inprogress'), incident(21, 'inprogress')],
      { state: 'Free', takenOver: [] },
    ],
    [
      'of another application neither',
      [incident(3, 'inprogress', other), incident(4, 'error', other)],
      { state: 'Free', takenOver: [] },
    ],
    [
      'one that failed is taken over',
      [incident(3, 'error')],
      { state: 'Free', takenOver: ['3'], lastReason: 'why 3' },
    ],
    [
      'several, by number',
      [incident(11, 'failed'), incident(9, 'completed'), incident(2, '')],
      { takenOver: ['2', '9', '11'], lastReason: 'why 11' },
    ],
    ['one is at it', [incident(3, 'inprogress')], { state: 'Busy', busy: '3' }],
    ['or waits for somebody', [incident(3, 'Waiting')], { state: 'Busy', busy: '3' }],
    [
      'the failed ones are taken over all the same',
      [incident(3, 'inprogress'), incident(4, 'error')],
      { state: 'Busy', busy: '3', takenOver: ['4'] },
    ],
    [
      'one has been at it for hours',
      [incident(3, 'inprogress', { created: '2026-03-02T01:00:00Z' })],
      { state: 'Stuck', busy: '3' },
    ],
    ['when nobody knows since when', [incident(3, 'inprogress', { created: null })], { state: 'Busy' }],
  ])('%s', (_, open, expected) => expect(earlierOf(open, '20', 'CRM', NOW)).toMatchObject(expected))
})

it('closes those whose place it takes, and says what it found', async () => {
  const open = [incident(3, 'error'), incident(4, 'inprogress'), incident(20, 'inprogress')]
  const { host, calls } = answering(
    { getIncidents: [note({ data: open })], closeInvestigation: [note('Closed.')] },
    { investigation: { id: '20' }, now: () => NOW },
  )
  const { readable, context } = await ran(IAMTakeOverGroupSync, { app: 'CRM' }, host)
  expect(readable).toBe('Incident 4 is still at it. Taken over: 3.')
  expect(context).toEqual({
    'IAM(true)': { GroupSyncRun: { State: 'Busy', Busy: '4', TakenOver: ['3'], LastReason: 'why 3' } },
  })
  expect(calls.filter(([name]) => name === 'closeInvestigation')).toEqual([
    [
      'closeInvestigation',
      { id: '3', closeReason: 'Duplicate', closeNotes: expect.stringMatching(/^Taken over by incident 20/) },
    ],
  ])
})
