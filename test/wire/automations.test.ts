import { afterAll, describe, expect, it } from 'vitest'
import type { Entry, JsonObject } from '../../kit/wire.ts'
import { launcher } from '../../scripts/pack/launcher.ts'
import { openContainer } from '../container/container.ts'
import { testRoom } from '../warroom/engine/room.ts'
import { acmeZip } from '../warroom/stand-in.ts'
import { samplePack, scriptOf } from './automation-pack.ts'
import { type Given, PYTHON, runLauncher, type Told } from './launcher.ts'

/**
 * One set of cases, run on the hosts of the same bundle of automations: the war room, launch.py under a stand-in `demisto`
 * module, and launch.py in a stand-in of the platform's container, which runs all of them in one process.
 */
interface Ran {
  entries: (Entry | string)[]
  /** What the automation put into the context. */
  set: JsonObject
  logs: string
}
interface Host {
  name: string
  /** Runs an automation, in an incident named Case unless it is to run in the playground. */
  run: (automation: string, args: JsonObject, playground?: boolean) => Promise<Ran>
}

const MODULE = { name: 'acme_1', brand: 'Acme Directory', category: 'Authentication', state: 'active' }
const VALUES = ['one', 'three', 'two']
const NOW = '2026-11-22T09:00:00.000Z'

/** The words of a line's arguments. */
const words = (args: JsonObject): string =>
  Object.entries(args)
    .map(([name, value]) => ` ${name}=\`${typeof value === 'string' ? value : JSON.stringify(value)}\``)
    .join('')

const HOSTS: Host[] = [
  {
    name: 'the war room',
    async run(automation, args, playground) {
      const room = await testRoom({ packs: [acmeZip(), await samplePack()], now: NOW })
      for (const value of VALUES) await room.session.run(`!createNewIndicator value=${value} type=Asked`)
      if (!playground) {
        await room.session.run('!createNewIncident name=Case')
        await room.session.run('/incident 1')
        await room.session.run('!Set key=Known value=before')
      }
      const outcome = await room.session.run(`!${automation}${words(args)}`)
      if (!('results' in outcome)) throw new Error(JSON.stringify(outcome))
      const { Asked: set = {} } = room.session.investigation.context.value as { Asked?: JsonObject }
      return { entries: outcome.results.flatMap(({ entries }) => entries), set, logs: room.said.join('\n') }
    },
  },
]

/** launch.py as a host. */
const launched = (name: string, launch: (told: Told) => Promise<Given>): Host => ({
  name,
  async run(automation, args, playground) {
    const { results, set, logs } = await launch({
      script: await scriptOf(automation),
      args,
      incident: playground ? { id: '0', name: 'Playground', isPlayground: true } : { id: '1', name: 'Case' },
      context: playground ? {} : { CreatedIncidentID: '1', Known: 'before' },
      modules: { acme_1: MODULE },
      indicators: VALUES.map(value => ({ value, indicator_type: 'Asked' })),
      commands: {
        Print: [{ Type: 1, ContentsFormat: 'text', Contents: 'printed' }],
        Fail: [{ Type: 4, ContentsFormat: 'json', Contents: { missing: 'profile' } }],
      },
    })
    const named = Object.entries(set ?? {}).map(([path, value]) => [path.replace('Asked.', ''), value])
    return { entries: results, set: Object.fromEntries(named), logs: JSON.stringify(logs) }
  },
})
const container = PYTHON === undefined ? undefined : openContainer()
afterAll(() => container?.end())
if (container)
  HOSTS.push(
    launched('launch.py on the platform', runLauncher),
    launched('launch.py in a container', told => container.run(told)),
  )

describe.each(HOSTS)('an automation in $name', ({ run }) => {
  it('gets its arguments and answers with an entry and its context', async () => {
    const { entries } = await run('Greet', { name: 'Zoë "日本" \u2028 end', loud: 'yes' })
    const said = 'HELLO ZOË "日本" \u2028 END'
    expect(entries).toMatchObject([
      {
        Type: 1,
        ContentsFormat: 'json',
        Contents: { text: said },
        HumanReadable: `### Greeting\n|text|\n|---|\n| ${said} |\n`,
        EntryContext: { 'Greeting(val.text == obj.text)': { text: said } },
      },
    ])
  })

  it('asks for all that it may, and each ask gets its own answer', async () => {
    const { entries, set } = await run('AskAll', { command: 'Print', with: { value: 'printed' } })
    const [{ Contents }] = entries as [Entry]
    expect(Contents).toMatchObject({
      entries: [{ Type: 1, Contents: 'printed' }],
      incident: 'Case',
      context: { Known: 'before' },
      modules: { acme_1: MODULE },
      total: 3,
      ids: ['u1', 'u2'],
    })
    expect((Contents as JsonObject).values).toHaveLength(2)
    expect(set).toEqual({ command: 'Print' })
  })

  it('is told its investigation', async () => {
    const { entries } = await run('AskAll', { command: 'Print', with: { value: 'x' } })
    expect((entries as Entry[])[0]?.Contents).toMatchObject({ investigation: '1', incident: 'Case' })
  })

  it('has no incident in the playground', async () => {
    const { entries } = await run('AskAll', { command: 'Print', with: { value: 'x' } }, true)
    expect((entries as Entry[])[0]?.Contents).toMatchObject({ investigation: '0', incident: null })
  })

  it('an error entry of a command that it runs comes back as an entry', async () => {
    const { entries } = await run('AskAll', { command: 'Fail', with: { how: 'refusal' } })
    expect((entries as Entry[])[0]?.Contents).toMatchObject({
      entries: [{ Type: 4, Contents: { missing: 'profile' } }],
    })
  })

  it('a command that nobody knows is refused, and what refuses is told', async () => {
    const { entries } = await run('AskAll', { command: 'no-such-command' })
    expect(entries).toMatchObject([
      { Type: 4, ContentsFormat: 'text', Contents: expect.stringMatching(/^(Unknown command|Unsupported)/) },
    ])
  })

  it.each<[string, string, JsonObject, object]>([
    ['bad input', 'Nest', { deeper: 'deep' }, { Contents: expect.stringContaining('"deeper" is "deep"') }],
    [
      'a refusal with its facts',
      'Fail',
      { how: 'refusal' },
      { Contents: { missing: 'profile' }, HumanReadable: 'There is no profile; give one.' },
    ],
    [
      'a fault',
      'Fail',
      { how: 'fault' },
      {
        Contents: 'This is a fault of the automation, please report it: TypeError: x is not a function',
      },
    ],
    [
      'a process that ends',
      'Fail',
      { how: 'exit' },
      { Contents: expect.stringMatching(/automation.*(exit status|ended with status) 3/) },
    ],
  ])('%s is an error entry', async (_, automation, args, entry) => {
    expect((await run(automation, args)).entries).toMatchObject([{ Type: 4, ...entry }])
  })

  it('a secret argument stands in no entry and no log line', async () => {
    const { entries, logs } = await run('Greet', { name: 'Ann', password: 'swordfish-9' })
    expect(entries).toMatchObject([{ Contents: { text: 'Hello Ann', password: '********' } }])
    expect(JSON.stringify(entries)).not.toContain('swordfish')
    expect(logs).toContain('greets Ann with ********')
    expect(logs).not.toContain('swordfish')
  })
})

describe.skipIf(PYTHON === undefined)('launch.py around an automation', () => {
  const told = { incident: { id: '1', name: 'Case' } }
  const asking = (ask: object) =>
    launcher(
      `require('node:readline').createInterface({ input: process.stdin }).on('line', text => {
        const line = JSON.parse(text)
        const done = { entries: [{ Type: 1, ContentsFormat: 'json', Contents: line }] }
        console.log(JSON.stringify(line.start ? ${JSON.stringify(ask)} : { done }))
      })`,
      'demisto/x:1',
    )

  it.each<[string, object, object]>([
    ['mapObject', { ask: 'mapObject', with: [{ a: 1 }, 'in', 'T'] }, { answer: { b: 2 } }],
    ['createIndicators', { ask: 'createIndicators', with: [[{ value: 'v' }]] }, { answer: null }],
    ['getModules', { ask: 'getModules', with: [] }, { answer: {} }],
    [
      'a page without indicators',
      { ask: 'searchIndicators', with: [{ query: 'type:None' }] },
      { answer: { total: 0, iocs: null } },
    ],
    [
      'a command that gives one entry alone',
      { ask: 'executeCommand', with: ['One', {}] },
      { answer: [{ Type: 1 }] },
    ],
    ['a command that gives nothing', { ask: 'executeCommand', with: ['None', {}] }, { answer: [] }],
    ['anything else', { ask: 'getLastRun', with: [] }, { refused: 'This host does not offer getLastRun.' }],
    [
      'wrong arguments',
      { ask: 'searchIndicators', with: [{ filter: 'x' }] },
      { refused: expect.stringContaining('filter') },
    ],
  ])('%s', async (_, ask, answer) => {
    const commands = { One: { Type: 1 }, None: null }
    const script = asking(ask).scriptOf('Any')
    const { results } = await runLauncher({ ...told, script, commands, mappers: { in: { b: 2 } } })
    expect(results).toMatchObject([{ Contents: answer }])
  })

  it('hands the start over as the wire has it', async () => {
    const code = `require('node:readline').createInterface({ input: process.stdin }).on('line', text =>
      console.log(JSON.stringify({ done: { entries: [{ Type: 1, Contents: JSON.parse(text).start }] } })))`
    const script = launcher(code, 'demisto/x:1').scriptOf('Any')
    const { results } = await runLauncher({ ...told, script, args: { a: [1] }, context: { C: 1 } })
    expect(results).toMatchObject([
      {
        Contents: {
          kind: 'automation',
          command: 'Any',
          args: { a: [1] },
          ...{ params: {}, lastRun: {}, integrationContext: {} },
          investigation: { id: '1', incident: { id: '1', name: 'Case' }, context: { C: 1 } },
        },
      },
    ])
  })

  it('an automation that cannot be started says so', async () => {
    const script = asking({}).scriptOf('Any')
    const { results } = await runLauncher({ ...told, script, raises: ['args'] })
    expect(results).toMatchObject([
      {
        Type: 4,
        Contents: 'The automation could not be started: Object of type set is not JSON serializable',
      },
    ])
  })

  it('an integration may not act: executeCommand is refused there', async () => {
    const script = asking({ ask: 'executeCommand', with: ['One', {}] }).script
    const { results } = await runLauncher({ script, command: 'x', commands: { One: [] } })
    expect(results).toMatchObject([{ Contents: { refused: 'This host does not offer executeCommand.' } }])
  })
})
