import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { samplePack } from '../../wire/automation-pack.ts'
import { closed, contentsOf, type TestRoom, testRoom } from '../engine/room.ts'
import { scriptPack } from '../script-pack.ts'
import { acmeZip, isGone } from '../stand-in.ts'

const opened = async (state?: string): Promise<TestRoom> =>
  testRoom({ packs: [acmeZip(), await samplePack()], ...(state === undefined ? {} : { state }) })

/** The processes in which Nest ran. */
async function processes(room: TestRoom, deeper: number): Promise<number[]> {
  const [said] = (await contentsOf(room, `!Nest deeper=${deeper}`)) as string[]
  return String(said).split('\n').map(Number)
}

test('automations of one bundle share its processes; one that runs another gets a further one', async () => {
  const room = await opened()
  const [first] = await processes(room, 0)
  expect(await processes(room, 0)).toEqual([first])
  const four = await processes(room, 3)
  expect(new Set(four).size).toBe(4)
  expect(four).toContain(first)
  await room.session.run('!Greet name=Ann')
  expect(four).toContain((await processes(room, 0))[0])
  expect(readdirSync(path.join(room.folder, 'bundles'))).toHaveLength(1)
  await closed(room)
  expect(four.filter(pid => !isGone(pid))).toEqual([])
})

test('a fifth one inside of four others is refused in one sentence, and nothing is stuck', async () => {
  const room = await opened()
  expect(await contentsOf(room, '!Nest deeper=4')).toEqual([
    expect.stringMatching(
      /^Nest was not run: automations of one bundle run one another at most 4 deep\.(\n\d+){3}$/,
    ),
  ])
  expect(await processes(room, 3)).toHaveLength(4)
})

test('an automation in JavaScript and one that is bundled run one another', async () => {
  const code = 'return executeCommand("Greet", { name: args.name || "Ann" })[0].Contents.text'
  const automation = { automation: 'Js', code }
  const room = await testRoom({ packs: [acmeZip(), await samplePack(), scriptPack([automation])] })
  expect(await contentsOf(room, '!Js')).toEqual(['Hello Ann'])
  expect(await contentsOf(room, '!AskAll command=Js with=`{"name":"Bob"}`')).toMatchObject([
    { entries: [{ Contents: 'Hello Bob' }] },
  ])
})

test('a command of an instance runs inside, and may not act itself', async () => {
  const room = await opened()
  expect(await contentsOf(room, '!AskAll command=acme-echo with=`{"text":"hi"}`')).toMatchObject([
    { entries: [{ Type: 1, Contents: { text: 'hi' } }] },
  ])
})

test('the clock of the war room is that of its automations', async () => {
  const room = await testRoom({ packs: [acmeZip(), await samplePack()], now: '2030-01-02T03:04:05.000Z' })
  expect(await contentsOf(room, '!Greet Ann')).toMatchObject([{ at: expect.stringMatching(/^2030-01-02T/) }])
})

test('bundles stay as long as a loaded automation carries them', async () => {
  const room = await opened()
  await room.session.run('!Greet name=Ann')
  const bundles = path.join(room.folder, 'bundles')
  const [kept] = readdirSync(bundles)
  const state = await closed(room)
  const again = await opened(state)
  expect(readdirSync(bundles)).toEqual([kept])
  await closed(again)
  await testRoom({ state })
  expect(readdirSync(bundles)).toEqual([])
})

test('a damaged bundle is refused, and the line is not run', async () => {
  const damage = (script: string) => script.replace(/(sha256:|HASH = ')[0-9a-f]{4}/g, '$10000')
  const room = await testRoom({ packs: [acmeZip(), await samplePack(damage)] })
  expect(await contentsOf(room, '!Greet name=Ann')).toEqual({
    error: expect.stringMatching(/^The bundle of automation "Greet" in .* is damaged/),
  })
})

test('the help lists them, with their arguments', async () => {
  const room = await opened()
  const { value } = (await contentsOf(room, '/help')) as { value: { commands: object[] } }
  expect(value.commands).toContainEqual({
    name: 'Greet',
    kind: 'automation',
    description: 'Greets somebody. Its second sentence.',
  })
  const one = (await contentsOf(room, '/help Greet')) as { value: { arguments: { name: string }[] } }
  expect(one.value.arguments.map(({ name }) => name)).toEqual(['name', 'loud', 'password'])
})
