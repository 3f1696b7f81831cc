import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { PYTHON } from '../wire/launcher.ts'
import { container, factsOf, launchedBy, scriptThat } from './bundles.ts'

/** Sends the outcome that the arguments hold, or puts an ask and tells its answer. */
const TOLD = `
  if (start && start.args.ask) send(start.args.ask)
  else if (start) send({ done: start.args.done })
  else done(line)`
const told = scriptThat(TOLD)
const entry = { Type: 1, ContentsFormat: 'text', Contents: 'did it' }

describe.skipIf(PYTHON === undefined)('what the platform is given through a container', () => {
  it('the start is told as the platform has it', async () => {
    const script = scriptThat('done({ ...start })')
    const { instance, lastRun, integrationContext, ...start } = factsOf(
      await container().run({
        script,
        command: 'x',
        args: { a: ['1'] },
        params: { p: true },
        lastRun: { v: 1 },
        integrationContext: { list: '[1,2]', text: 'plain' },
      }),
    )
    expect(start).toMatchObject({ kind: 'command', command: 'x', args: { a: ['1'] }, params: { p: true } })
    expect(instance).toEqual({ brand: 'Okta IAM', name: 'Okta IAM_instance_1' })
    // Only a fetch has a last run.
    expect({ lastRun, integrationContext }).toEqual({
      lastRun: {},
      integrationContext: { list: [1, 2], text: 'plain' },
    })
  })

  it('incidents, last run and the named keys of the integration context, in this order of writing', async () => {
    const written: string[] = []
    const done = {
      entries: [],
      incidents: [{ name: 'i' }],
      lastRun: { v: 2 },
      integrationContext: { oauth: { t: 1 }, gone: null },
    }
    const given = await container().run({
      script: told,
      command: 'fetch-incidents',
      args: { done },
      integrationContext: { gone: '"x"', kept: '"y"' },
      on: ({ type, command }) => written.push(command ?? type),
    })
    expect(given).toMatchObject({ incidents: [{ name: 'i' }], lastRun: { v: 2 } })
    expect(given.integrationContext).toEqual({ kept: '"y"', oauth: '{"t": 1}' })
    expect(written.slice(-4)).toEqual(['setIntegrationContext', 'result', 'setLastRun', 'completed'])
  })

  it('a write of the integration context that met a conflict is made again on what that left', async () => {
    const done = { entries: [entry], integrationContext: { mine: 1 } }
    const given = await container().run({ script: told, command: 'x', args: { done }, conflicts: 2 })
    expect(given.results).toEqual([entry])
    expect(given.integrationContext).toEqual({ mine: '1', other: '"written by somebody else"' })
  })

  it('what one command wrote is what the next one reads, kept node or not', async () => {
    const one = container()
    const script = scriptThat(`
      const n = (start.integrationContext.n ?? 0) + 1
      send({ done: { entries: [{ Type: 1, ContentsFormat: 'json', Contents: { pid: process.pid, n } }], integrationContext: { n } } })`)
    let integrationContext: JsonObject = {}
    for (const n of [1, 2, 3]) {
      const ran = await one.run({ script, command: 'x', integrationContext })
      expect(factsOf(ran).n).toBe(n)
      integrationContext = ran.integrationContext
    }
  })

  it('a test asks for no integration context, and answers exactly ok', async () => {
    const asked: (string | undefined)[] = []
    const done = {
      entries: [{ ...entry, Contents: 'ok' }],
      integrationContext: { oauth: 't' },
      secretKeys: ['oauth'],
    }
    const given = await container().run({
      script: told,
      command: 'test-module',
      args: { done },
      on: ({ command }) => asked.push(command),
    })
    expect(given.results).toEqual([{ Type: 1, ContentsFormat: 'text', Contents: 'ok' }])
    expect(asked.filter(Boolean)).toEqual([])
  })

  it('a failed fetch raises, and nothing is saved', async () => {
    const done = {
      entries: [{ Type: 4, ContentsFormat: 'text', Contents: 'no log scope' }],
      lastRun: { v: 9 },
    }
    const given = await container().run({ script: told, command: 'fetch-incidents', args: { done } })
    expect(given.raised).toMatch(/LaunchError: no log scope\n$/)
    expect(given.results).toEqual([])
    expect(given.lastRun).toBeUndefined()
  })

  it.each(['debug', 'info', 'error'])('a log line of level %s', async level => {
    const script = scriptThat(`send({ log: '${level}', text: 'Zoë \u2028' }); done()`)
    expect((await container().run({ script, command: 'x' })).logs).toEqual([[level, 'Zoë \u2028']])
  })

  it.each<[string, Json, object]>([
    ['a mapping', { ask: 'mapObject', with: [{ a: 1 }, 'in', 'T'] }, { answer: { b: 2 } }],
    [
      'a mapping that is refused',
      { ask: 'mapObject', with: [{}, 'gone', 'T'] },
      { refused: 'no mapper named gone' },
    ],
    [
      'a page of indicators',
      { ask: 'searchIndicators', with: [{ query: 'type:Asked', size: 1, page: 1 }] },
      { answer: { total: 2, iocs: [{ value: 'two' }] } },
    ],
    ['new indicators', { ask: 'createIndicators', with: [[{ value: 'v' }]] }, { answer: null }],
    ['the instances', { ask: 'getModules', with: [] }, { answer: { acme_1: { brand: 'Acme' } } }],
    [
      'a command',
      { ask: 'executeCommand', with: ['One', {}] },
      { refused: 'This host does not offer executeCommand.' },
    ],
    [
      'what is no function of the platform',
      { ask: '__class__', with: [] },
      { refused: 'This host does not offer __class__.' },
    ],
  ])('an ask for %s', async (_, ask, answer) => {
    const given = await container().run({
      script: told,
      command: 'x',
      args: { ask },
      mappers: { in: { b: 2 } },
      modules: { acme_1: { brand: 'Acme' } },
      indicators: ['one', 'two'].map(value => ({ value, indicator_type: 'Asked' })),
    })
    expect(factsOf(given)).toMatchObject(answer)
  })

  it('a thousand asks put at once, each larger than a pipe together, get their own answers in their order', async () => {
    const script = scriptThat(`
      if (start) { globalThis.got = []; for (let n = 0; n < 1000; n += 1) send({ ask: 'mapObject', with: [{ n, text: 'x'.repeat(2000) }, n % 2 ? 'odd' : 'even', ''] }) }
      else if (got.push(line.answer.is) === 1000) done({ got: got.slice(-3) })`)
    const mappers = { odd: { is: 'odd', text: 'y'.repeat(2000) }, even: { is: 'even' } }
    const given = await container().run({ script, command: 'x', mappers })
    expect(factsOf(given).got).toEqual(['odd', 'even', 'odd'])
  })

  it.each([
    ['no line of the wire', '{"hello":1}'],
    ['a log line without a text', '{"log":"info"}'],
    ['an outcome without entries', '{"done":{}}'],
    ['a number', '42'],
    ['no JSON', 'Killed'],
    ['nothing', ''],
  ])('a bundle that writes %s is an error entry, and the next command runs', async (_, text) => {
    const one = container()
    const script = scriptThat(`start.args.a ? process.stdout.write(${JSON.stringify(`${text}\n`)}) : done()`)
    const { results, logs } = await one.run({ script, command: 'x', args: { a: 1 } })
    expect(results).toMatchObject([{ Type: 4, Contents: expect.stringMatching(/ended without an outcome/) }])
    expect(logs).toMatchObject([['error', expect.stringMatching(/^The wire broke/)]])
    factsOf(await one.run({ script, command: 'x' }))
  })

  it.each([
    [
      'is no UTF-8',
      'Buffer.from([...Buffer.from(\'{"done":"tok-SECRET \'), 0xff, 10])',
      'UnicodeDecodeError at 20',
    ],
    ['is no JSON', '\'{"done":"tok-SECRET\\n\'', /^The wire broke: JSONDecodeError at \d+$/],
  ])(
    'the log tells of a line that %s its kind and place, and nothing of what is in it',
    async (_, line, told) => {
      const { results, logs } = await container().run({
        script: scriptThat(`process.stdout.write(${line})`),
        command: 'x',
      })
      expect(JSON.stringify([results, logs])).not.toContain('SECRET')
      expect(logs).toMatchObject([['error', expect.stringMatching(told)]])
    },
  )

  it('a result of 20 MB comes whole, from a new node and from a kept one', async () => {
    const one = container()
    const script = scriptThat("done({ text: 'é|'.repeat(10_000_000) })")
    for (const _ of ['new', 'kept']) {
      const { text } = factsOf(await one.run({ script, command: 'x' })) as { text?: string }
      expect(text?.length).toBe(20_000_000)
      expect(text?.slice(-4)).toBe('é|é|')
    }
  })

  it('arguments of 20 MB go in whole', async () => {
    const script = scriptThat('done({ length: start.args.text.length })')
    const given = await container().run({ script, command: 'x', args: { text: 'é|'.repeat(10_000_000) } })
    expect(factsOf(given).length).toBe(20_000_000)
  })
})

describe.skipIf(PYTHON === undefined)('an automation in a container', () => {
  const bundle = launchedBy(TOLD)

  it('has an empty incident where the platform gives none', async () => {
    const script = launchedBy('done({ investigation: start.investigation })').scriptOf('Any')
    const given = await container().run({ script, context: { C: 1 } })
    expect(factsOf(given).investigation).toEqual({ id: '0', incident: {}, context: { C: 1 } })
  })

  it.each<[string, Json, object]>([
    ['runs a command', { ask: 'executeCommand', with: ['One', { a: 1 }] }, { answer: [{ Type: 1 }] }],
    [
      'is told of one that nobody knows',
      { ask: 'executeCommand', with: ['No', {}] },
      { refused: 'Unsupported Command: No' },
    ],
    ['asks a query', { ask: 'dt', with: [{ users: [{ id: 'u1' }] }, 'users.id'] }, { answer: ['u1'] }],
  ])('%s', async (_, ask, answer) => {
    const script = bundle.scriptOf('Any')
    const given = await container().run({ script, args: { ask }, commands: { One: { Type: 1 } } })
    expect(factsOf(given)).toMatchObject(answer)
  })

  it('puts a value into the context', async () => {
    const ask = { ask: 'setContext', with: ['Asked.n', 1] }
    const { set } = await container().run({ script: bundle.scriptOf('Any'), args: { ask } })
    expect(set).toEqual({ 'Asked.n': 1 })
  })
})
