import { describe, expect, it } from 'vitest'
import { type AnyAutomation, automation } from '../../kit/automation.ts'
import { automationReadme, automationYaml } from '../../kit/automation-metadata.ts'
import { count, flag, list, text } from '../../kit/command.ts'
import { type Edge, programOf } from '../../kit/program.ts'
import type { Done, Json, JsonObject, Start } from '../../kit/wire.ts'
import { schemaFindings } from '../../scripts/check/schemas/index.ts'

const FACTS = { dockerimage: 'image:1', fromversion: '6.10.0' }

const Say = automation({
  name: 'Say',
  description: 'Says something.',
  tags: ['iam', 'x'],
  args: {
    what: text({ required: true, positional: true, description: 'What | to say.' }),
    times: count({ defaultValue: '1', description: 'How often.' }),
    loud: flag({ description: 'Whether to shout.' }),
    to: list({ description: 'To whom.' }),
    pin: text({ secret: true, description: 'A secret.' }),
  },
  outputs: [{ path: 'Said.text', type: 'String', description: 'What was said.' }],
  run: async ({ what, times }) => ({ readable: what, contents: { what, times } }),
})

const Bare = automation({
  name: 'Bare',
  description: 'Does nothing.',
  args: {},
  outputs: [],
  timeout: '5m0s',
  run: async () => 'done',
})

describe('the YAML of an automation', () => {
  it('has the keys of the platform in their order', () => {
    expect(Object.entries(automationYaml(Say, FACTS))).toEqual([
      ['commonfields', { id: 'Say', version: -1 }],
      ['name', 'Say'],
      ['script', ''],
      ['type', 'python'],
      ['subtype', 'python3'],
      ['dockerimage', 'image:1'],
      ['tags', ['iam', 'x']],
      ['comment', 'Says something.'],
      ['enabled', true],
      [
        'args',
        [
          { name: 'what', description: 'What | to say.', required: true, default: true },
          { name: 'times', description: 'How often.', defaultValue: '1' },
          {
            name: 'loud',
            description: 'Whether to shout.',
            auto: 'PREDEFINED',
            predefined: ['true', 'false'],
          },
          { name: 'to', description: 'To whom.', isArray: true },
          { name: 'pin', description: 'A secret.', secret: true },
        ],
      ],
      ['outputs', [{ contextPath: 'Said.text', description: 'What was said.', type: 'String' }]],
      ['scripttarget', 0],
      ['runonce', false],
      ['runas', 'DBotWeakRole'],
      ['fromversion', '6.10.0'],
      ['tests', ['No tests (auto formatted)']],
    ])
  })

  it('has a timeout only where one is declared', () => {
    expect(automationYaml(Bare, FACTS)).toMatchObject({ timeout: '5m0s', args: [], outputs: [], tags: [] })
    expect(automationYaml(Say, FACTS)).not.toHaveProperty('timeout')
  })

  it.each([Say, Bare])('$name has no key that the strict model forbids', one => {
    expect(schemaFindings('automation', automationYaml(one, FACTS))).toEqual([])
  })
})

describe('the README of an automation', () => {
  it('says what it does, its arguments and its outputs', () => {
    expect(automationReadme(Say)).toBe(
      [
        '# Say',
        '',
        'Says something.',
        '',
        'Tags: iam, x.',
        '',
        '| Argument | Description | Required |',
        '| --- | --- | --- |',
        '| what | What \\| to say. | Required |',
        '| times | How often. | Optional, default 1 |',
        '| loud | Whether to shout. Possible values: true, false. | Optional |',
        '| to | To whom. | Optional |',
        '| pin | A secret. | Optional |',
        '',
        '| Context path | Type | Description |',
        '| --- | --- | --- |',
        '| Said.text | String | What was said. |',
        '',
      ].join('\n'),
    )
  })

  it('has no table where there is nothing to tell', () =>
    expect(automationReadme(Bare)).toBe('# Bare\n\nDoes nothing.\n'))
})

const START: Start = {
  ...{ kind: 'automation', command: 'Say', args: {}, params: {}, lastRun: {}, integrationContext: {} },
  instance: { brand: 'Scripts', name: 'Scripts' },
}

/** Runs a start; `asked` are the asks that the host got, `logs` what was logged. */
async function ran(
  automations: AnyAutomation[],
  start: Partial<Start>,
  answers: Record<string, Json> = {},
): Promise<{ done: Done; asked: Json[]; logs: string[] }> {
  const asked: Json[] = []
  const logs: string[] = []
  const edge: Edge = {
    async ask(name, ...values) {
      asked.push([name, ...values])
      return answers[name] ?? null
    },
    log: (level, said) => void logs.push(`${level}: ${said}`),
    keepSecret: () => {},
    now: () => new Date(0),
  }
  return { done: await programOf(automations).run({ ...START, ...start }, edge), asked, logs }
}

/** An automation whose code is given. */
const that = (run: AnyAutomation['run']): AnyAutomation => ({ ...Bare, run })

describe('a program of automations', () => {
  it('runs the one that the start names, with its arguments parsed', async () => {
    const { done } = await ran([Bare, Say], { args: { what: 'hi', times: '3', other: 1 } })
    expect(done).toEqual({
      entries: [
        {
          ...{ Type: 1, ContentsFormat: 'json', Contents: { what: 'hi', times: 3 } },
          ...{ HumanReadable: 'hi', ReadableContentsFormat: 'markdown' },
        },
      ],
    })
  })

  it.each<[string, Partial<Start>, string]>([
    ['no automation of this name', { command: 'toString' }, 'This bundle has no automation "toString".'],
    ['a missing argument', {}, 'The argument "what" is missing; expected text.'],
  ])('%s is an error entry', async (_, start, told) => {
    const { done } = await ran([Bare, Say], start)
    expect(done).toEqual({ entries: [{ Type: 4, ContentsFormat: 'text', Contents: told }] })
  })

  it('a fault of ours is told as one, and its place is logged', async () => {
    const { done, logs } = await ran([that(async () => Promise.reject(new RangeError('deep')))], {
      command: 'Bare',
    })
    expect(done.entries[0]?.Contents).toBe(
      'This is a fault of the automation, please report it: RangeError: deep',
    )
    expect(logs).toEqual([expect.stringMatching(/^error: RangeError: deep\n {4}at /)])
  })

  it('tells which secrets the person asked to see', async () => {
    const shown = { readable: '', contents: { password: 'swordfish' }, reveals: ['password'] }
    const { done } = await ran([that(async () => shown)], { command: 'Bare' })
    expect(done.secrets).toEqual(['swordfish'])
  })

  it('knows the secrets of the automation that runs, long enough to be masked', () => {
    const secrets = (command: string, pin: string) =>
      programOf([Bare, Say]).secretsIn({ ...START, command, args: { what: 'long enough', pin } })
    expect(secrets('Say', '12345678')).toEqual(['12345678'])
    expect(secrets('Say', '1234567')).toEqual([])
    expect(secrets('Bare', '12345678')).toEqual([])
  })

  it.each<[string, JsonObject | undefined, JsonObject]>([
    ['nothing', undefined, { incident: {}, investigation: { id: '' }, context: {} }],
    ['the playground', { id: '0' }, { incident: {}, investigation: { id: '0' }, context: {} }],
    [
      'an incident',
      { id: '7', incident: { name: 'n' }, context: { a: 1 } },
      { incident: { name: 'n' }, investigation: { id: '7' }, context: { a: 1 } },
    ],
  ])('is told of %s as its investigation', async (_, investigation, told) => {
    const see = that(async (_args, { incident, investigation: { id }, context }) => ({
      readable: '',
      contents: { incident, investigation: { id }, context },
    }))
    const given = investigation && { investigation: investigation as NonNullable<Start['investigation']> }
    const { done } = await ran([see], { command: 'Bare', ...given })
    expect(done.entries[0]?.Contents).toEqual(told)
  })

  it('asks with the names and the order of demisto.*', async () => {
    const all = that(async (_args, host) => {
      await host.executeCommand('Print', { value: 1 })
      await host.setContext('A.b', [1])
      await host.dt({ a: 1 }, 'a')
      await host.getModules()
      await host.searchIndicators({ query: 'type:X', searchAfter: [1], populateFields: 'a' })
      return JSON.stringify(await host.searchIndicators({ query: 'type:X', size: 1 }))
    })
    const { done, asked } = await ran(
      [all],
      { command: 'Bare' },
      { searchIndicators: { total: 0, iocs: null } },
    )
    expect(asked).toEqual([
      ['executeCommand', 'Print', { value: 1 }],
      ['setContext', 'A.b', [1]],
      ['dt', { a: 1 }, 'a'],
      ['getModules'],
      ['searchIndicators', { query: 'type:X', searchAfter: [1], populateFields: 'a' }],
      ['searchIndicators', { query: 'type:X', size: 1 }],
    ])
    // The platform gives null for a page without indicators.
    expect(done.entries[0]?.Contents).toBe('{"total":0,"iocs":[]}')
  })
})
