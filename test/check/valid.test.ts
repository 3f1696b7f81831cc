import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { checkPack } from '../../scripts/check/check.ts'
import { playbook, SAMPLES, task } from './samples.ts'

const root = mkdtempSync(join(tmpdir(), 'valid-'))
afterAll(() => rmSync(root, { recursive: true }))

const METADATA = {
  name: 'Valid',
  description: 'A valid pack.',
  support: 'community',
  currentVersion: '1.0.0',
  author: 'Tests',
  categories: ['Utilities'],
  tags: [],
  useCases: [],
  keywords: [],
}

function write(name: string, files: Record<string, Json>, metadata: JsonObject = {}): string {
  const folder = join(root, name)
  const all = {
    'pack_metadata.json': { ...METADATA, ...metadata },
    'README.md': '#',
    '.pack-ignore': '#',
    ...files,
  }
  for (const [file, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    const text =
      typeof content === 'string'
        ? content
        : file.endsWith('.json')
          ? JSON.stringify(content)
          : stringify(content)
    writeFileSync(join(folder, file), text)
  }
  return folder
}

let count = 0
/** A pack whose only playbook starts, does the one thing and ends; and what the linter says of it. */
function checked(
  outer: JsonObject,
  inner: JsonObject,
  files: Record<string, Json> = {},
  metadata: JsonObject = {},
) {
  const data = playbook([
    task(0, 'start', { nexttasks: { '#none#': ['1'] } }),
    task(1, String(outer.type ?? 'regular'), { nexttasks: { '#none#': ['2'] }, ...outer }, inner),
    task(2, 'title'),
    ...Object.values((outer.ends ?? []) as JsonObject[]),
  ])
  const { ends: _, ...tidy } = (data.tasks as Record<string, JsonObject>)['1'] ?? {}
  const folder = write(
    `p${count++}`,
    {
      'Playbooks/playbook-Sample.yml': { ...data, tasks: { ...(data.tasks as JsonObject), '1': tidy } },
      ...files,
    },
    metadata,
  )
  const { faults, listed } = checkPack(folder)
  const line = ({ code, message }: { code: string; message: string }): string => `${code} ${message}`
  return { faults: faults.map(line), listed: listed.map(line) }
}

const simple = (values: Record<string, string>): JsonObject =>
  Object.fromEntries(Object.entries(values).map(([key, value]): [string, Json] => [key, { simple: value }]))
const command = (script: string): JsonObject => ({ script, iscommand: true })
const list = (name: string): JsonObject => ({ ...SAMPLES.list, id: name, name })

describe('what is right', () => {
  const rows: [string, JsonObject, JsonObject, Record<string, Json>?][] = [
    [
      'a built-in command',
      { scriptarguments: simple({ closeReason: 'Resolved' }) },
      command('Builtin|||closeInvestigation'),
    ],
    [
      'reserved arguments of any command',
      { scriptarguments: simple({ 'retry-count': '3', 'execution-timeout': '9', value: 'x' }) },
      { scriptName: 'Print' },
    ],
    ['a manual task', {}, {}],
    ['a manual condition with two ways', { type: 'condition', nexttasks: { Yes: ['2'], No: ['2'] } }, {}],
    [
      'a script condition with a default',
      {
        type: 'condition',
        nexttasks: { yes: ['2'], '#default#': ['2'] },
        scriptarguments: simple({ value: '${incident.name}' }),
      },
      { scriptName: 'Exists' },
    ],
    [
      'replies in another case than their ways',
      { type: 'condition', nexttasks: { YES: ['2'], NO: ['2'] }, message: { replyOptions: ['Yes', 'No'] } },
      {},
    ],
    [
      'a list that is delivered as a sample',
      { scriptarguments: simple({ listName: 'guests' }) },
      command('Builtin|||getList'),
      { 'Lists/list-guests-sample.json': list('guests-sample') },
    ],
    [
      'a list in a folder of its own',
      { scriptarguments: simple({ value: '${lists.guests.[0]}' }) },
      { scriptName: 'Print' },
      { 'Lists/guests/guests.json': list('guests'), 'Lists/guests/guests_data.json': '[]' },
    ],
    [
      'a system field',
      { scriptarguments: simple({ value: '${incident.closeReason} ${incident.labels.Email/from}' }) },
      { scriptName: 'Print' },
    ],
    [
      'a field by its display name',
      { fieldMapping: [{ incidentfield: 'Room', output: { simple: 'x' } }] },
      {},
      {
        'IncidentFields/incidentfield-Room.json': {
          ...SAMPLES['incident field'],
          name: 'Valid Room',
          cliName: 'room',
          associatedTypes: [],
          associatedToAll: true,
        },
        '.pack-ignore': '#',
      },
    ],
    [
      'the answers of a form',
      {
        type: 'collection',
        form: { title: 'Which one? Choose', questions: [{ id: '0' }] },
        scriptarguments: simple({}),
        fieldMapping: [{ incidentfield: 'details', output: { simple: '${Which one? Choose.Answers.0}' } }],
      },
      {},
    ],
    [
      'what extend-context keeps',
      {
        scriptarguments: simple({ 'extend-context': 'Got=id::More=name' }),
        fieldMapping: [{ incidentfield: 'details', output: { simple: '${Got.x}${More}' } }],
      },
      command('Builtin|||getUsers'),
    ],
    [
      'an error path',
      {
        continueonerror: true,
        continueonerrortype: 'errorPath',
        nexttasks: { '#none#': ['2'], '#error#': ['2'] },
      },
      {},
      { '.pack-ignore': '[file:playbook-Sample.yml]\nignore=PB116' },
    ],
  ]
  it.each(rows)('%s', (_name, outer, inner, files = {}) => {
    expect(checked(outer, inner, files).faults).toEqual([])
  })
})

describe('what only a run can tell is listed, not judged', () => {
  it.each([
    [
      'a computed list',
      { scriptarguments: simple({ listName: '${incident.name}' }) },
      command('Builtin|||getList'),
      'GR103 computes the list that it names',
    ],
    [
      'a computed type',
      { scriptarguments: simple({ type: '${incident.type}' }) },
      command('Builtin|||createNewIncident'),
      'GR103 computes the incident type that it names',
    ],
    [
      'a computed path',
      { scriptarguments: simple({ value: '${.=1}' }) },
      { scriptName: 'Print' },
      'RF111 computes the path ".=1"',
    ],
    [
      'a computed key',
      { scriptarguments: simple({ key: '${incident.name}', value: 'x' }) },
      { scriptName: 'Set' },
      'RF111 computes the key that it writes',
    ],
  ] as [string, JsonObject, JsonObject, string][])('%s', (_name, outer, inner, line) => {
    expect(checked(outer, inner)).toEqual({ faults: [], listed: [line] })
  })
})

describe('a pack that depends on another', () => {
  const integration = {
    ...SAMPLES.integration,
    script: { ...(SAMPLES.integration.script as JsonObject), isfetch: false },
  }
  const call = (name: string, args: JsonObject = {}) =>
    [{ scriptarguments: args }, command(`|||${name}`)] as const

  it('reads the commands of one that lies beside it', () => {
    write('Greeter', { 'Integrations/Sample/Sample.yml': integration }, { name: 'Greeter' })
    const metadata = { dependencies: { Greeter: { mandatory: true } } }
    expect(checked(...call('greet', simple({ who: 'ann' })), {}, metadata)).toEqual({
      faults: [],
      listed: [],
    })
    expect(checked(...call('greet', simple({ whom: 'ann', who: 'x' })), {}, metadata).faults).toEqual([
      'RF102 gives greet the argument "whom", which it does not have; correct the name.',
    ])
    expect(checked(...call('gret'), {}, metadata).faults).toEqual([
      'GR103 names the command "gret", which does not exist; add it or correct the name.',
    ])
  })

  it('does not judge what may come with one that is not at hand', () => {
    const metadata = { dependencies: { Elsewhere: {} } }
    expect(checked(...call('ad-get-user'), {}, metadata)).toEqual({
      faults: [],
      listed: ['GR103 names the command "ad-get-user", which may come with Elsewhere'],
    })
  })

  it('does not judge what such a command may have written', () => {
    const read: JsonObject = {
      fieldMapping: [{ incidentfield: 'details', output: { simple: '${ActiveDirectory.Users}' } }],
    }
    const metadata = { dependencies: { Elsewhere: {} } }
    expect(checked(read, command('|||ad-get-user'), {}, metadata)).toEqual({
      faults: [],
      listed: [
        'GR103 names the command "ad-get-user", which may come with Elsewhere',
        'RF111 reads "ActiveDirectory.Users", but nobody writes "ActiveDirectory"; write it first or correct the path.',
      ],
    })
    expect(checked(read, { scriptName: 'Print' }, {}, metadata).faults).toEqual([
      'RF111 reads "ActiveDirectory.Users", but nobody writes "ActiveDirectory"; write it first or correct the path.',
    ])
  })

  it('but judges the commands of its own families', () => {
    const own = { ...integration, image: 'data:image/png;base64,x', fromversion: '6.10.0' } as JsonObject
    const script = {
      ...(integration.script as JsonObject),
      type: 'javascript',
      commands: [{ name: 'okta-get', description: '', arguments: [] }],
    }
    const files = { 'Integrations/Sample/Sample.yml': { ...own, script } }
    expect(checked(...call('okta-gett'), files, { dependencies: { Elsewhere: {} } }).faults).toEqual([
      'GR103 names the command "okta-gett", which does not exist; add it or correct the name.',
    ])
  })
})
