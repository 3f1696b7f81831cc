import { expect, test } from 'vitest'
import { samplePack } from '../../wire/automation-pack.ts'
import { contextIn, packOf, playbook, roomOn, runOf, saidIn, script, task } from '../playbook/room.ts'

test('a task gets typed arguments, its entries stand in the incident, and an error entry is its error', async () => {
  const greets = script('1', 'Greet', { name: 'Ann', loud: 'yes' }, ['2'])
  const fails = script('2', 'Fail', { how: 'refusal' })
  const pack = packOf([playbook('P', ['1'], [greets, fails])])
  const room = await roomOn(pack, { packs: [pack, await samplePack()] })
  expect(await runOf(room, '/playbook P')).toMatchObject({
    state: 'error',
    errors: { 2: expect.stringMatching(/^\{"message":".+","missing":"profile"\}$/) },
  })
  expect(saidIn(room)).toMatchObject([{ text: 'HELLO ANN' }, { missing: 'profile' }])
  expect(contextIn(room)).toMatchObject({ Greeting: { text: 'HELLO ANN' } })
})

test('in a sub-playbook with a context of its own it reads and writes that one', async () => {
  const asks = script('1', 'AskAll', { command: 'Print', with: '{"value":"x"}' }, ['2'])
  const sub = playbook('S', ['1'], [asks, script('2', 'Print', { value: 'sub ${Asked.command}' })])
  const runs = task('1', 'playbook', ['2'], {
    separatecontext: true,
    task: { name: 'S', playbookName: 'S' },
  })
  const main = playbook('P', ['1'], [runs, script('2', 'Print', { value: 'main ${Asked.command}' })])
  const pack = packOf([main, sub])
  const room = await roomOn(pack, { packs: [pack, await samplePack()] })
  expect(await runOf(room, '/playbook P')).toMatchObject({ state: 'completed' })
  expect(saidIn(room)).toContain('sub Print')
  expect(contextIn(room)).not.toHaveProperty('Asked')
})
