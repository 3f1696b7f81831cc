import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { burstInstance, burstZip } from '../burst.ts'
import { closed, contentsOf, type TestRoom, testRoom } from '../engine/room.ts'

/** A war room with one instance that fetches. */
function fetching(params: Record<string, string | boolean> = {}, more = ''): Promise<TestRoom> {
  return testRoom({ packs: [burstZip()], yaml: burstInstance(params, more) })
}

const journalOf = (room: TestRoom): { change: Record<string, unknown> }[] =>
  readFileSync(path.join(room.folder, 'journal.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))

const memoryOf = (room: TestRoom) => room.session.parts.state.room.memory('b', 'Burst')

describe('/fetch', () => {
  test('makes incidents of events, with one journal line a fetch, until there are no more', async () => {
    const room = await fetching()
    expect(await contentsOf(room, '/fetch')).toEqual({
      value: [{ instance: 'b', created: ['1', '2'], dropped: 0 }],
    })
    const [line, ...others] = journalOf(room)
    expect(others).toEqual([])
    expect(line?.change).toMatchObject({
      incidents: [{ id: '1' }, { id: '2' }],
      instance: { name: 'b', brand: 'Burst', lastRun: { from: 2 }, integrationContext: { runs: 1 } },
    })
    await room.session.run('/fetch b')
    expect(await contentsOf(room, '/fetch')).toMatchObject({ value: [{ created: ['5'] }] })
    expect(await contentsOf(room, '/fetch')).toMatchObject({ value: [{ created: [] }] })
    expect(memoryOf(room)).toMatchObject({ lastRun: { from: 5 }, integrationContext: { runs: 4 } })
  })

  test('classifies, maps, labels and keeps the event', async () => {
    const room = await fetching({}, ', incidentType: Other')
    await room.session.run('/fetch')
    const created = expect.stringMatching(/^\d{4}-.*Z$/)
    expect(await contentsOf(room, '/incident 1')).toEqual({
      value: expect.objectContaining({
        id: '1',
        name: 'Event 1',
        type: 'Burst Odd',
        status: 1,
        severity: 0,
        occurred: '2026-03-01T08:00:00Z',
        created,
        playbookId: 'Burst Playbook',
        sourceBrand: 'Burst',
        sourceInstance: 'b',
        dbotMirrorId: '1',
        rawJSON: '{"kind":"odd","number":1,"who":{"mail":"p1@x.example"},"extra":[1]}',
        CustomFields: { mailaddress: 'p1@x.example' },
        labels: [
          { type: 'kind', value: 'odd' },
          { type: 'extra', value: '[1]' },
          { type: 'Instance', value: 'b' },
          { type: 'Brand', value: 'Burst' },
        ],
      }),
    })
    expect(await contentsOf(room, '/incident 2')).toMatchObject({ value: { type: 'Other' } })
  })

  test('tells the moved time, and the last run survives', async () => {
    const first = await testRoom({
      packs: [burstZip()],
      yaml: burstInstance(),
      now: '2026-03-01T08:00:00Z',
    })
    await first.session.run('/fetch')
    expect(memoryOf(first).lastRun).toEqual({ from: 2, now: '2026-03-01' })
    const state = await closed(first)
    const second = await testRoom({ packs: [burstZip()], yaml: burstInstance(), state })
    expect(await contentsOf(second, '/fetch')).toMatchObject({ value: [{ created: ['3', '4'] }] })
  })

  test('counts on behind incidents that were made by hand', async () => {
    const room = await fetching()
    await room.session.run('!createNewIncident name=first')
    expect(await contentsOf(room, '/fetch')).toMatchObject({ value: [{ created: ['2', '3'] }] })
  })
})

describe('which instances fetch', () => {
  const yaml = [
    burstInstance(),
    '- { name: off, brand: Burst, enabled: false, params: { isFetch: true } }\n',
    '- { name: told not to, brand: Burst, params: { isFetch: false } }\n',
  ].join('')

  test.each<[string, unknown]>([
    ['/fetch', { value: [{ instance: 'b', created: ['1', '2'], dropped: 0 }] }],
    ['/fetch told not to', { value: [{ instance: 'told not to', created: ['1', '2'], dropped: 0 }] }],
    ['/fetch off', { error: 'Instance "off" is disabled; enable it in the instances file.' }],
    ['/fetch c', { error: expect.stringContaining('There is no instance "c"') }],
  ])('%s', async (line, expected) => {
    expect(await contentsOf(await testRoom({ packs: [burstZip()], yaml }), line)).toEqual(expected)
  })

  test('one that cannot fetch is refused, and none is none', async () => {
    const room = await testRoom()
    expect(await contentsOf(room, '/fetch')).toEqual({ value: [] })
    expect(await contentsOf(room, '/fetch acme_1')).toEqual({
      error: 'Instance "acme_1" is of brand "Acme Directory", which fetches no incidents.',
    })
  })
})

describe('nothing of a fetch is kept', () => {
  const event = (raw: unknown, more = {}) => ({ name: 'E', rawJSON: JSON.stringify(raw), ...more })

  test.each<[string, Record<string, string>, string]>([
    ['an error entry', { fault: 'error' }, 'the vendor is away'],
    ['no result', { fault: 'exit' }, "The integration's process ended with status 3 and gave no result."],
    ['no list', { fault: 'no-list' }, 'fetch-incidents gave incidents that are no list.'],
    [
      'rawJSON that is none',
      { events: JSON.stringify([event({ kind: 'odd' }), { name: 'Torn', rawJSON: '{"a":' }]) },
      'Event 2 ("Torn") of the fetch cannot be made an incident: its rawJSON is no JSON object.',
    ],
    [
      'an event without a name',
      { events: JSON.stringify([{ rawJSON: '{}' }]) },
      'Event 1 of the fetch cannot be made an incident: it has no name.',
    ],
    [
      'an event that is no object',
      { events: '["x"]' },
      'Event 1 of the fetch cannot be made an incident: it is no object.',
    ],
    [
      'a value that its field cannot take',
      { events: JSON.stringify([event({ date: 'soon' })]) },
      'Event 1 ("E") of the fetch cannot be made an incident: The incident field "burstdate" must be a date such as 2026-03-01T08:00:00Z, not "soon".',
    ],
  ])('for %s', async (_, params, error) => {
    const room = await fetching(params)
    const outcome = await room.session.run('/fetch')
    expect(outcome).toMatchObject({
      answer: { failed: true, value: [{ instance: 'b', created: [], dropped: 0, error }] },
    })
    expect(journalOf(room)).toEqual([])
    expect(memoryOf(room)).toMatchObject({ lastRun: {}, integrationContext: {} })
  })

  test('but what an error entry wants kept: its token', async () => {
    const room = await fetching({ fault: 'readable' })
    const error = 'the vendor rests'
    expect(await contentsOf(room, '!b-fetch')).toEqual([error])
    expect(memoryOf(room).integrationContext).toEqual({})
    expect(await contentsOf(room, '/fetch')).toMatchObject({ value: [{ created: [], error }] })
    expect(memoryOf(room)).toMatchObject({ lastRun: {}, integrationContext: { runs: 1 } })
  })

  test('for a mapper or classifier that is not loaded', async () => {
    const room = await fetching({}, ', mapperIn: Nowhere')
    const { value } = (await contentsOf(room, '/fetch')) as { value: { error: string }[] }
    expect(value[0]?.error).toContain('Event 1 ("Event 1")')
    expect(value[0]?.error).toContain('There is no mapper "Nowhere"')
    expect(journalOf(room)).toEqual([])
  })

  test('and an empty value is no fault', async () => {
    const room = await fetching({ events: JSON.stringify([event({ date: '', level: null })]) })
    expect(await contentsOf(room, '/fetch')).toMatchObject({ value: [{ created: ['1'] }] })
  })

  test.each([
    ['High', 3],
    [0.5, 0.5],
  ])('severity %j is %d', async (level, severity) => {
    const room = await fetching({ events: JSON.stringify([event({ level })]) })
    await room.session.run('/fetch')
    expect(await contentsOf(room, '/incident 1')).toMatchObject({ value: { severity } })
  })

  test('keys such as __proto__ are data', async () => {
    const rawJSON = '{"__proto__":{"polluted":1},"constructor":"c"}'
    const room = await fetching({ events: JSON.stringify([{ name: 'E', rawJSON }]) })
    await room.session.run('/fetch')
    const { value } = (await contentsOf(room, '/incident 1')) as { value: { labels: unknown } }
    expect(value.labels).toEqual(expect.arrayContaining([{ type: '__proto__', value: '{"polluted":1}' }]))
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

test('!<instance>-fetch shows the events and keeps nothing (HC-47)', async () => {
  const room = await fetching()
  expect(await room.session.run('!b-fetch')).toMatchObject({
    results: [{ instance: null, entries: [{ Contents: [{ name: 'Event 1' }, { name: 'Event 2' }] }] }],
  })
  expect(memoryOf(room).lastRun).toEqual({})
  expect(await contentsOf(room, '/incidents')).toEqual({ value: [] })
  const broken = await fetching({ fault: 'error' })
  expect(await contentsOf(broken, '!b-fetch')).toEqual(['the vendor is away'])
})
