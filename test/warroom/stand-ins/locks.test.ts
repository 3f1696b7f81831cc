import { describe, expect, test } from 'vitest'
import type { Entry, JsonObject } from '../../../kit/wire.ts'
import { contentsOf, type TestRoom } from '../engine/room.ts'
import { command, packOf, playbook, printing, roomOn, runOf, task } from '../playbook/room.ts'
import { DEMISTO_LOCKING, LOCK_INSTANCE } from './room.ts'

const takes = playbook(
  'Takes',
  ['1'],
  [command('1', 'demisto-lock-get', { name: 'L', timeout: '60' }, ['2']), printing('2', 'mine')],
)
const holds = playbook(
  'Holds',
  ['1'],
  [
    command('1', 'demisto-lock-get', { name: 'L', info: 'groups' }, ['2']),
    task('2', 'regular', ['3']),
    command('3', 'demisto-lock-release', { name: 'L' }),
  ],
)
const waits = playbook('Waits', ['1'], [command('1', 'demisto-lock-get', { name: 'L' })])
const PACK = packOf([takes, holds, waits])

/** The two that bring the commands: the server's own, and the stand-in pack. */
const KINDS: [string, () => Promise<TestRoom>][] = [
  ['our own', () => roomOn(PACK)],
  ['the stand-in', () => roomOn(PACK, { packs: [PACK, DEMISTO_LOCKING], yaml: LOCK_INSTANCE })],
]

/** The first entry of a line in an incident, without what says where it comes from. */
async function entryOf(room: TestRoom, incident: string, line: string): Promise<Partial<Entry>> {
  await room.session.run(`/incident ${incident}`)
  const outcome = await room.session.run(line)
  if (!('results' in outcome)) throw new Error(JSON.stringify(outcome))
  const [entry = { Type: 0 }] = outcome.results.flatMap(({ entries }) => entries)
  const { Type, Contents, ContentsFormat, HumanReadable, PollingCommand, PollingArgs, NextRun, Timeout } =
    entry as JsonObject
  const told = {
    Type,
    Contents,
    ContentsFormat,
    HumanReadable,
    PollingCommand,
    PollingArgs,
    NextRun,
    Timeout,
  }
  return JSON.parse(JSON.stringify(told).replace(/2026-03-01T08:[\d:.]+Z/g, 'an instant'))
}

const TAKEN = { incident: '1', info: '', taken: 'an instant' }
const ERROR = 4

describe.each(KINDS)('locks of %s', (_, open) => {
  async function twoIncidents(): Promise<TestRoom> {
    const room = await open()
    for (const name of ['one', 'two']) await room.session.run(`!createNewIncident name=${name}`)
    return room
  }

  const CASES: [string, [incident: string, line: string][], Partial<Entry>][] = [
    [
      'a free one is taken',
      [['1', '!demisto-lock-get L']],
      { Type: 1, Contents: 'Lock L is taken by incident 1.' },
    ],
    [
      'without a name it is Default',
      [['1', '!demisto-lock-get']],
      { Type: 1, Contents: 'Lock Default is taken by incident 1.' },
    ],
    [
      'its own incident has it again at once',
      [
        ['1', '!demisto-lock-get L'],
        ['1', '!demisto-lock-get L timeout=0'],
      ],
      { Type: 1, Contents: 'Lock L is taken by incident 1.' },
    ],
    [
      'another incident waits',
      [
        ['1', '!demisto-lock-get L'],
        ['2', '!demisto-lock-get L info=mine timeout=100 polling_interval=30'],
      ],
      {
        Type: 1,
        Contents: 'Lock L is held by incident 1; waiting for it.',
        ContentsFormat: 'text',
        PollingCommand: 'demisto-lock-get',
        PollingArgs: {
          ...{ name: 'L', info: 'mine', timeout: '100', polling_interval: '30' },
          until: 'an instant',
        },
        NextRun: '30',
        Timeout: '190',
      },
    ],
    [
      'without patience it fails, naming lock and holder',
      [
        ['1', '!demisto-lock-get L'],
        ['2', '!demisto-lock-get L timeout=0'],
      ],
      {
        Type: ERROR,
        Contents: 'Timeout after 0 s: lock L is held by incident 1; !demisto-lock-release name="L" frees it.',
      },
    ],
    [
      'a timeout that is none is refused',
      [['1', '!demisto-lock-get L timeout=soon']],
      { Type: ERROR, Contents: 'Argument timeout must be a number, not "soon".' },
    ],
    [
      'a timeout below zero is refused',
      [['1', '!demisto-lock-get L timeout=-1']],
      { Type: ERROR, Contents: 'Argument timeout must be a number, not "-1".' },
    ],
    [
      'one that was released is free for another incident',
      [
        ['1', '!demisto-lock-get L'],
        ['1', '!demisto-lock-release L'],
        ['2', '!demisto-lock-get L timeout=0'],
      ],
      { Type: 1, Contents: 'Lock L is taken by incident 2.' },
    ],
    [
      'releasing one that nobody holds is fine',
      [['1', '!demisto-lock-release L']],
      { Contents: 'Lock L is free.' },
    ],
    [
      'all are released',
      [
        ['1', '!demisto-lock-get L'],
        ['1', '!demisto-lock-get M'],
        ['2', '!demisto-lock-release-all'],
        ['2', '!demisto-lock-info'],
      ],
      { Contents: {}, HumanReadable: 'No lock is held.' },
    ],
    [
      'info shows who holds which',
      [
        ['1', '!demisto-lock-get L'],
        ['2', '!demisto-lock-get M info=why'],
        ['2', '!demisto-lock-info'],
      ],
      {
        ContentsFormat: 'json',
        Contents: { L: TAKEN, M: { ...TAKEN, incident: '2', info: 'why' } },
        HumanReadable: `L: ${JSON.stringify(TAKEN)}\nM: ${JSON.stringify({ ...TAKEN, incident: '2', info: 'why' })}`,
      },
    ],
    [
      'info shows the one that was asked for',
      [
        ['1', '!demisto-lock-get L'],
        ['1', '!demisto-lock-get M'],
        ['1', '!demisto-lock-info L'],
      ],
      { Contents: { L: TAKEN } },
    ],
    [
      'a name that every object has is a name',
      [
        ['1', '!demisto-lock-get constructor'],
        ['2', '!demisto-lock-get toString timeout=0'],
      ],
      { Contents: 'Lock toString is taken by incident 2.' },
    ],
  ]

  test.each(CASES)('%s', async (_, lines, expected) => {
    const room = await twoIncidents()
    let last: Partial<Entry> = {}
    for (const [incident, line] of lines) last = await entryOf(room, incident, line)
    expect(last).toMatchObject(expected)
  })

  test('a playbook that waits too long fails, naming lock and holder; the lock stays until it is released', async () => {
    const room = await open()
    expect(await runOf(room, '/playbook Takes')).toMatchObject({ incident: '1', state: 'completed' })
    expect(await runOf(room, '/playbook Takes')).toMatchObject({
      ...{ incident: '2', state: 'error' },
      errors: { 1: expect.stringMatching(/^Timeout after 60 s: lock L is held by incident 1;/) },
    })
    await room.session.run('!demisto-lock-release name=L')
    expect(await runOf(room, '/playbook Takes')).toMatchObject({ incident: '3', state: 'completed' })
    expect(await contentsOf(room, '!demisto-lock-info')).toMatchObject([{ L: { incident: '3' } }])
  })

  test('of two playbooks at once the second waits for the lock of the first, and goes on when it is free', async () => {
    const room = await open()
    expect(await runOf(room, '/playbook Holds')).toMatchObject({ incident: '1', state: 'waiting' })
    await room.session.run('!createNewIncident name=two')
    // It runs between two attempts.
    await room.session.run('/incident 2')
    await room.session.run('!scheduleEntry cron="*/1 * * * *" times=1 command="!demisto-lock-release L"')
    expect(await runOf(room, '/playbook Waits --incident 2')).toMatchObject({ state: 'completed' })
    expect(await contentsOf(room, '!demisto-lock-info')).toMatchObject([{ L: { incident: '2' } }])
  })
})
