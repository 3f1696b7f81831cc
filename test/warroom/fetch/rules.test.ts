import { describe, expect, test } from 'vitest'
import { burstInstance, burstZip } from '../burst.ts'
import { contentsOf, type TestRoom, testRoom } from '../engine/room.ts'

const field = (name: string) => ({ isContext: true, value: { simple: name } })
const text = (simple: string) => ({ isContext: false, value: { simple } })
const is = (name: string, value: string, operator = 'isEqualString') => [
  { left: field(name), operator, right: text(value) },
]
const SAME_MAIL = [
  { left: field('mailaddress'), operator: 'string.isEqual', right: field('${incident.mailaddress}') },
]

interface RuleOf {
  action: string
  newEventFilters?: unknown
  [member: string]: unknown
}

function rule(index: number, given: RuleOf): Record<string, unknown> {
  const id = `r${index}`
  const shape = { id, name: `Rule ${index}`, enabled: true, index, linkTo: 'oldest', searchClosed: false }
  return { ...shape, scriptName: '', newEventFilters: [], existingEventsFilters: [], ...given }
}

const person = (mail: string, more = {}) => ({
  name: `About ${mail}`,
  rawJSON: JSON.stringify({ kind: 'odd', who: { mail }, ...more }),
})

/** A war room whose pack brings the rules, and whose instance has the events. */
function ruled(rules: RuleOf[], events: unknown[], params = {}): Promise<TestRoom> {
  const items = rules.map((each, index) => [`PreProcessRules/r${index}.json`, rule(index, each)])
  return testRoom({
    packs: [burstZip(Object.fromEntries(items))],
    yaml: burstInstance({ events: JSON.stringify(events), page: '10', ...params }),
  })
}

async function fetched(room: TestRoom): Promise<Record<string, unknown> | undefined> {
  const { value } = (await contentsOf(room, '/fetch')) as { value: Record<string, unknown>[] }
  return value[0]
}

async function incident(room: TestRoom, id: string): Promise<Record<string, unknown>> {
  const { value } = (await contentsOf(room, `/incident ${id}`)) as { value: Record<string, unknown> }
  return value
}

describe('a pre-process rule', () => {
  test.each<[string, RuleOf[], string[], number]>([
    ['without filters drops everything', [{ action: 'drop' }], [], 3],
    [
      'drops what its filters match',
      [{ action: 'drop', newEventFilters: [is('mailaddress', 'a@x')] }],
      ['1'],
      2,
    ],
    [
      'of which one of the inner list is enough',
      [
        {
          action: 'drop',
          newEventFilters: [[...is('name', 'About b@x'), ...is('incident.mailaddress', 'a@x')]],
        },
      ],
      [],
      3,
    ],
    [
      'and all of the outer',
      [{ action: 'drop', newEventFilters: [is('mailaddress', 'a@x'), is('type', 'Other')] }],
      ['1', '2', '3'],
      0,
    ],
    ['that is off does nothing', [{ action: 'drop', enabled: false }], ['1', '2', '3'], 0],
    [
      'applies alone: the first that matches',
      [{ action: 'create', newEventFilters: [is('mailaddress', 'b@x')] }, { action: 'drop' }],
      ['1'],
      2,
    ],
    [
      'comes in the order of its index',
      [
        { action: 'drop', index: 9 },
        { action: 'create', index: 1 },
      ],
      ['1', '2', '3'],
      0,
    ],
    [
      'drops what is there already, of the same fetch as well',
      [{ action: 'drop', existingEventsFilters: [SAME_MAIL] }],
      ['1', '2'],
      1,
    ],
    [
      'knows identical incidents',
      [{ action: 'drop', existingEventsFilters: [[{ operator: 'isIdenticalIncident' }]] }],
      ['1', '2'],
      1,
    ],
    [
      'and those that are not',
      [{ action: 'drop', existingEventsFilters: [[{ operator: 'isNotIdenticalIncident' }]] }],
      ['1', '2'],
      1,
    ],
  ])('%s', async (_, rules, created, dropped) => {
    const room = await ruled(rules, [person('a@x'), person('b@x'), person('a@x')])
    expect(await fetched(room)).toEqual({ instance: 'b', created, dropped })
  })

  test('counts what it dropped', async () => {
    const room = await ruled(
      [{ action: 'drop', existingEventsFilters: [SAME_MAIL] }],
      [person('a@x'), person('a@x')],
    )
    await fetched(room)
    expect(await incident(room, '1')).toMatchObject({ droppedCount: 1, name: 'About a@x' })
  })

  test('drops and updates: the existing incident has the new values and stays itself', async () => {
    const rules = [{ action: 'drop and update', existingEventsFilters: [SAME_MAIL] }]
    const events = [person('a@x'), { ...person('a@x', { level: 'high', date: '2026-01-01' }), name: 'Later' }]
    const room = await ruled(rules, events)
    expect(await fetched(room)).toEqual({ instance: 'b', created: ['1'], dropped: 1 })
    expect(await incident(room, '1')).toMatchObject({
      id: '1',
      name: 'About a@x',
      severity: 3,
      droppedCount: 1,
      CustomFields: { mailaddress: 'a@x', burstdate: '2026-01-01' },
    })
  })

  test.each<[string, string[]]>([
    ['oldest', ['1', '3']],
    ['youngest', ['2', '3']],
  ])('links with the %s in both directions', async (linkTo, [existing = '', incoming = '']) => {
    const events = [person('a@x'), person('a@x'), person('a@x', { number: 3 })]
    const filters = [is('incident.dbotMirrorId', '3')]
    const room = await ruled(
      [{ action: 'link', linkTo, newEventFilters: filters, existingEventsFilters: [SAME_MAIL] }],
      events,
    )
    expect(await fetched(room)).toMatchObject({ created: ['1', '2', '3'], dropped: 0 })
    expect(await incident(room, incoming)).toMatchObject({ linkedIncidents: [existing], linkedCount: 1 })
    expect(await incident(room, existing)).toMatchObject({ linkedIncidents: [incoming], status: 1 })
  })

  test('links and closes the new one', async () => {
    const rules = [{ action: 'linkAndClose', existingEventsFilters: [SAME_MAIL] }]
    const room = await ruled(rules, [person('a@x'), person('a@x')])
    await fetched(room)
    expect(await incident(room, '2')).toMatchObject({
      status: 2,
      linkedIncidents: ['1'],
      closeReason: 'Duplicate',
    })
    expect(await incident(room, '1')).toMatchObject({ status: 1, linkedIncidents: ['2'] })
  })

  test.each<[boolean, string[]]>([
    [false, ['2']],
    [true, []],
  ])('with searchClosed %s looks at closed incidents', async (searchClosed, created) => {
    const rules = [{ action: 'drop', searchClosed, existingEventsFilters: [SAME_MAIL] }]
    const room = await ruled(rules, [person('a@x'), person('a@x')], { page: '1' })
    await fetched(room)
    await room.session.run('!closeInvestigation id=1')
    expect(await fetched(room)).toMatchObject({ created })
  })

  test.each<[string, string[]]>([
    ['+1h', []],
    ['+3d', ['2']],
  ])('looks back as far as its period: %s later', async (step, created) => {
    const period = { by: 'days', fromValue: 2 }
    const room = await ruled(
      [{ action: 'drop', period, existingEventsFilters: [SAME_MAIL] }],
      [person('a@x'), person('a@x')],
      { page: '1' },
    )
    await fetched(room)
    await room.session.run(`/clock ${step}`)
    expect(await fetched(room)).toMatchObject({ created })
  })

  test.each<[RuleOf, string]>([
    [
      { action: 'levitate' },
      'the pre-process rule "Rule 0" has the action "levitate"; what can be done is drop,',
    ],
    [
      { action: 'script', scriptName: 'Nope' },
      'the pre-process rule "Rule 0" runs the script "Nope", which is not loaded',
    ],
    [{ action: 'drop', newEventFilters: [is('name', 'x', 'conjure')] }, 'conjure'],
  ])('%j cannot be done and is named; nothing is kept', async (given, sentence) => {
    const room = await ruled([given], [person('a@x')])
    const result = await fetched(room)
    expect(result).toMatchObject({ created: [], dropped: 0, error: expect.stringContaining(sentence) })
    expect(result?.error).toContain('Event 1 ("About a@x")')
    expect(await contentsOf(room, '/incidents')).toEqual({ value: [] })
  })

  test.each<[string, string[], number]>([
    ['"false"', [], 1],
    ['false', [], 1],
    ['"true"', ['1'], 0],
  ])('asks a script that returns %s', async (returned, created, dropped) => {
    const items = {
      'PreProcessRules/r.json': rule(0, { action: 'script', scriptName: 'Decide' }),
      'Scripts/script-Decide.json': {
        commonfields: { id: 'Decide', version: -1 },
        name: 'Decide',
        script: `return ${returned}`,
        type: 'javascript',
        tags: ['preProcessing'],
        args: [],
      },
    }
    const yaml = burstInstance({ events: JSON.stringify([person('a@x')]) })
    const room = await testRoom({ packs: [burstZip(items)], yaml })
    expect(await fetched(room)).toEqual({ instance: 'b', created, dropped })
  })
})
