import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type ContextLanguage, createContextLanguage, openContext } from '../../../warroom/context/index.ts'
import type { Indicator } from '../../../warroom/indicators/indicator.ts'
import { NOTE, textEntry } from '../../../warroom/investigation/entry.ts'
import { type Change, Room } from '../../../warroom/investigation/room.ts'
import { Refusal } from '../../../warroom/refusal.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'
import { MASK, Secrets } from '../../../warroom/secrets.ts'
import { State } from '../../../warroom/state/state.ts'
import { emptyFolder } from '../stand-in.ts'

let language: ContextLanguage
beforeAll(async () => {
  language = createContextLanguage(await openSandbox())
})

const TOKEN = 'very-secret-token'

function open(folder: string, options: { fresh?: boolean } = {}): State {
  const secrets = new Secrets()
  secrets.register(TOKEN)
  const room = new Room(initial => openContext(language, initial))
  return new State(room, { folder, fresh: options.fresh ?? false, secrets })
}

/** What a killed process leaves: everything but the farewell. Its lock names a pid that is gone. */
function abandon(folder: string): void {
  writeFileSync(path.join(folder, 'lock'), '4194000\n')
}

const note = (n: number, EntryContext: JsonObject = {}): Change => ({
  investigation: { id: '0', entries: [{ ...textEntry(NOTE, `note ${n}`), ID: `${n}@0`, EntryContext }] },
})

const indicator = (id: string, value: string): Indicator => ({
  id,
  value,
  indicator_type: 'T',
  score: 0,
  investigationIDs: [],
  CustomFields: { of: value },
})

const CHANGES: Change[] = [
  note(1, { A: 1 }),
  note(2, { A: 2, 'B(val.id == obj.id)': { id: 1, x: 'old' } }),
  {
    ...note(3, { 'B(val.id == obj.id)': { id: 1, x: 'new' } }),
    instance: { name: 'i/1', brand: 'X', integrationContext: { k: 1, gone: 1 } },
  },
  { instance: { name: 'i/1', brand: 'X', integrationContext: { gone: null }, lastRun: { at: 'now' } } },
  { incidents: [{ id: '1', name: 'One', status: 1 }], lists: [{ name: 'My list: 1', data: 'text' }] },
  { investigation: { id: '1', entries: [{ ...textEntry(NOTE, 'x'), ID: '1@1' }], extendContext: 'Said=.' } },
  {
    ...note(4, { A: 4 }),
    edits: [
      { id: '0', set: 'L', value: [0, 1, 2, 3] },
      // Not the same when it is done twice.
      { id: '0', delete: 'L.[0]' },
    ],
    elsewhere: [{ id: '1', entries: [{ ...textEntry(NOTE, 'y'), ID: '2@1', EntryContext: { Y: 1 } }] }],
    incidents: [{ id: '1', name: 'One', status: 2 }],
    indicators: [indicator('1', 'a@x'), indicator('2', 'b@x')],
  },
  { marks: [{ entry: '1@0', tags: ['t'] }], indicators: [indicator('3', 'c@x')], removedIndicators: ['1'] },
  { marks: [{ entry: '1@0', note: true }], edits: [{ id: '1', keep: ['Y'] }] },
]

function everything({ room }: State): unknown {
  const investigations = [...room.investigations.values()].map(({ context, ...rest }) => ({
    ...rest,
    context: context.value,
  }))
  // In which order they were opened is nobody's concern.
  investigations.sort((a, b) => Number(a.id) - Number(b.id))
  const indicators = [...room.indicators.all()]
  return { investigations, instances: [...room.instances], lists: [...room.lists], indicators }
}

/** A folder in which all changes were made, and what the room held then. */
function written(leave: (state: State, folder: string) => void): { folder: string; held: unknown } {
  const folder = emptyFolder()
  const state = open(folder)
  for (const change of CHANGES) state.commit(change)
  const held = everything(state)
  leave(state, folder)
  return { folder, held }
}

describe('what was committed is there again', () => {
  test.each<[string, (state: State, folder: string) => void]>([
    ['after closing', state => state.close()],
    ['after a kill', (_, folder) => abandon(folder)],
    [
      'after /save and a kill',
      (state, folder) => {
        state.fold()
        abandon(folder)
      },
    ],
    [
      'after a kill between the snapshots and emptying the journal',
      (state, folder) => {
        const journal = readFileSync(path.join(folder, 'journal.jsonl'))
        state.fold()
        writeFileSync(path.join(folder, 'journal.jsonl'), journal)
        abandon(folder)
      },
    ],
    [
      'after a kill amid the snapshots',
      (state, folder) => {
        const journal = readFileSync(path.join(folder, 'journal.jsonl'))
        state.fold()
        writeFileSync(path.join(folder, 'journal.jsonl'), journal)
        rmSync(path.join(folder, 'incidents/1'), { recursive: true })
        rmSync(path.join(folder, 'instances'), { recursive: true })
        rmSync(path.join(folder, 'indicators.jsonl'))
        abandon(folder)
      },
    ],
    [
      'after a kill amid a line',
      (_, folder) => {
        appendFileSync(path.join(folder, 'journal.jsonl'), '{"v":1,"n":7,"change":{"inv')
        abandon(folder)
      },
    ],
  ])('%s', (_, leave) => {
    const { folder, held } = written(leave)
    for (let round = 0; round < 2; round += 1) {
      const again = open(folder)
      expect(everything(again)).toEqual(held)
      again.close()
    }
  })

  test('at every point of the journal, cut at any byte', () => {
    const { folder } = written((_, own) => abandon(own))
    const file = path.join(folder, 'journal.jsonl')
    const whole = readFileSync(file, 'utf8')
    const lines = whole.split('\n').slice(0, -1)
    expect(lines).toHaveLength(CHANGES.length)
    for (let cut = 0; cut <= lines.length; cut += 1) {
      const expected = open(emptyFolder())
      for (const change of CHANGES.slice(0, cut)) expected.commit(change)
      writeFileSync(
        file,
        `${lines
          .slice(0, cut)
          .map(line => `${line}\n`)
          .join('')}${(lines[cut] ?? '').slice(0, 40)}`,
      )
      // What rests was written after the lines that are gone here.
      rmSync(path.join(folder, 'incidents'), { recursive: true, force: true })
      const again = open(folder)
      expect(everything(again)).toEqual(everything(expected))
      abandon(folder)
    }
  })

  test('and goes on from there', () => {
    const { folder } = written((_, own) => abandon(own))
    const second = open(folder)
    second.commit(note(5, { A: 3 }))
    second.close()
    const third = open(folder)
    const { entries, context } = third.room.investigation('0')
    expect(entries.map(({ ID }) => ID)).toEqual(['1@0', '2@0', '3@0', '4@0', '5@0'])
    expect(entries[0]).toMatchObject({ Tags: ['t'], Note: true })
    expect(context.value).toEqual({ A: [1, 2, 4, 3], B: { id: 1, x: 'new' }, L: [1, 2, 3] })
    expect(third.room.investigation('1').context.value).toEqual({ Y: 1 })
    expect(third.room.indicators.next()).toBe(4)
  })

  test('entries torn by a kill in a snapshot are written again', () => {
    const { folder, held } = written(state => state.fold())
    const file = path.join(folder, 'incidents/0/entries.jsonl')
    const whole = readFileSync(file, 'utf8')
    appendFileSync(file, '{"Type":1,"Conte')
    abandon(folder)
    const again = open(folder)
    expect(everything(again)).toEqual(held)
    again.commit(note(5))
    again.close()
    expect(readFileSync(file, 'utf8').startsWith(whole)).toBe(true)
    expect(open(folder).room.investigation('0').entries).toHaveLength(5)
  })
})

describe('the files', () => {
  test('are readable, carry v, and lie where the names say', () => {
    const { folder } = written(state => state.close())
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
      'incidents',
      'incidents/0',
      'incidents/0/context.json',
      'incidents/0/entries.jsonl',
      'incidents/1',
      'incidents/1/context.json',
      'incidents/1/entries.jsonl',
      'incidents/1/incident.json',
      'indicators.jsonl',
      'instances',
      'instances/i%2F1.json',
      'journal.jsonl',
      'lists',
      'lists/My list%3A 1.json',
      'warroom.json',
    ])
    for (const file of [
      'incidents/0/context.json',
      'incidents/1/incident.json',
      'instances/i%2F1.json',
      'warroom.json',
    ]) {
      expect(JSON.parse(readFileSync(path.join(folder, file), 'utf8')).v).toBe(1)
    }
    expect(readFileSync(path.join(folder, 'incidents/0/entries.jsonl'), 'utf8').split('\n')[0]).toBe(
      '{"v":1}',
    )
    expect(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8')).toBe('')
  })

  test('never hold a secret; it is fetched anew after a restart', () => {
    const folder = emptyFolder()
    const state = open(folder)
    const change = note(1, { Login: { token: TOKEN, url: `https://x/?t=${TOKEN}` } })
    state.commit({
      ...change,
      instance: { name: 'i', brand: 'X', integrationContext: { oauth: { token: TOKEN }, kept: 1 } },
    })
    expect(state.room.memory('i', 'X').integrationContext).toEqual({ oauth: { token: TOKEN }, kept: 1 })
    expect(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8')).not.toContain(TOKEN)
    abandon(folder)
    const second = open(folder)
    const afterwards = {
      context: { Login: { token: MASK, url: `https://x/?t=${MASK}` } },
      integrationContext: { kept: 1 },
    }
    const seen = ({ room }: State) => ({
      context: room.investigation('0').context.value,
      integrationContext: room.memory('i', 'X').integrationContext,
    })
    expect(seen(second)).toEqual(afterwards)
    second.close()
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry =>
      entry.isFile(),
    )) {
      expect(readFileSync(path.join(file.parentPath, file.name), 'utf8')).not.toContain(TOKEN)
    }
    expect(seen(open(folder))).toEqual(afterwards)
  })

  test('are only read and written by their owner', () => {
    const { folder } = written(() => {})
    for (const name of ['journal.jsonl', 'lock', 'warroom.json']) {
      expect(readdirSync(folder)).toContain(name)
    }
    abandon(folder)
  })
})

describe('a folder is refused', () => {
  test('when it is in use, naming folder and pid', () => {
    const folder = emptyFolder()
    const state = open(folder)
    writeFileSync(path.join(folder, 'lock'), `${process.ppid}\n`)
    expect(() => open(folder)).toThrow(
      `State folder ${folder} is in use by the war room with pid ${process.ppid}; end it, or use another --state.`,
    )
    expect(existsSync(path.join(folder, 'lock'))).toBe(true)
    state.close()
  })

  test.each(['4194000\n', '', 'no number', '-1', `${process.pid}\n`])(
    'but not for the stale lock %j',
    content => {
      const folder = emptyFolder()
      open(folder).close()
      writeFileSync(path.join(folder, 'lock'), content)
      const state = open(folder)
      expect(readFileSync(path.join(folder, 'lock'), 'utf8')).toBe(`${process.pid}\n`)
      state.close()
      expect(readdirSync(folder)).not.toContain('lock')
    },
  )

  test.each([
    [
      'journal.jsonl',
      '{"v":1,"n":1,"change":{}}\nrubbish\n{"v":1,"n":3,"change":{}}\n',
      /Line 2 of .*journal\.jsonl is damaged; start with --fresh/,
    ],
    ['journal.jsonl', '{"v":2,"n":1}\n', /journal\.jsonl has form 2; this war room reads form 1/],
    ['warroom.json', '{"v":9}', /warroom\.json has form 9/],
    ['warroom.json', 'rubbish', /warroom\.json is damaged/],
    ['lists/x.json', '{"v":', /lists\/x\.json is damaged/],
    ['warroom.json', 'null', /warroom\.json is damaged/],
    ['lists/x.json', '{"v":1,"name":"x","n":1}', /lists\/x\.json is damaged/],
    ['instances/x.json', '{"v":1,"name":"x","n":1}', /instances\/x\.json is damaged/],
    ['indicators.jsonl', '{"v":1,"n":1,"highest":1}\nrubbish\n', /Line 2 of .*indicators\.jsonl is damaged/],
    ['indicators.jsonl', '{"v":1,"n":1,"highest":1}\n{"id":"1"}\n', /Line 2 of .*indicators\.jsonl is/],
    ['indicators.jsonl', '{"v":1}\n', /Line 1 of .*indicators\.jsonl is damaged/],
    ['indicators.jsonl', '', /Line 1 of .*indicators\.jsonl is damaged/],
    ['journal.jsonl', 'null\n', /Line 1 of .*journal\.jsonl is damaged/],
    ['journal.jsonl', '{"v":1,"n":1,"change":{}}\n{"v":1,"n":2}\n', /Line 2 of .*journal\.jsonl is damaged/],
    [
      'journal.jsonl',
      '{"v":1,"n":1,"change":{"investigation":{"id":"0","entries":"none"}}}\n',
      /Line 1 of .*journal\.jsonl is damaged; start with --fresh, or restore it\.$/,
    ],
    ['indicators.jsonl', '{"v":7}\n', /indicators\.jsonl has form 7/],
  ])('when %s holds %j', (name, content, sentence) => {
    const folder = emptyFolder()
    open(folder).close()
    writeFileSync(path.join(folder, name), content)
    expect(() => open(folder)).toThrow(sentence)
    expect(readdirSync(folder)).not.toContain('lock')
  })

  test.each([
    ['0/context.json', '{"v":1}', /0\/context\.json is damaged/],
    ['0/context.json', '{"v":1,"id":"0","n":1,"entries":0,"context":[]}', /0\/context\.json is damaged/],
    ['1/incident.json', '{"v":1}', /1\/incident\.json is damaged/],
    ['1/incident.json', '{"v":1,"incident":{}}', /1\/incident\.json is damaged/],
    ['0/entries.jsonl', '', /Line 1 of .*0\/entries\.jsonl is damaged/],
    ['0/entries.jsonl', '{"v":1}\nrubbish\n', /Line 2 of .*0\/entries\.jsonl is damaged/],
    ['0/entries.jsonl', '{"v":1}\n{"Type":1}\n', /Line 2 of .*0\/entries\.jsonl is damaged/],
    ['0/entries.jsonl', '{"v":1}\n{"Type":1,"ID":"1@0"}\n', /Line 3 of .*0\/entries\.jsonl is damaged/],
  ])('when incidents/%s holds %j', (name, content, sentence) => {
    const { folder } = written(state => state.close())
    writeFileSync(path.join(folder, 'incidents', name), content)
    expect(() => open(folder)).toThrow(sentence)
    expect(() => open(folder)).toThrow(Refusal)
    expect(open(folder, { fresh: true }).room.investigations.size).toBe(0)
  })

  // Where a folder cannot be made for a reason that mkdir takes for a missing parent.
  test('when it lies where no folder can be', () => {
    expect(() => open('/proc/warroom-test/state')).toThrow(
      /^\/proc\/warroom-test\/state cannot be the state folder: E\w+: .*; name another with --state\.$/,
    )
  })

  test('when it is a file', () => {
    const file = path.join(emptyFolder(), 'state')
    writeFileSync(file, '')
    expect(() => open(file)).toThrow(`${file} cannot be the state folder: EEXIST`)
    expect(() => open(path.join(file, 'deeper'))).toThrow('cannot be the state folder: ENOTDIR')
  })

  test('when it holds files of our names and no marker', () => {
    const folder = emptyFolder()
    mkdirSync(path.join(folder, 'lists'))
    expect(() => open(folder)).toThrow(`Folder ${folder} is no state folder of a war room but holds lists`)
    expect(readdirSync(folder)).toEqual(['lists'])
  })
})

describe('--fresh', () => {
  test('empties the state and leaves what is not ours', () => {
    const { folder } = written(state => state.close())
    writeFileSync(path.join(folder, 'mine.txt'), 'keep me')
    const state = open(folder, { fresh: true })
    expect(everything(state)).toEqual({ investigations: [], instances: [], lists: [], indicators: [] })
    state.close()
    expect(readdirSync(folder)).toContain('mine.txt')
    expect(open(folder).room.investigations.size).toBe(0)
  })

  test('repairs a damaged journal', () => {
    const { folder } = written((_, own) => abandon(own))
    truncateSync(path.join(folder, 'journal.jsonl'), 0)
    appendFileSync(path.join(folder, 'journal.jsonl'), 'rubbish\n')
    expect(() => open(folder)).toThrow('damaged')
    expect(open(folder, { fresh: true }).room.investigations.size).toBe(0)
  })

  test.each(['{"v":2}', 'rubbish'])('resets a state whose marker is %j', marker => {
    const { folder } = written(state => state.close())
    writeFileSync(path.join(folder, 'warroom.json'), marker)
    expect(() => open(folder)).toThrow('--fresh')
    const state = open(folder, { fresh: true })
    expect(state.room.investigations.size).toBe(0)
    state.close()
    expect(JSON.parse(readFileSync(path.join(folder, 'warroom.json'), 'utf8'))).toEqual({ v: 1 })
  })

  test('empties what scripts saved and the org of the embedded Okta as well', () => {
    const { folder } = written(state => state.close())
    for (const name of ['files', 'okta']) mkdirSync(path.join(folder, name))
    open(folder, { fresh: true }).close()
    expect(readdirSync(folder)).not.toEqual(expect.arrayContaining(['files']))
    expect(readdirSync(folder)).not.toEqual(expect.arrayContaining(['okta']))
  })

  test('refuses a folder that is no state folder', () => {
    const folder = emptyFolder()
    writeFileSync(path.join(folder, 'thesis.doc'), 'years of work')
    expect(() => open(folder, { fresh: true })).toThrow(
      `--fresh empties state folders only; ${folder} holds other files`,
    )
    expect(readdirSync(folder)).toEqual(['thesis.doc'])
  })

  test('does not empty a folder in use', () => {
    const folder = emptyFolder()
    const state = open(folder)
    state.commit(note(1, { A: 1 }))
    writeFileSync(path.join(folder, 'lock'), `${process.ppid}\n`)
    expect(() => open(folder, { fresh: true })).toThrow('is in use')
    expect(readFileSync(path.join(folder, 'journal.jsonl'), 'utf8')).toContain('note 1')
    state.close()
  })
})

describe('whatever happens between the changes', () => {
  const key = fc.constantFrom('A', 'B.C', 'D(val.id == obj.id)', 'E(true)')
  const value = fc.oneof(
    fc.integer(),
    fc.record({ id: fc.integer({ min: 1, max: 3 }), x: fc.string() }),
    fc.array(fc.integer(), { maxLength: 3 }),
  )
  const change = fc
    .tuple(
      fc.constantFrom('0', '1'),
      fc.dictionary(key, value, { maxKeys: 2 }),
      fc.dictionary(fc.constantFrom('k', 'l'), fc.option(value), { maxKeys: 2 }),
    )
    .map(
      ([id, EntryContext, integrationContext]): Change => ({
        investigation: {
          id,
          entries: [{ ...textEntry(NOTE, 'x'), ID: 'n', EntryContext: EntryContext as JsonObject }],
        },
        instance: { name: 'i', brand: 'X', integrationContext: integrationContext as JsonObject },
      }),
    )
  const event = fc.constantFrom('nothing', 'fold', 'close', 'kill', 'torn', 'kill amid fold')

  test('the room is what the changes make it (property)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(change, event), { maxLength: 8 }), steps => {
        const folder = emptyFolder()
        const journal = path.join(folder, 'journal.jsonl')
        const straight = open(emptyFolder())
        let state = open(folder)
        for (const [made, happens] of steps) {
          straight.commit(structuredClone(made))
          state.commit(structuredClone(made))
          if (happens === 'nothing') continue
          const before = readFileSync(journal)
          if (happens === 'fold' || happens === 'kill amid fold') state.fold()
          if (happens === 'fold') continue
          if (happens === 'close') state.close()
          else abandon(folder)
          if (happens === 'torn') appendFileSync(journal, '{"v":1,"n":99,"cha')
          if (happens === 'kill amid fold') writeFileSync(journal, before)
          state = open(folder)
        }
        expect(everything(state)).toEqual(everything(straight))
      }),
      { numRuns: 60 },
    )
  })
})
