import { existsSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type ContextLanguage, createContextLanguage, openContext } from '../../../warroom/context/index.ts'
import { NOTE, textEntry } from '../../../warroom/investigation/entry.ts'
import { type Change, type Investigation, Room } from '../../../warroom/investigation/room.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'
import { Secrets } from '../../../warroom/secrets.ts'
import { mayRest } from '../../../warroom/state/resting.ts'
import { State } from '../../../warroom/state/state.ts'
import { emptyFolder } from '../stand-in.ts'

let language: ContextLanguage
beforeAll(async () => {
  language = createContextLanguage(await openSandbox())
})

function open(folder: string): State {
  const room = new Room(initial => openContext(language, initial))
  return new State(room, { folder, fresh: false, secrets: new Secrets() })
}

const incident = (id: string, status: number, more: JsonObject = {}): Change => ({
  incidents: [{ id, name: `Incident ${id}`, status, ...more }],
})
const entry = (id: string, n: number, EntryContext: JsonObject = {}): Change => ({
  investigation: { id, entries: [{ ...textEntry(NOTE, `note ${n}`), ID: `${n}@${id}`, EntryContext }] },
})

/** A folder with a closed incident 1 and an open one 2, folded. */
function folded(): State {
  const state = open(emptyFolder())
  for (const id of ['1', '2']) {
    state.commit(incident(id, 1))
    state.commit(entry(id, 1, { Held: { by: id } }))
    state.commit({
      runs: [{ id, begin: 'P', state: 'completed' }],
      marks: [{ entry: `1@${id}`, note: true }],
    })
  }
  state.commit(incident('1', 2))
  state.fold()
  return state
}

const isAwake = (one: Investigation): boolean =>
  Object.getOwnPropertyDescriptor(one, 'entries')?.get === undefined
const one = (state: State, id = '1'): Investigation => state.room.investigation(id)

describe('when the journal is folded', () => {
  test('a closed incident rests and an open one does not', () => {
    const state = folded()
    expect([isAwake(one(state)), isAwake(one(state, '2'))]).toEqual([false, true])
    // What is listed of incidents does not wake them.
    expect(state.room.incidents().map(({ id, status }) => [id, status])).toEqual([
      ['1', 2],
      ['2', 1],
    ])
    expect(isAwake(one(state))).toBe(false)
  })

  test('all of it is there as soon as it is asked for, and once', () => {
    const investigation = one(folded())
    expect(investigation.entries).toMatchObject([{ ID: '1@1', Contents: 'note 1', Note: true }])
    expect(isAwake(investigation)).toBe(true)
    expect(investigation.context.value).toMatchObject({ Held: { by: '1' } })
    expect(investigation.marks).toEqual({ '1@1': { note: true } })
    expect(investigation.run).toMatchObject({ playbook: 'P', state: 'completed' })
    expect(investigation.entries).toBe(investigation.entries)
  })

  test('what happens to it afterwards is added to what was stored, and stored again', () => {
    const state = folded()
    const held = one(state)
    state.commit(incident('1', 2, { closeNotes: 'newer than what is stored' }))
    state.commit(entry('1', 2, { More: true }))
    expect(one(state)).toBe(held)
    expect(held.incident?.closeNotes).toBe('newer than what is stored')
    state.close()
    expect(isAwake(held)).toBe(false)
    const again = one(open(state.folder))
    expect(again.incident?.closeNotes).toBe('newer than what is stored')
    expect(again.entries.map(({ Contents }) => Contents)).toEqual(['note 1', 'note 2'])
    expect(again.context.value).toMatchObject({ Held: { by: '1' }, More: true })
  })

  test('a run can be put in place of the one that rests', () => {
    const state = folded()
    state.commit({ runs: [{ id: '1', begin: 'Q' }] })
    expect(one(state).run).toMatchObject({ playbook: 'Q', state: 'inprogress' })
    expect(one(state).entries).toHaveLength(1)
    state.fold()
    expect(isAwake(one(state))).toBe(true)
  })

  test('a copy of it has everything', () => {
    const copy = { ...one(folded()) }
    expect(copy.entries).toHaveLength(1)
    expect(copy.context.value).toMatchObject({ Held: { by: '1' } })
  })

  test('a folder that is gone or damaged is told where it is asked for, and again', () => {
    const state = folded()
    const file = path.join(state.folder, 'incidents', '1', 'context.json')
    writeFileSync(file, '{')
    for (const _ of [1, 2])
      expect(() => one(state).entries).toThrow('is damaged; start with --fresh, or restore it.')
    rmSync(path.dirname(file), { recursive: true })
    expect(() => one(state).context).toThrow('context.json is damaged')
    expect(existsSync(file)).toBe(false)
  })
})

test('an incident that was closed before rests from the start', () => {
  const state = folded()
  state.close()
  const again = open(state.folder)
  expect([isAwake(one(again)), isAwake(one(again, '2'))]).toEqual([false, true])
  expect(one(again).entries).toHaveLength(1)
})

describe('nothing rests that may go on', () => {
  const closed = { id: '1', n: 1, incident: { id: '1', status: 2 } } as unknown as Investigation
  const schedules = new Map([['s', {}]]) as unknown as NonNullable<Investigation['schedules']>
  test.each<[string, Investigation, boolean, boolean]>([
    ['a closed one', closed, false, true],
    ['one whose playbook runs or waits', closed, true, false],
    ['one with a command to come', { ...closed, schedules }, false, false],
    ['an open one', { ...closed, incident: { id: '1', name: '', status: 1 } }, false, false],
    ['the playground', { id: '0', n: 1 } as unknown as Investigation, false, false],
  ])('%s', (_, investigation, isLive, expected) => {
    expect(mayRest(investigation, isLive)).toBe(expected)
  })
})

describe('between two folds', () => {
  const closedIncident = (): State => {
    const state = open(emptyFolder())
    state.commit(incident('1', 1))
    state.commit(entry('1', 1, { Held: { by: '1' } }))
    state.commit(incident('1', 2))
    return state
  }

  test('a closed incident rests as soon as something happens elsewhere', () => {
    const state = closedIncident()
    expect(isAwake(one(state))).toBe(true)
    state.commit(incident('2', 1))
    expect([isAwake(one(state)), isAwake(one(state, '2'))]).toEqual([false, true])
    expect(one(state).entries).toHaveLength(1)
  })

  test('a war room that is killed then has it once', () => {
    const state = closedIncident()
    state.commit(incident('2', 1))
    state.commit(entry('1', 2, { Later: true }))
    // Its lock names a pid that is gone.
    writeFileSync(path.join(state.folder, 'lock'), '4194000\n')
    const again = one(open(state.folder))
    expect(again.entries.map(({ Contents }) => Contents)).toEqual(['note 1', 'note 2'])
    expect(again.context.value).toMatchObject({ Held: { by: '1' }, Later: true })
  })

  test('one whose playbook goes on after it was closed does not', () => {
    const state = closedIncident()
    state.commit({ runs: [{ id: '1', begin: 'P', state: 'inprogress' }] })
    state.commit(incident('2', 1))
    expect(isAwake(one(state))).toBe(true)
    state.commit({ runs: [{ id: '1', state: 'completed' }] })
    state.commit(incident('2', 1))
    expect(isAwake(one(state))).toBe(false)
  })
})
