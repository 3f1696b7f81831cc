import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { Clock } from '../../../warroom/clock.ts'
import type { Answer } from '../../../warroom/engine/outcome.ts'
import { clockOperation } from '../../../warroom/operations/clock.ts'
import { tableOf } from '../../../warroom/operations/table.ts'
import { contentsOf, type TestRoom, testRoom } from '../engine/room.ts'
import { acmeZip, SNAKE } from '../stand-in.ts'

const yaml = `
- { name: good one, brand: Acme Directory, params: { credentials: right } }
- { name: off, brand: Acme Directory, enabled: false, params: { credentials: right } }
- { name: refused, brand: Acme Directory, params: { credentials: wrong } }
- { name: zz, brand: Snake }
`
const room = (): Promise<TestRoom> => testRoom({ yaml, packs: [acmeZip(), SNAKE] })

const GOOD = { instance: 'good one', ok: true, message: 'ok' }
const WRONG = { instance: 'refused', ok: false, message: 'the token is refused' }
const SNAKES = { instance: 'zz', ok: false, message: expect.stringContaining('cannot run here yet') }

async function answer(own: TestRoom, line: string): Promise<Answer> {
  const outcome = await own.session.run(line)
  if (!('answer' in outcome)) throw new Error(`${line} gave no answer`)
  return outcome.answer
}

describe('/test', () => {
  test.each<[string, unknown[], boolean]>([
    ['/test', [GOOD, WRONG, SNAKES], true],
    ['/test good one', [GOOD], false],
    ['/test "good one"', [GOOD], false],
    ['/test off', [{ instance: 'off', ok: true, message: 'ok' }], false],
    ['/test refused', [WRONG], true],
  ])('%s', async (line, value, failed) => {
    expect(await answer(await room(), line)).toMatchObject({ value, failed })
  })

  test('of an unknown instance cannot run', async () => {
    expect(await contentsOf(await room(), '/test refsued')).toEqual({
      error: 'There is no instance "refsued"; nearest by spelling: refused.',
    })
  })

  test('changes nothing', async () => {
    const own = await room()
    await answer(own, '/test')
    expect(own.session.investigation.entries).toEqual([])
  })
})

test('/instances', async () => {
  expect((await answer(await room(), '/instances')).value).toEqual([
    { name: 'good one', brand: 'Acme Directory', enabled: true },
    { name: 'off', brand: 'Acme Directory', enabled: false },
    { name: 'refused', brand: 'Acme Directory', enabled: true },
    { name: 'zz', brand: 'Snake', enabled: true },
  ])
})

test('/incidents lists by id', async () => {
  const own = await room()
  expect(await answer(own, '/incidents')).toMatchObject({
    value: [],
    shown: { text: 'There are no incidents.' },
  })
  own.session.parts.state.commit({
    incidents: [
      { id: '10', name: 'Ten', status: 2 },
      {
        id: '9',
        name: 'Nine',
        type: 'T',
        status: 1,
        owner: 'ann',
        created: '2026-01-01T00:00:00.000Z',
        secret: 'not shown',
      },
    ],
  })
  const { value, shown } = await answer(own, '/incidents')
  expect(value).toEqual([
    { id: '9', name: 'Nine', type: 'T', status: 1, owner: 'ann', created: '2026-01-01T00:00:00.000Z' },
    { id: '10', name: 'Ten', type: null, status: 2, owner: null, created: null },
  ])
  expect(shown.text).toContain('| 9 | Nine | T | Active | ann |')
})

describe('/context', () => {
  test.each<[string, unknown]>([
    [
      '/context',
      {
        Acme: {
          Echo: [
            { text: 'a b', mode: 'quiet' },
            { text: 'c', mode: 'loud' },
          ],
        },
      },
    ],
    ['/context Acme.Echo.text', ['a b', 'c']],
    ['/context ${Acme.Echo.[0].text}', 'a b'],
    ['/context Acme.Echo(val.text == "a b").mode', 'quiet'],
    ['/context Nothing.here', null],
  ])('%s', async (line, value) => {
    const own = await testRoom()
    await own.session.run('!acme-echo text="a b"')
    await own.session.run('!acme-echo text=c mode=loud')
    expect((await answer(own, line)).value).toEqual(value)
  })

  test('with a query that cannot be read cannot run', async () => {
    expect(await contentsOf(await testRoom(), '/context A(val')).toEqual({
      error: expect.stringContaining('A(val'),
    })
  })
})

test('/list names the lists, shows one, or tells the nearest', async () => {
  const own = await testRoom()
  expect((await answer(own, '/list')).value).toEqual(['Acme settings', 'Acme settings-sample'])
  expect((await answer(own, '/list "Acme settings"')).value).toBe('{"quota": 3}')
  expect(await contentsOf(own, '/list Acme setting')).toMatchObject({
    error: expect.stringContaining('nearest by spelling: Acme settings'),
  })
})

test('/save writes the snapshots', async () => {
  const own = await testRoom()
  await own.session.run('a note')
  expect((await answer(own, '/save')).value).toBe(own.folder)
  expect(readFileSync(path.join(own.folder, 'incidents/0/entries.jsonl'), 'utf8')).toContain('a note')
})

describe('/clock', () => {
  test('shows and moves the time, and whoever follows', async () => {
    const own = await testRoom({ now: '2026-03-01T08:00:00Z' })
    const followed: string[] = []
    const { run } = clockOperation(async now => void followed.push(now))
    expect((await run(own.session, '', [])).value).toMatch(/^2026-03-01T08:00:0/)
    expect(followed).toEqual([])
    expect((await run(own.session, '+1d', [])).value).toMatch(/^2026-03-02T08:00:0/)
    expect(followed).toEqual([expect.stringMatching(/^2026-03-02T08:00:0/)])
    expect(own.session.parts.clock).toBeInstanceOf(Clock)
  })

  test('with a time that is none cannot run', async () => {
    expect(await contentsOf(await testRoom(), '/clock tomorrow')).toEqual({
      error: expect.stringContaining('"tomorrow" is no time'),
    })
  })
})

describe('/help', () => {
  test('lists operations, and commands by integration', async () => {
    const { value, shown } = await answer(await room(), '/help')
    expect(value).toMatchObject({
      operations: expect.arrayContaining([{ name: '/test [INSTANCE]', description: expect.any(String) }]),
      commands: expect.arrayContaining([
        { name: 'acme-echo', brand: 'Acme Directory', description: 'Gives back what it got. Nothing else.' },
        { name: 'snake-hiss', brand: 'Snake', description: 'Hisses.' },
      ]),
    })
    expect(shown.text).toContain('| !acme-echo | Gives back what it got. |')
    expect(shown.text).toContain('### Commands of Snake')
  })

  test.each(['/help acme-echo', '/help !acme-echo'])(
    '%s tells arguments, outputs and an example',
    async line => {
      const { value, shown } = await answer(await room(), line)
      expect(value).toMatchObject({
        name: 'acme-echo',
        arguments: [{ name: 'text' }, { name: 'many' }, { name: 'mode' }, { name: 'password' }],
      })
      const text = String(shown.text)
      expect(text).toContain('Offered by Acme Directory, Snake.')
      expect(text).toContain('| mode |  | default quiet; one of loud, quiet |')
      expect(text).toContain('| password |  | secret |')
      expect(text).toContain('| Acme.Echo.text | String | What was said. |')
      expect(text).toContain('!acme-echo text=')
    },
  )

  test('of an operation, and of nothing known', async () => {
    const own = await room()
    expect((await answer(own, '/help /clock')).value).toMatchObject({ name: '/clock [+1d | -2h | ISO]' })
    expect((await answer(own, '/help test')).value).toMatchObject({ name: '/test [INSTANCE]' })
    expect(await contentsOf(own, '/help acme-ehco')).toEqual({
      error: expect.stringContaining('nearest by spelling: acme-echo'),
    })
  })
})

test.each([
  [['a|b\nc`d'], '### T\n|h|\n|---|\n| a\\|b<br>c\\`d |\n'],
  [[null], '### T\n|h|\n|---|\n|  |\n'],
  [[{ a: 1 }], '### T\n|h|\n|---|\n| {"a":1} |\n'],
])('a table of %j', (row, text) => {
  expect(tableOf('T', ['h'], [row], 'none')).toEqual({ format: 'markdown', text })
})
