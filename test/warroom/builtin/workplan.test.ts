import { describe, expect, test } from 'vitest'
import { contentsOf } from '../engine/room.ts'
import { answerTo, packOf, playbook, printing, roomOn, saidIn, task } from '../playbook/room.ts'

const asks = playbook(
  'Asks',
  ['1'],
  [
    task('1', 'condition', { yes: ['2'], no: ['3'] }, { task: { name: 'Decide', tags: ['decision'] } }),
    printing('2', 'yes it is'),
    printing('3', 'no it is not'),
  ],
)

describe('taskComplete', () => {
  test.each([
    ['!taskComplete id=1 input=yes', 'yes it is'],
    ['!taskComplete id=decision input=NO comment="too late"', 'no it is not'],
  ])('%s', async (line, said) => {
    const room = await roomOn(packOf([asks]))
    await room.session.run('/playbook Asks')
    await room.session.run('/incident 1')
    await room.session.run(line)
    expect(saidIn(room).at(-1)).toBe(said)
  })

  test.each([
    ['!taskComplete id=1 input=perhaps incidentId=1', /takes one of yes, no/],
    ['!taskComplete id=7 incidentId=1', /No task "7" waits in incident 1; those that wait are 1/],
    ['!taskComplete id=1 incidentId=9', /No playbook runs in incident 9/],
    ['!taskComplete id=1', /No playbook runs in incident 0/],
  ])('%s is an error entry', async (line, sentence) => {
    const room = await roomOn(packOf([asks]))
    await room.session.run('/playbook Asks')
    expect(await contentsOf(room, line)).toEqual([expect.stringMatching(sentence)])
  })
})

describe('setPlaybook', () => {
  test('of one that is not loaded is stored and told', async () => {
    const room = await roomOn(packOf([asks]))
    await room.session.run('!createNewIncident name=a')
    expect(await contentsOf(room, '!setPlaybook name=Elsewhere id=1')).toEqual([
      'Set playbookId of incident 1 to Elsewhere. It is not loaded, so it does not start.',
    ])
    expect(await answerTo(room, '/incident 1')).toMatchObject({ playbookId: 'Elsewhere' })
  })

  test.each([
    ['!setIncident replacePlaybook=Asks id=1', { playbookId: 'Asks id', runStatus: 'waiting' }],
    ['!setPlaybook Asks id=1', { playbookId: 'Asks id', runStatus: 'waiting' }],
  ])('%s starts it', async (line, incident) => {
    const room = await roomOn(packOf([asks]))
    await room.session.run('!createNewIncident name=a')
    await room.session.run(line)
    expect(await answerTo(room, '/incident 1')).toMatchObject(incident)
  })

  test('according to a type without one is an error entry', async () => {
    const room = await roomOn(packOf([asks]))
    await room.session.run('!createNewIncident name=a type=None')
    expect(await contentsOf(room, '!setPlaybookAccordingToType id=1')).toEqual([
      expect.stringMatching(/"None" of incident 1 has no playbook/),
    ])
  })
})

describe('scheduleEntry', () => {
  test.each([
    ['!scheduleEntry command="/fetch"', /no command that can be scheduled/],
    ['!scheduleEntry command="Print value=x" cron="* * *"', /expected five fields/],
    ['!scheduleEntry command="Print value=x" times=often', /times must be a number/],
    ['!cancelScheduledEntry id=7', /Nothing is scheduled under the id 7/],
  ])('%s is an error entry', async (line, sentence) => {
    const room = await roomOn(packOf([]))
    expect(await contentsOf(room, line)).toEqual([expect.stringMatching(sentence)])
  })

  test('a line that cannot be run is told each time, and survives the war room', async () => {
    const room = await roomOn(packOf([]))
    await room.session.run('!createNewIncident name=a')
    await room.session.run('/incident 1')
    await room.session.run('!scheduleEntry command="nosuch x=1" cron="0 * * * *" times=2')
    await room.session.run('/clock +1h')
    await room.session.run('/save')
    await room.session.run('/clock +1h')
    await room.session.run('/clock +1h')
    const told = saidIn(room).filter(said => /Unknown command "nosuch"/.test(String(said)))
    expect(told).toHaveLength(2)
  })
})

describe('createEntry', () => {
  test.each([
    ['!createEntry contents="**x**"', { Type: 1, Contents: '**x**', ContentsFormat: 'markdown' }],
    [
      '!createEntry contents=x contentsFormat=text tags=a,b note=true',
      { ContentsFormat: 'text', Tags: ['a', 'b'], Note: true },
    ],
  ])('%s', async (line, entry) => {
    const room = await roomOn(packOf([]))
    await room.session.run(line)
    expect(room.session.parts.state.room.investigation('0').entries).toMatchObject([entry])
  })
})
