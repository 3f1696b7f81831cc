import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { contentsOf } from '../engine/room.ts'
import { runHere } from '../face/here.ts'
import { objects, runProgram } from '../face/program.ts'
import { emptyFolder, fileOf } from '../stand-in.ts'
import { command, contextIn, packOf, playbook, printing, roomOn, runOf, saidIn, task } from './room.ts'

const refused = (sentence: RegExp) => ({ refused: expect.stringMatching(sentence) })

/** A war room in incident 1, in which a playbook has been begun. */
async function began(playbooks: JsonObject[], line = `/playbook "${playbooks[0]?.name}"`) {
  const room = await roomOn(packOf(playbooks))
  const run = await runOf(room, line)
  await room.session.run('/incident 1')
  return { room, run }
}

const calling = (id: string, name: string, next: string[] = []) =>
  task(id, 'playbook', next, { separatecontext: true, task: { name, playbookName: name } })

describe('--incident after a kill', () => {
  const tell = playbook('Tell', ['1'], [printing('1', '${incident.name}', ['2']), printing('2', 'end')])
  const file = (name: string) => fileOf('incident.yaml', `name: ${name}\n`)

  async function killed() {
    const cwd = emptyFolder()
    const options = ['--pack', packOf([tell]), '--instances', fileOf('instances.yaml', '[]'), '--json']
    const line = `/playbook Tell --incident ${file('Ann')}`
    const { status } = await runProgram([...options, line], { cwd, env: { WARROOM_DIE_AT: '3' } })
    expect(status).toBe(137)
    return (lines: string[]) => runHere([...options, ...lines], { cwd })
  }

  test('a file is the incident that it describes, not the one that was under way', async () => {
    const again = await killed()
    const ended = await again([`/playbook Tell --incident ${file('Ben')}`, '/incident 2', '/incident 1'])
    const [run, ben, ann] = objects(ended) as { value: JsonObject }[]
    expect(run?.value).toMatchObject({ incident: '2', state: 'completed' })
    expect(ben?.value).toMatchObject({ name: 'Ben', runStatus: 'completed' })
    expect(ann?.value).toMatchObject({ name: 'Ann', runStatus: 'completed' })
  })

  test('without it the run that was under way is given, once', async () => {
    const again = await killed()
    const ended = await again(['/playbook Tell', '/playbook Tell'])
    const runs = (objects(ended) as { value: JsonObject }[]).map(({ value }) => value.incident)
    expect(runs).toEqual(['1', '2'])
  })
})

const question = (id: string, type: string, more: JsonObject = {}): JsonObject => ({
  ...{ id, type, required: false, fieldassociated: '', options: [] },
  ...more,
})

function collecting(title: string, questions: JsonObject[]): JsonObject {
  const form = { title, questions } as unknown as Json
  const shown = printing('2', `got \${${title}.Answers.0}`)
  return playbook('Collect', ['1'], [task('1', 'collection', ['2'], { form } as JsonObject), shown])
}

describe('a data collection (PB-77)', () => {
  test.each(['Approve (manager) v1.2?', 'My form', 'a=b?', 'v1.2', 'Which ones: (all)'])(
    'keeps its answers under "%s" as it is written',
    async title => {
      const { room } = await began([collecting(title, [question('0', 'shortText')])])
      expect(await runOf(room, '/task 1 answer 0="a b c"')).toMatchObject({ state: 'completed' })
      expect(contextIn(room)).toEqual({ [title]: { Answers: { 0: 'a b c' } } })
      expect(saidIn(room)).toEqual(['got a b c'])
    },
  )

  const questions = [
    question('n', 'number'),
    question('d', 'date'),
    question('s', 'singleSelect', { options: ['Red', 'Blue'] }),
    question('m', 'multiSelect', { options: ['x, y', 'z'], optionsarg: [{ simple: 'w' }] }),
    question('g', 'grid'),
    question('bad', 'singleSelect', {
      optionsarg: [{ complex: { root: 'incident', transformers: [{ operator: 'NoSuch' }] } }],
    }),
  ]

  test.each([
    ['n=12', { n: 12 }],
    ['d=2026-03-01', { d: '2026-03-01' }],
    ['s=red', { s: 'Red' }],
    ['m=z,w', { m: ['z', 'w'] }],
    ['m="x, y"', { m: ['x, y'] }],
    ['g=`[{"a":1}]`', { g: [{ a: 1 }] }],
    ['n="" s=Blue', { s: 'Blue' }],
  ])('takes %s', async (answer, kept) => {
    const { room } = await began([collecting('F', questions)])
    expect(await runOf(room, `/task 1 answer ${answer}`)).toMatchObject({ state: 'completed' })
    expect(contextIn(room)).toEqual({ F: { Answers: kept } })
  })

  test.each([
    ['n=many', /takes a number as the answer to question "n", not "many" \(PB-77\)/],
    ['d=soon', /takes a date/],
    ['s=Green', /takes one of Red, Blue/],
    ['bad=x', /cannot read the options of question "bad": .*NoSuch/],
    ['m=z,v', /takes some of x, y, z, w/],
  ])('does not take %s', async (answer, sentence) => {
    const { room } = await began([collecting('F', questions)])
    expect(await runOf(room, `/task 1 answer ${answer}`)).toEqual(refused(sentence))
    expect(contextIn(room)).toEqual({})
  })
})

describe('a condition that waits for people', () => {
  const asks = (next: Record<string, string[]>, message?: JsonObject) =>
    playbook(
      'Asks',
      ['1'],
      [
        task('1', 'condition', next, { ...(message ? { message } : {}), task: { name: 'May (Ann) go?' } }),
        printing('2', 'label'),
        printing('3', 'default'),
      ],
    )
  const withDefault = { Yes: ['2'], '#default#': ['3'] }
  const replies = { replyOptions: ['Yes', 'No'] }

  test.each([
    ['yes', undefined, 'label'],
    ['perhaps', undefined, 'default'],
    ['no', replies, 'default'],
  ])('takes "%s" (PB-11, PB-25)', async (answer, message, said) => {
    const { room } = await began([asks(withDefault, message)])
    expect(await runOf(room, `/task 1 complete ${answer}`)).toMatchObject({ state: 'completed' })
    expect(saidIn(room)).toEqual([said])
  })

  test.each([
    ['perhaps', withDefault, replies, /takes one of Yes, #default#, No, not "perhaps"/],
    ['', withDefault, undefined, /takes one of Yes, #default#, not ""/],
    ['perhaps', { Yes: ['2'] }, undefined, /takes one of Yes, not "perhaps"/],
  ])('does not take "%s" of %j', async (answer, next, message, sentence) => {
    const { room } = await began([asks(next, message)])
    expect(await runOf(room, `/task 1 complete ${answer}`.trim())).toEqual(refused(sentence))
  })

  test('keeps the reply to what it asked under its name (PB-25)', async () => {
    const { room } = await began([asks(withDefault, replies)])
    await room.session.run('/task 1 complete no')
    expect(contextIn(room)).toEqual({ 'May (Ann) go?': { Answers: { 0: 'No' } } })
  })
})

describe('--answer', () => {
  const inner = playbook(
    'Inner',
    ['4'],
    [
      task('4', 'condition', { yes: ['5'], no: ['6'] }, { task: { name: 'in', tags: ['deep'] } }),
      printing('5', 'inner yes'),
      printing('6', 'inner no'),
    ],
  )
  const outer = playbook(
    'Outer',
    ['1'],
    [
      calling('1', 'Inner', ['4']),
      task('4', 'condition', { yes: ['5'], no: ['6'] }),
      printing('5', 'outer yes'),
      printing('6', 'outer no'),
    ],
  )
  const both = playbook('Both', ['1'], [calling('1', 'Inner', ['2']), calling('2', 'Inner')])
  const books = [outer, both, inner]

  test.each([
    ['Outer --answer 1/4=no --answer 4=yes', ['inner no', 'outer yes']],
    ['Outer --answer 4=yes', []],
    ['Outer --answer deep=no', ['inner no']],
    ['Inner --answer 4=yes', ['inner yes']],
  ])('/playbook %s', async (words, said) => {
    const { room } = await began(books, `/playbook ${words}`)
    expect(saidIn(room)).toEqual(said)
  })

  test.each([
    ['Both --answer 4=yes', /several tasks .* name one of 1\/4, 2\/4/],
    ['Outer --answer 9=yes', /no task of playbook "Outer" .* are 1\/4, 4\./],
    ['Outer --answer 5=yes', /no task/],
  ])('/playbook %s is refused before anything runs', async (words, sentence) => {
    const { room, run } = await began(books, `/playbook ${words}`)
    expect(run).toEqual(refused(sentence))
    expect(room.session.parts.state.room.investigations.get('1')?.run).toBeUndefined()
  })

  test('that no task asked for is told', async () => {
    const room = await roomOn(packOf(books))
    const outcome = await room.session.run('/playbook Outer --answer 4=yes')
    expect(outcome).toMatchObject({
      answer: {
        value: { unusedAnswers: ['4'] },
        shown: { text: expect.stringMatching(/No task asked for the answer to 4\.$/) },
      },
    })
  })
})

describe('taskComplete', () => {
  const waits = playbook(
    'Waits',
    ['2'],
    [
      task('2', 'condition', { YES: ['3'], NO: ['4'] }, { task: { name: 'Wait', tags: ['polling'] } }),
      printing('3', '${currentPlaybookID} yes'),
      printing('4', '${currentPlaybookID} no'),
    ],
  )
  const twice = playbook('Twice', ['1', '2'], [calling('1', 'Waits'), calling('2', 'Waits')])

  test('means the task of the playbook that is named (parentPlaybookID)', async () => {
    const { room } = await began([twice, waits])
    const of = (id: string, input: string) =>
      `!taskComplete id=polling parentPlaybookID="${id}" input=${input}`
    await room.session.run(of('Waits id-2', 'NO'))
    expect(saidIn(room)).toContain('Waits id-2 no')
    expect(await contentsOf(room, of('Nowhere', 'NO'))).toEqual([
      expect.stringMatching(/No task "polling" of playbook "Nowhere" waits/),
    ])
    await room.session.run(of('Waits id', 'YES'))
    expect(saidIn(room)).toContain('Waits id yes')
  })

  test('takes the further arguments that scripts give it', async () => {
    const { room } = await began([waits])
    expect(await contentsOf(room, '!taskComplete id=gone allowSkipped=true')).toEqual([
      expect.stringMatching(/No task gone waits/),
    ])
    expect(await contentsOf(room, '!taskComplete id=gone')).toEqual([
      expect.stringMatching(/No task "gone" waits in incident 1/),
    ])
    await room.session.run('!taskComplete id=2 input=YES isAutoRun=true args=`{}`')
    expect(saidIn(room)).toContain('Waits id yes')
  })
})

test('a scheduled line is cancelled by the id that was given for it (scheduledEntryGuid)', async () => {
  const { room } = await began([playbook('Idle', ['1'], [printing('1', 'x')])])
  const schedule = () => [...(room.session.parts.state.room.investigation('1').schedules?.keys() ?? [])]
  await room.session.run('!scheduleEntry command="Print value=tick" cron="0 * * * *" scheduledEntryGuid=g-1')
  expect(schedule()).toEqual(['g-1'])
  expect(await contentsOf(room, '!stopScheduleEntry')).toEqual([expect.stringMatching(/needs the id/)])
  await room.session.run('!stopScheduleEntry scheduledEntryGuid=g-1')
  expect(schedule()).toEqual([])
})

describe('a run that is not finished', () => {
  const manual = playbook('Manual', ['1'], [task('1', 'regular', ['2']), printing('2', 'done')])
  const other = playbook('Other', ['1'], [printing('1', 'other')])

  test('is not given up for another playbook, unless --anew says so', async () => {
    const { room } = await began([manual, other])
    expect(await runOf(room, '/playbook Other')).toEqual(
      refused(/"Manual" is not finished in incident 1 \(waiting\); .*--anew/),
    )
    expect(await runOf(room, '/playbook Other --incident #1')).toEqual(refused(/is not finished/))
    expect(await runOf(room, '/playbook Other --anew')).toMatchObject({ incident: '1', state: 'completed' })
    expect(saidIn(room)).toEqual(['other'])
    expect(await runOf(room, '/playbook Manual')).toMatchObject({ incident: '1', state: 'waiting' })
  })

  test('that setPlaybook replaced is answered with the one in its place', async () => {
    const sets = playbook(
      'Sets',
      ['1'],
      [command('1', 'setPlaybook', { name: 'Other' }, ['2']), printing('2', 'no')],
    )
    const { run, room } = await began([sets, other])
    expect(run).toMatchObject({ incident: '1', state: 'completed', tasks: { 1: 'Completed' } })
    expect(saidIn(room).at(-1)).toBe('other')
  })
})

describe('--draw', () => {
  const leaf = playbook('Leaf', ['7'], [printing('7', 'x', ['8']), task('8', 'regular')])
  const main = playbook('Main', ['1'], [calling('1', 'Leaf')])

  test('colours the tasks of a sub-playbook as they are in the run', async () => {
    const { room } = await began([main, leaf])
    const file = path.join(emptyFolder(), 'leaf.md')
    await room.session.run(`/playbook Leaf --incident 1 --draw ${file}`)
    expect(readFileSync(file, 'utf8')).toMatch(/class t0,t1 Completed\n.*\n {2}class t2 Waiting/)
  })

  test('of an incident that is none is refused', async () => {
    const { room } = await began([main, leaf])
    expect(await runOf(room, '/playbook Main --incident 77 --draw x.md')).toEqual(refused(/no incident 77/))
  })
})
