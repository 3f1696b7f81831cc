import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { burstInstance, burstZip } from '../burst.ts'
import { contentsOf, type TestRoom, testRoom } from '../engine/room.ts'
import { runHere } from '../face/here.ts'
import { objects, runProgram } from '../face/program.ts'
import { scriptPack } from '../script-pack.ts'
import { emptyFolder } from '../stand-in.ts'

const RULE = {
  ...{ id: 'r', name: 'Decide', action: 'script', scriptName: 'Decide', enabled: true, index: 0 },
  ...{ linkTo: 'oldest', searchClosed: false, newEventFilters: [], existingEventsFilters: [] },
}

/** Every incident gets a companion, stands in a list and is counted; a name with "drop" is dropped. */
const DECIDE = `
var name = incidents[0].name
var made = executeCommand('createNewIncident', { name: 'Made for ' + name })
if (isError(made[0])) throw made[0].Contents
var listed = executeCommand('addToList', { listName: 'seen', listData: name })
if (isError(listed[0])) throw listed[0].Contents
setContext('Seen', name)
executeCommand('setIncident', { severity: 'High' })
executeCommand('addEntries', { id: '1', entries: JSON.stringify([{ Type: 1, ContentsFormat: 'text', Contents: name }]) })
executeCommand('createNewIndicator', { value: name + '@x.example', type: 'Email' })
if (name === 'fail') throw 'no decision'
return name.indexOf('drop') === -1
`
const packs = (): string[] => [
  burstZip(),
  scriptPack([{ automation: 'Decide', code: DECIDE }], {
    'PreProcessRules/preprocessrule-Decide.json': RULE,
  }),
]

const yamlOf = (names: string[]): string => {
  const events = names.map(name => ({ name, rawJSON: '{}' }))
  return burstInstance({ events: JSON.stringify(events), page: '2' })
}

/** A war room with the rule, an incident and the list. */
async function roomOf(...names: string[]): Promise<TestRoom> {
  const room = await testRoom({ packs: packs(), yaml: yamlOf(names) })
  await room.session.run('!createNewIncident name=first')
  await room.session.run('!createList listName=seen listData=""')
  await room.session.run('!createList listName=seen listData=none')
  return room
}

const linesOf = (room: TestRoom): number =>
  readFileSync(path.join(room.folder, 'journal.jsonl'), 'utf8').split('\n').length

async function namesOf(room: TestRoom): Promise<[id: string, name: string][]> {
  const { value } = (await contentsOf(room, '/incidents')) as { value: { id: string; name: string }[] }
  return value.map(({ id, name }) => [id, name])
}

describe('what a pre-process script changes', () => {
  test('is kept with its fetch, in one line, under ids of their own', async () => {
    const room = await roomOf('a', 'b')
    const before = linesOf(room)
    expect(await contentsOf(room, '/fetch')).toEqual({
      value: [{ instance: 'b', created: ['2', '4'], dropped: 0 }],
    })
    expect(linesOf(room)).toBe(before + 1)
    expect(await namesOf(room)).toEqual([
      ['1', 'first'],
      ['2', 'a'],
      ['3', 'Made for a'],
      ['4', 'b'],
      ['5', 'Made for b'],
    ])
    const { room: kept } = room.session.parts.state
    expect(kept.lists.get('seen')?.data).toBe('none,a,b')
    expect(kept.investigation('2')).toMatchObject({
      incident: { severity: 3 },
      context: { value: { Seen: 'a' } },
    })
    expect(kept.investigation('1').entries.map(({ ID, Contents }) => [ID, Contents])).toEqual([
      ['1@1', 'a'],
      ['2@1', 'b'],
    ])
    expect([...kept.indicators.all()].map(({ id, value }) => [id, value])).toEqual([
      ['1', 'a@x.example'],
      ['2', 'b@x.example'],
    ])
  })

  test('is kept when it drops the incident, but for what it did to that one', async () => {
    const room = await roomOf('drop', 'b')
    expect(await contentsOf(room, '/fetch')).toEqual({
      value: [{ instance: 'b', created: ['4'], dropped: 1 }],
    })
    expect(await namesOf(room)).toEqual([
      ['1', 'first'],
      ['3', 'Made for drop'],
      ['4', 'b'],
      ['5', 'Made for b'],
    ])
    expect(room.session.parts.state.room.lists.get('seen')?.data).toBe('none,drop,b')
    expect(room.session.parts.state.room.investigations.has('2')).toBe(false)
  })

  test('is not kept when the fetch fails', async () => {
    const room = await roomOf('a', 'fail')
    const before = linesOf(room)
    const { value } = (await contentsOf(room, '/fetch')) as { value: { error: string }[] }
    expect(value[0]?.error).toMatch(/^Event 2 \("fail"\).*no decision/)
    expect(linesOf(room)).toBe(before)
    expect(await namesOf(room)).toEqual([['1', 'first']])
    const { room: kept } = room.session.parts.state
    expect([
      kept.lists.get('seen')?.data,
      kept.investigation('1').entries.length,
      kept.indicators.size,
    ]).toEqual(['none', 0, 0])
  })

  test.each([1, 2, 3, 4, 5])('is neither lost nor repeated when killed at line %i', async dieAt => {
    const cwd = emptyFolder()
    const names = ['a', 'b', 'drop', 'd']
    writeFileSync(path.join(cwd, 'instances.yaml'), yamlOf(names))
    const options = [...packs().flatMap(pack => ['--pack', pack]), '--instances', 'instances.yaml', '--json']
    const lines = [
      '!createNewIncident name=first',
      '!createList listName=seen listData=none',
      '/fetch',
      '/fetch',
    ]
    const killed = await runProgram([...options, ...lines], { cwd, env: { WARROOM_DIE_AT: String(dieAt) } })
    expect(killed.status).toBe(dieAt <= lines.length ? 137 : 0)
    const after = await runHere([...options, ...lines.slice(dieAt), '/list seen', '/incidents'], { cwd })
    const results = objects(after) as { value: unknown }[]
    const incidents = results.at(-1)?.value as { name: string }[]
    const expected = ['first', ...names.flatMap(name => [name, `Made for ${name}`])]
    expect(incidents.map(({ name }) => name)).toEqual(expected.filter(name => name !== 'drop'))
    expect(results.at(-2)?.value).toBe('none,a,b,drop,d')
  })
})
