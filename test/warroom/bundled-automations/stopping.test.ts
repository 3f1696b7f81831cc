import { expect, test } from 'vitest'
import { samplePack } from '../../wire/automation-pack.ts'
import { contentsOf, type TestRoom, testRoom } from '../engine/room.ts'
import { acmeZip } from '../stand-in.ts'

const opened = async (change?: (script: string) => string): Promise<TestRoom> =>
  testRoom({ packs: [acmeZip(), await samplePack(change)] })

const STOPPED = /^The automation was stopped: it gave no result within [\d.]+ seconds\.$/

test('its time limit is that of the line, and what it did before stays', async () => {
  const room = await opened()
  expect(await contentsOf(room, '!Linger execution-timeout=1.5')).toEqual([
    'The automation was stopped: it gave no result within 1.5 seconds.',
  ])
  expect(room.session.investigation.context.value).toMatchObject({ Linger: { began: true } })
})

test('without one on the line, it is that of its YAML', async () => {
  const room = await opened(yaml => yaml.replace('name: Linger\n', 'name: Linger\ntimeout: 1s\n'))
  expect(await contentsOf(room, '!Linger')).toEqual([
    'The automation was stopped: it gave no result within 1 seconds.',
  ])
})

test('what it runs is stopped with it: no process is left busy', async () => {
  const room = await opened()
  expect(await contentsOf(room, '!Linger inside=Linger execution-timeout=2')).toEqual([
    expect.stringMatching(STOPPED),
  ])
  // It needs all four.
  expect(await contentsOf(room, '!Nest deeper=3')).toEqual([expect.stringMatching(/^(\d+\n){3}\d+$/)])
})

test('an interruption stops it and what it runs, and the next line runs', async () => {
  const room = await opened()
  const line = contentsOf(room, '!Linger inside=Linger')
  const began = () => (room.session.investigation.context.value as { Linger?: object }).Linger
  while (!began()) await new Promise(later => setTimeout(later, 20))
  room.interrupt('The command was interrupted.')
  expect(await line).toEqual(['The command was interrupted.'])
  expect(await contentsOf(room, '!Nest deeper=3')).toEqual([expect.stringMatching(/^(\d+\n){3}\d+$/)])
})
