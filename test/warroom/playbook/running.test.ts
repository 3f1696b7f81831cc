import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentsOf } from '../engine/room.ts'
import { emptyFolder, fileOf } from '../stand-in.ts'
import {
  answerTo,
  command,
  contextIn,
  packOf,
  playbook,
  printing,
  roomOn,
  runOf,
  SLOW,
  SLOW_INSTANCE,
  saidIn,
  script,
  task,
} from './room.ts'

const manual = task('2', 'regular', ['3'], { task: { name: 'Look', tags: ['look'] } })
const chain = playbook('Chain', ['1'], [printing('1', 'one', ['2']), manual, printing('3', 'three')])
const choice = playbook(
  'Choice',
  ['1'],
  [task('1', 'condition', { YES: ['2'], NO: ['3'] }), printing('2', 'y'), printing('3', 'n')],
)

describe('/playbook', () => {
  test('runs in a new incident of its name, waits, and goes on with /task', async () => {
    const room = await roomOn(packOf([chain]))
    expect(await runOf(room, '/playbook Chain')).toEqual({
      incident: '1',
      state: 'waiting',
      tasks: { 0: 'Completed', 1: 'Completed', 2: 'Waiting', 3: 'New' },
    })
    const waiting = [{ incident: '1', id: '2', name: 'Look', state: 'Waiting', waitsFor: 'complete' }]
    // The playground shows what waits anywhere.
    expect(await answerTo(room, '/tasks')).toEqual(waiting)
    await room.session.run('/incident 1')
    expect(await answerTo(room, '/tasks')).toEqual(waiting)
    expect(await runOf(room, '/task look complete')).toMatchObject({ state: 'completed' })
    expect(saidIn(room)).toEqual(['one', 'three'])
    expect(await answerTo(room, '/incident 1')).toMatchObject({ runStatus: 'completed', name: 'Chain' })
  })

  test.each([
    ['/playbook Choice --answer 1=no', { 1: 'Completed', 2: 'Skipped', 3: 'Completed' }],
    ['/playbook "Choice" --answer 1=YES', { 1: 'Completed', 2: 'Completed', 3: 'Skipped' }],
    ['/playbook "Choice id" --answer 1=YES', { 1: 'Completed' }],
  ])('%s', async (line, tasks) => {
    const room = await roomOn(packOf([choice]))
    expect(await runOf(room, line)).toMatchObject({ state: 'completed', tasks })
  })

  test.each([
    ['/playbook Nosuch', /^There is no playbook "Nosuch"/],
    ['/playbook Choise', /nearest by spelling: Choice/],
    ['/playbook Choice --answer 1=perhaps', /^Task 1 .* takes one of YES, NO, not "perhaps" \(PB-25\)/],
    ['/playbook Choice --answer x', /names no task/],
    ['/playbook Choice --loud', /has no option --loud/],
    ['/playbook Choice --incident', /needs a value/],
    ['/playbook Choice --incident 77', /no incident 77 and no file/],
    ['/task 1 complete', /No playbook runs/],
  ])('%s is told', async (line, sentence) => {
    const room = await roomOn(packOf([choice]))
    expect(await runOf(room, line)).toEqual({ refused: expect.stringMatching(sentence) })
    expect(await contentsOf(room, '!Print value=usable')).toEqual(['usable'])
  })

  test('makes the incident that a file describes', async () => {
    const file = fileOf('incident.yaml', 'name: Ann leaves\ntype: Leave\ndetails: soon\ndepartment: Sales\n')
    const own = playbook('Tell', ['1'], [printing('1', '${incident.name}: ${incident.department}')])
    const room = await roomOn(packOf([own]))
    expect(await runOf(room, `/playbook Tell --incident ${file}`)).toMatchObject({ state: 'completed' })
    expect(saidIn(room)).toEqual(['Ann leaves: Sales'])
    expect(await answerTo(room, '/incident 1')).toMatchObject({ details: 'soon', type: 'Leave' })
  })

  test('goes on with a run that waits, and with --anew begins another', async () => {
    const room = await roomOn(packOf([choice]))
    await room.session.run('/playbook Choice')
    await room.session.run('/incident 1')
    expect(await runOf(room, '/playbook Choice --answer 1=YES')).toMatchObject({ state: 'completed' })
    expect(await runOf(room, '/playbook Choice')).toMatchObject({ state: 'waiting' })
    expect(await runOf(room, '/playbook Choice --anew --answer 1=NO')).toMatchObject({ incident: '1' })
    expect(saidIn(room)).toEqual(['y', 'n'])
  })

  test('without a name tells which there are', async () => {
    expect(await answerTo(await roomOn(packOf([choice, chain])), '/playbook')).toEqual(['Chain', 'Choice'])
  })

  test('draws its graph, with the states of the run that is there', async () => {
    const room = await roomOn(packOf([choice]))
    const file = path.join(emptyFolder(), 'choice.md')
    await room.session.run(`/playbook Choice --draw ${file}`)
    expect(readFileSync(file, 'utf8')).not.toContain('classDef')
    await room.session.run('/playbook Choice --answer 1=YES')
    await room.session.run(`/playbook Choice --incident 1 --draw ${file}`)
    expect(readFileSync(file, 'utf8')).toContain('class t0,t1,t2 Completed')
    expect(saidIn(room)).toEqual(['y'])
  })
})

describe('commands that are run again (HC §9)', () => {
  const poll = playbook(
    'Poll',
    ['1', '3'],
    [
      command('1', 'slow-job', {}, ['2']),
      printing('2', 'asked ${Job.asked} times'),
      printing('3', 'meanwhile'),
    ],
  )

  test('in a task, while other branches go on', async () => {
    const room = await roomOn(packOf([poll], [SLOW]), { yaml: SLOW_INSTANCE })
    expect(await runOf(room, '/playbook Poll')).toMatchObject({ state: 'completed' })
    expect(saidIn(room)).toEqual(['WAITING', 'meanwhile', 'WAITING', 'SUCCESS', 'asked 3 times'])
    // Two waits of 30 s that nobody has lived through.
    expect(room.session.parts.clock.now() >= '2026-03-01T08:01').toBe(true)
  })

  test('at the prompt', async () => {
    const room = await roomOn(packOf([], [SLOW]), { yaml: SLOW_INSTANCE })
    expect(await contentsOf(room, '!slow-job')).toEqual(['WAITING', 'WAITING', 'SUCCESS'])
    expect(contextIn(room, '0')).toEqual({ Job: { asked: 3 } })
  })

  test('one that does not end in time is an error', async () => {
    const never = { ...SLOW, code: SLOW.code.replace('n < 3', 'true') }
    const room = await roomOn(packOf([poll], [never]), { yaml: SLOW_INSTANCE })
    const run = await runOf(room, '/playbook Poll')
    expect(run).toMatchObject({ state: 'error', errors: { 1: expect.stringMatching(/Timeout/) } })
    expect((await contentsOf(room, '!slow-job')) as unknown[]).toContainEqual(
      expect.stringMatching(/Timeout/),
    )
  })
})

describe('what starts a playbook', () => {
  const type = { id: 'Leave', name: 'Leave', color: '#fff', playbookId: 'Chain id', autorun: true }
  const items = {
    'IncidentTypes/leave.json': type,
    'IncidentTypes/q.json': { ...type, id: 'Quiet', name: 'Quiet', autorun: false },
  }

  test('the type of a new incident, when it says autorun', async () => {
    const room = await roomOn(packOf([chain], [], items))
    await room.session.run('!createNewIncident name=a type=Leave')
    await room.session.run('!createNewIncident name=b type=Quiet')
    expect(saidIn(room, '1')).toEqual(['one'])
    expect(saidIn(room, '2')).toEqual([])
    expect(await answerTo(room, '/incident 1')).toMatchObject({ runStatus: 'waiting' })
    await room.session.run('!setPlaybookAccordingToType id=2')
    expect(saidIn(room, '2')).toEqual(['one'])
  })

  test('setPlaybook, in place of the one that runs', async () => {
    const room = await roomOn(packOf([chain, choice]))
    await room.session.run('/playbook Chain')
    await room.session.run('!setPlaybook name=Choice id=1')
    await room.session.run('/incident 1')
    expect(await answerTo(room, '/tasks')).toMatchObject([{ id: '1', waitsFor: 'one of YES, NO' }])
    await room.session.run('!taskComplete id=1 input=NO')
    expect(saidIn(room).at(-1)).toBe('n')
  })

  test('closing the incident drops what waits', async () => {
    const room = await roomOn(packOf([chain]))
    await room.session.run('/playbook Chain')
    await room.session.run('/incident 1')
    await room.session.run('!closeInvestigation closeReason=Resolved')
    expect(await answerTo(room, '/incident')).toMatchObject({ status: 2, runStatus: 'completed' })
    expect(await answerTo(room, '/tasks')).toEqual([])
  })

  test('a playbook that cannot run is told in its incident, which stays usable', async () => {
    const broken = playbook('Chain', ['9'], [])
    const room = await roomOn(packOf([broken], [], items))
    await room.session.run('!createNewIncident name=a type=Leave')
    expect(saidIn(room)).toEqual([expect.stringMatching(/leads to task "9".*PB-10/)])
    await room.session.run('/incident 1')
    expect(await contentsOf(room, '!Print value=usable')).toEqual(['usable'])
  })
})

describe('lines that are scheduled', () => {
  const generic = playbook(
    'Generic',
    ['1'],
    [
      command(
        '1',
        'scheduleEntry',
        { command: '!taskComplete id=done input=YES', cron: '*/5 * * * *', times: '1' },
        ['2'],
      ),
      task('2', 'condition', { YES: ['3'], NO: ['4'] }, { task: { name: 'Wait', tags: ['done'] } }),
      printing('3', 'done'),
      printing('4', 'late'),
    ],
  )

  test('complete a task by its tag while the playbook waits', async () => {
    const room = await roomOn(packOf([generic]))
    expect(await runOf(room, '/playbook Generic')).toMatchObject({ state: 'completed' })
    expect(saidIn(room)).toContain('done')
    expect(room.session.parts.clock.now() >= '2026-03-01T08:05').toBe(true)
  })

  test('run when the clock has come so far, and stop when they are cancelled', async () => {
    const room = await roomOn(packOf([chain]))
    await room.session.run('!createNewIncident name=a')
    await room.session.run('/incident 1')
    await room.session.run('!scheduleEntry command="Print value=tick" cron="0 * * * *"')
    await room.session.run('/clock +1h')
    await room.session.run('/clock +1h')
    expect(saidIn(room).filter(said => said === 'tick')).toHaveLength(2)
    await room.session.run('!cancelScheduledEntry id=${ScheduledEntryID}')
    await room.session.run('/clock +1h')
    expect(saidIn(room).filter(said => said === 'tick')).toHaveLength(2)
  })
})

describe('people are asked', () => {
  const ask = task(
    '1',
    'condition',
    { Yes: ['2'], No: ['3'] },
    {
      message: {
        to: { simple: '${Boss}' },
        subject: { simple: 'May ${Who} go?' },
        body: { simple: 'Please say.' },
        methods: ['email'],
        replyOptions: ['Yes', 'No'],
      },
    },
  )
  const asking = playbook(
    'Asking',
    ['9'],
    [
      script('9', 'Set', { key: 'Boss', value: 'boss@x.example' }, ['8']),
      script('8', 'Set', { key: 'Who', value: 'Ann' }, ['1']),
      ask,
      printing('2', 'goes'),
      printing('3', 'stays'),
    ],
  )

  test('by a mail in the outbox that says how to answer', async () => {
    const outbox = emptyFolder()
    const room = await roomOn(packOf([asking]), { outbox })
    expect(await runOf(room, '/playbook Asking')).toMatchObject({ state: 'waiting' })
    const mail = readFileSync(path.join(outbox, '1-1.eml'), 'utf8')
    expect(mail).toMatch(/^To: boss@x.example\nSubject: May Ann go\?\n/)
    expect(mail).toContain('/task 1 complete LABEL in incident 1')
    await room.session.run('/incident 1')
    expect(await runOf(room, '/task 1 complete yes')).toMatchObject({ state: 'completed' })
    expect(saidIn(room).at(-1)).toBe('goes')
  })

  const form = {
    title: 'Which ones?',
    questions: [
      { id: 'who', type: 'multiSelect', required: true, options: ['a', 'b', 'c'], fieldassociated: '' },
      { id: 'why', type: 'shortText', required: false, fieldassociated: 'details' },
    ],
  }
  const collect = playbook(
    'Collect',
    ['1'],
    [
      task('1', 'collection', ['2'], { form, message: { timings: { completeafterreplies: 2 } } }),
      printing('2', '${Which ones?.Answers.who}'),
    ],
  )

  test('for answers, as many times as the task says', async () => {
    const room = await roomOn(packOf([collect]))
    await room.session.run('/playbook Collect')
    await room.session.run('/incident 1')
    expect(await runOf(room, '/task 1 answer why=x')).toEqual({
      refused: expect.stringMatching(/needs an answer to question "who"/),
    })
    expect(await runOf(room, '/task 1 answer who=a colour=red')).toEqual({
      refused: expect.stringMatching(/no question "colour"/),
    })
    expect(await runOf(room, '/task 1 answer who=a,b why=gone')).toMatchObject({ state: 'waiting' })
    expect(await runOf(room, '/task 1 answer who=c')).toMatchObject({ state: 'completed' })
    expect(contextIn(room)).toMatchObject({
      'Which ones?': { Answers: { who: ['a', 'b', 'c'], why: 'gone' } },
    })
    expect(await answerTo(room, '/incident')).toMatchObject({ details: 'gone' })
  })
})

test('a mail that cannot be delivered fails its task', async () => {
  const outbox = path.join(emptyFolder(), 'file')
  writeFileSync(outbox, '')
  const asks = playbook(
    'Asks',
    ['1'],
    [
      task(
        '1',
        'condition',
        { Yes: [] },
        { message: { to: { simple: 'a@x.example' }, body: { simple: 'x' } } },
      ),
    ],
  )
  const room = await roomOn(packOf([asks]), { outbox })
  expect(await runOf(room, '/playbook Asks')).toMatchObject({
    state: 'error',
    errors: { 1: expect.stringMatching(/--outbox/) },
  })
})
