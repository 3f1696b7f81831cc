import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentsOf, type TestRoom, testRoom } from '../engine/room.ts'
import { runHere } from '../face/here.ts'
import { objects, runProgram } from '../face/program.ts'
import { scriptPack } from '../script-pack.ts'
import { emptyFolder } from '../stand-in.ts'

const EVENTS = 5
const NAMES = Array.from({ length: EVENTS }, (_, index) => `Event ${index + 1}`)

/** Two events a fetch; the cursor is in the integration context, written in two steps. */
const CODE = `
if (command === 'cursor-break') { setIntegrationContext({ at: 0, fault: true }); return 'broken' }
var versioned = getIntegrationContext(true)
var at = versioned.context.at || 0
if (setIntegrationContext({ at: at + 1, old: 1 }, versioned.version, true).Error) throw 'stale'
if (!setIntegrationContext({ at: 99 }, versioned.version, true).Error) throw 'versions are not counted'
if (getIntegrationContext().at !== at + 1) throw 'what was written is not read'
setIntegrationContext({ at: at + 2, fault: versioned.context.fault })
if (versioned.context.fault) throw 'the poll failed'
var events = []
for (var i = at + 1; i <= Math.min(at + 2, ${EVENTS}); i++) events.push({ name: 'Event ' + i, rawJSON: '{}' })
return JSON.stringify(events)
`
const YAML = '- { name: c, brand: Cursor, params: { isFetch: true } }\n'
const pack = () => scriptPack([{ integration: 'Cursor', code: CODE, commands: ['cursor-break'] }])

const journalOf = (room: TestRoom): { change: Record<string, unknown> }[] =>
  readFileSync(path.join(room.folder, 'journal.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line))

const contextOf = (room: TestRoom) => room.session.parts.state.room.memory('c', 'Cursor').integrationContext

describe('a JavaScript fetch that keeps its cursor in the integration context', () => {
  test('is one line of the journal', async () => {
    const room = await testRoom({ packs: [pack()], yaml: YAML })
    expect(await contentsOf(room, '/fetch')).toEqual({
      value: [{ instance: 'c', created: ['1', '2'], dropped: 0 }],
    })
    expect(journalOf(room)).toMatchObject([
      { change: { incidents: [{ id: '1' }, { id: '2' }], instance: { integrationContext: { at: 2 } } } },
    ])
    expect(contextOf(room)).toEqual({ at: 2 })
  })

  test('changes nothing when it throws', async () => {
    const room = await testRoom({ packs: [pack()], yaml: YAML })
    await room.session.run('!cursor-break')
    const [before] = [journalOf(room).length]
    expect(await contentsOf(room, '/fetch')).toMatchObject({
      value: [{ created: [], error: 'the poll failed' }],
    })
    expect(contextOf(room)).toEqual({ at: 0, fault: true })
    expect(journalOf(room)).toHaveLength(before)
  })

  test('changes nothing when it is run by hand', async () => {
    const room = await testRoom({ packs: [pack()], yaml: YAML })
    expect(await contentsOf(room, '!c-fetch')).toMatchObject([[{ name: 'Event 1' }, { name: 'Event 2' }]])
    expect(contextOf(room)).toEqual({})
    expect(await contentsOf(room, '/fetch')).toMatchObject({ value: [{ created: ['1', '2'] }] })
  })

  test.each([1, 2, 3, 4])('killed at line %i makes each event an incident exactly once', async dieAt => {
    const cwd = emptyFolder()
    writeFileSync(path.join(cwd, 'instances.yaml'), YAML)
    const options = ['--pack', pack(), '--instances', 'instances.yaml', '--json']
    const life = ['/fetch', '/fetch', '/fetch']
    const killed = await runProgram([...options, ...life], { cwd, env: { WARROOM_DIE_AT: String(dieAt) } })
    expect(killed.status).toBe(dieAt <= life.length ? 137 : 0)
    const after = await runHere([...options, ...life, '/incidents'], { cwd })
    const results = objects(after) as { value: { name: string }[] }[]
    expect(results.at(-1)?.value.map(({ name }) => name)).toEqual(NAMES)
    expect(after.err).toBe('')
  })
})
