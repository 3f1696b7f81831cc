import { describe, expect, test } from 'vitest'
import { acmeZip, SNAKE } from '../stand-in.ts'
import { contentsOf, testRoom } from './room.ts'

const TWO = `
- { name: b, brand: Acme Directory, params: { credentials: beta-token } }
- { name: a, brand: Acme Directory, params: { credentials: alpha-token } }
- { name: off, brand: Acme Directory, enabled: false, params: { credentials: other-token } }
`

describe('a command', () => {
  test('gives entries with id, brand, instance and the line', async () => {
    const room = await testRoom()
    const outcome = await room.session.run('!acme-echo text=hi')
    expect(outcome).toMatchObject({
      line: '!acme-echo text=hi',
      results: [
        {
          instance: 'acme_1',
          entries: [
            {
              Type: 1,
              Contents: { text: 'hi', mode: 'quiet' },
              ID: '1@0',
              Brand: 'Acme Directory',
              ModuleName: 'acme_1',
              Metadata: {
                id: '1@0',
                brand: 'Acme Directory',
                instance: 'acme_1',
                investigationId: '0',
                parentContent: '!acme-echo text=hi',
              },
            },
          ],
        },
      ],
    })
    expect(await room.session.run('a note')).toMatchObject({ results: [{ entries: [{ ID: '2@0' }] }] })
  })

  test('gets params of the YAML and its instance, but no last run and no context', async () => {
    const room = await testRoom()
    const [start] = (await contentsOf(room, '!acme-start')) as Record<string, unknown>[]
    expect(start).toEqual({
      kind: 'command',
      command: 'acme-start',
      args: {},
      params: {
        url: 'https://acme.example',
        credentials: { identifier: '', password: 's3cret-token' },
        insecure: false,
        verbose: true,
        limit: '50',
        mode: 'fast',
        kinds: ['users', 'groups'],
      },
      lastRun: {},
      integrationContext: {},
      instance: { brand: 'Acme Directory', name: 'acme_1' },
      investigation: { id: '0' },
    })
  })

  test('writes its context by the selector, an error entry too (HC-64)', async () => {
    const room = await testRoom()
    await room.session.run('!acme-echo text=a')
    await room.session.run('!acme-echo text=b mode=loud')
    await room.session.run('!acme-echo text=a mode=loud')
    await room.session.run('!acme-fail')
    expect(room.session.investigation.context.value).toEqual({
      Acme: {
        Echo: [
          { text: 'a', mode: 'loud' },
          { text: 'b', mode: 'loud' },
        ],
        Failed: true,
      },
    })
  })

  test('takes values from the context and keeps their type', async () => {
    const room = await testRoom()
    await room.session.run('!acme-echo text=a')
    await room.session.run('!acme-echo text=b')
    expect(
      await contentsOf(room, '!acme-echo many=${Acme.Echo.text} text="say ${Acme.Echo.[0].text}"'),
    ).toEqual([{ text: 'say a', many: ['a', 'b'], mode: 'quiet' }])
  })

  test('runs once per item when the argument is no list (HC-12)', async () => {
    const room = await testRoom()
    await room.session.run('!acme-echo text=a')
    await room.session.run('!acme-echo text=b')
    const outcome = await room.session.run('!acme-echo ${Acme.Echo.text} mode=loud')
    expect(outcome).toMatchObject({
      results: [
        {
          entries: [
            { ID: '3@0', Contents: { text: 'a' } },
            { ID: '4@0', Contents: { text: 'b' } },
          ],
        },
      ],
    })
  })

  test('is told the time only when the clock was moved', async () => {
    const room = await testRoom({ now: '2030-01-02T03:04:05Z' })
    const [start] = (await contentsOf(room, '!acme-start')) as { now: string }[]
    expect(start?.now).toMatch(/^2030-01-02T03:04:0/)
  })
})

describe('the instances of a command', () => {
  test.each([
    ['!acme-echo x', ['a', 'b']],
    ['!acme-echo x using=b', ['b']],
    ['!acme-echo x using="b,a,b"', ['a', 'b']],
    ['!acme-echo x using-brand="Acme Directory"', ['a', 'b']],
  ])('%s runs on %j', async (line, names) => {
    const room = await testRoom({ yaml: TWO })
    const outcome = await room.session.run(line)
    expect('results' in outcome && outcome.results.map(({ instance }) => instance)).toEqual(names)
  })

  test.each([
    ['!acme-echo x using=nobody', 'There is no instance "nobody"; the instances are "a", "b", "off".'],
    ['!acme-echo x using=off', 'Instance "off" is disabled; enable it in the instances file.'],
    [
      '!acme-echo x using-brand=Nope',
      'No brand "Nope" offers acme-echo; the brands that do: "Acme Directory".',
    ],
    ['!acme-ecko', 'Unknown command "acme-ecko"; nearest by spelling: acme-echo, acme-ask.'],
    ['!frobnicate', 'Unknown command "frobnicate"; /help lists the commands.'],
    ['!acme-echo colour=red', '!acme-echo has no argument "colour"; /help acme-echo lists its arguments'],
    ['!acme-remember', '!acme-remember needs the argument "key", which is missing or empty'],
    ['!acme-echo "open', expect.stringContaining('quote')],
    ['!acme-echo x execution-timeout=soon', expect.stringContaining('"execution-timeout" must be a number')],
    ['!acme-echo x raw-response=maybe', '"raw-response" must be true or false, not "maybe".'],
    ['!acme-echo x extend-context=A=(', expect.stringContaining('(')],
    ['!acme-echo ${A(val.x ==)}', expect.stringContaining('val.x ==')],
  ])('%s cannot run', async (line, error) => {
    const room = await testRoom({ yaml: TWO })
    expect(await contentsOf(room, line)).toEqual({ error })
    expect(room.session.investigation.entries).toEqual([])
  })

  test('an instance must be enabled for it', async () => {
    const room = await testRoom({
      yaml: TWO.replaceAll('params', 'enabled: false, params').replace(
        'enabled: false, enabled: false',
        'enabled: false',
      ),
    })
    expect(await contentsOf(room, '!acme-echo x')).toEqual({
      error: 'acme-echo needs an enabled instance of "Acme Directory"; there is none.',
    })
  })

  test('one that cannot run does not stop the others (HC-53), alone it is refused', async () => {
    const yaml = `${TWO}- { name: sss, brand: Snake }\n`
    const room = await testRoom({ yaml, packs: [acmeZip(), SNAKE] })
    const sentence = expect.stringMatching(
      /^Integration "Snake" \(.*Snake\.yml\) is written in python and cannot run here yet/,
    )
    expect(await contentsOf(room, '!acme-echo x')).toEqual([
      { text: 'x', mode: 'quiet' },
      { text: 'x', mode: 'quiet' },
      sentence,
    ])
    expect(await contentsOf(room, '!snake-hiss')).toEqual({ error: sentence })
    expect(await contentsOf(room, '!snake-hiss using=a')).toEqual({
      error: 'Instance "a" has no command snake-hiss; the instances that have it: "sss".',
    })
  })
})

describe('reserved arguments (HC-24)', () => {
  test('raw-response shows the Contents and writes the context all the same', async () => {
    const room = await testRoom()
    const outcome = await room.session.run('!acme-echo x raw-response=true')
    const entry = 'results' in outcome ? outcome.results[0]?.entries[0] : undefined
    expect(entry?.HumanReadable).toBeUndefined()
    expect(room.session.investigation.context.value).toEqual({ Acme: { Echo: { text: 'x', mode: 'quiet' } } })
  })

  test.each([
    ['ignore-outputs=true', {}],
    ['ignore-outputs=true extend-context=Said=text', { Said: 'x' }],
    [
      'extend-context="Said=text::How=mode"',
      { Acme: { Echo: { text: 'x', mode: 'quiet' } }, Said: 'x', How: 'quiet' },
    ],
  ])('%s', async (reserved, context) => {
    const room = await testRoom()
    await room.session.run(`!acme-echo x ${reserved}`)
    expect(room.session.investigation.context.value).toEqual(context)
  })

  test('retry-count runs again on an error and keeps the last attempt, with what the earlier ones remembered', async () => {
    const room = await testRoom()
    expect(await contentsOf(room, '!acme-flaky times=2 retry-count=2 retry-interval=0')).toEqual([
      { tried: 3, before: { tried: 2 } },
    ])
    expect(room.session.investigation.entries).toHaveLength(1)
  })

  test('without retries the first error stands', async () => {
    const room = await testRoom()
    expect(await contentsOf(room, '!acme-flaky times=1')).toEqual(['try 1'])
  })

  test('execution-timeout stops the command with an error entry', async () => {
    const room = await testRoom()
    expect(await contentsOf(room, '!acme-does hang execution-timeout=0.2')).toEqual([
      'The command was stopped: it gave no result within 0.2 seconds.',
    ])
    expect(await contentsOf(room, '!acme-echo x')).toEqual([{ text: 'x', mode: 'quiet' }])
  })
})
