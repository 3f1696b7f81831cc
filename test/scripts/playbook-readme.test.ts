import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import type { JsonObject } from '../../kit/wire.ts'
import { playbookReadme, playbookReadmes, playbookReference } from '../../scripts/docs/playbook-readme.ts'
import { usesOf } from '../../scripts/docs/playbook-uses.ts'
import { command, playbook, script, task } from '../warroom/playbook/room.ts'

const itemOf = (data: JsonObject) => ({
  ...{ kind: 'playbook' as const, id: String(data.id), name: String(data.name), file: 'p.yml', data },
})
/** What stands under a heading of the reference, up to the next one. */
const section = (data: JsonObject, title: string): string =>
  new RegExp(`## ${title}\n\n(.*?)(?=\n## |$)`, 's').exec(playbookReference(itemOf(data)))?.[1] ?? 'none'

describe('what a playbook uses', () => {
  it('is named once each and sorted, commands with the brand they ask for', () => {
    const tasks = [
      script('1', 'Set', {}, ['2']),
      command('2', 'iam-update-user', {}, ['3']),
      script('3', 'Print', {}, ['4']),
      script('4', 'Set', {}, ['5']),
      task('5', 'regular', ['6'], { task: { script: 'Builtin|||closeInvestigation', iscommand: true } }),
      task('6', 'playbook', ['7'], { task: { playbookName: 'Inner' } }),
      task('7', 'condition', {}, { task: { scriptName: 'Exists' } }),
    ]
    expect(usesOf(itemOf(playbook('Outer', ['1'], tasks)))).toEqual({
      playbooks: ['Inner'],
      commands: ['closeInvestigation (Builtin)', 'iam-update-user'],
      scripts: ['Exists', 'Print', 'Set'],
    })
  })

  it('may be nothing', () => {
    const data = playbook('Empty', ['1'], [task('1', 'title')])
    expect(section(data, 'Dependencies')).toBe('It uses nothing.\n')
    expect(section(data, 'Playbook Inputs')).toBe('It takes no inputs.\n')
    expect(section(data, 'Playbook Outputs')).toBe('It writes no outputs.\n')
  })
})

describe('the tables', () => {
  const rows = (inputs: JsonObject[]) =>
    section(playbook('P', ['1'], [task('1', 'title')], { inputs }), 'Playbook Inputs')
      .trim()
      .split('\n')
      .slice(2)

  it.each<[string, JsonObject, string]>([
    ['no value', { value: {}, required: true }, '| x | d |  | Required |'],
    ['an empty one', { value: { simple: '' } }, '| x | d |  | Optional |'],
    ['a text', { value: { simple: 'random' }, required: false }, '| x | d | `random` | Optional |'],
    ['a number', { value: { simple: 30 } }, '| x | d | `30` | Optional |'],
    [
      'a path',
      { value: { complex: { root: 'incident', accessor: 'id' } } },
      '| x | d | `${incident.id}` | Optional |',
    ],
    ['a root', { value: { complex: { root: 'Mail' } } }, '| x | d | `${Mail}` | Optional |'],
    [
      'a path on which something works',
      { value: { complex: { root: 'A', accessor: 'b', transformers: [{ operator: 'uniq' }] } } },
      '| x | d | `${A.b}`, filtered or transformed | Optional |',
    ],
  ])('show an input with %s as its default', (_, input, expected) =>
    expect(rows([{ key: 'x', description: 'd', ...input }])).toEqual([expected]),
  )

  it('keep a row a row, whatever the description holds', () => {
    expect(rows([{ key: 'x', description: 'one | two\n  three\n', value: {} }])).toEqual([
      '| x | one \\| two<br>three |  | Optional |',
    ])
  })

  it('show the outputs', () => {
    const outputs = [
      { contextPath: 'A.B', description: 'what', type: 'String' },
      { contextPath: 'C', description: 'which' },
    ]
    const data = playbook('P', ['1'], [task('1', 'title')], { outputs })
    expect(section(data, 'Playbook Outputs')).toBe(
      '| Path | Description | Type |\n| --- | --- | --- |\n| A.B | what | String |\n| C | which | unknown |\n',
    )
  })
})

it('the picture is the graph, in a fence', () => {
  const data = playbook('P', ['1'], [task('1', 'condition', { yes: ['2'] }), task('2', 'title')])
  expect(section(data, 'Playbook Image')).toBe(
    [
      '```mermaid',
      'flowchart TD',
      '  t0(["0 start 0"])',
      '  t1{"1 condition 1"}',
      '  t2[/"2 title 2"/]',
      '  t0 --> t1',
      '  t1 -->|"yes"| t2',
      '```',
      '',
    ].join('\n'),
  )
})

describe('the README', () => {
  const data = playbook('P', ['1'], [task('1', 'title')], { description: 'What it does.\n' })

  it('that is not there begins with the description', () => {
    expect(playbookReadme(itemOf(data))).toMatch(
      /^What it does\.\n\n<!-- reference -->\n## Dependencies\n.*```\n\n<!-- \/reference -->\n$/s,
    )
  })

  it('keeps what people wrote around the reference', () => {
    const own = 'Ours.\n\n<!-- reference -->\nold\n<!-- /reference -->\n\n## Notes\n'
    const text = playbookReadme(itemOf(data), own)
    expect(text).toMatch(/^Ours\.\n\n<!-- reference -->\n## Dependencies\n/)
    expect(text).toMatch(/<!-- \/reference -->\n\n## Notes\n$/)
    expect(text).not.toContain('old')
    expect(playbookReadme(itemOf(data), text)).toBe(text)
  })
})

describe('the READMEs of a folder', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'readmes-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const put = (name: string, text: string) => writeFileSync(join(folder, name), text)
  const good = stringify(playbook('P', ['1'], [task('1', 'title')]))

  it('stand beside the playbooks, sorted', () => {
    put('playbook-B.yml', good)
    put('playbook-A_-_C.yml', good)
    put('playbook-A_-_C_README.md', 'Own.\n<!-- reference -->\n<!-- /reference -->\n')
    const readmes = playbookReadmes(folder)
    expect([...readmes.keys()]).toEqual([
      `${folder}/playbook-A_-_C_README.md`,
      `${folder}/playbook-B_README.md`,
    ])
    expect(readmes.get(`${folder}/playbook-A_-_C_README.md`)).toMatch(/^Own\.\n/)
  })

  it('are none without the folder', () => expect(playbookReadmes(join(folder, 'none')).size).toBe(0))

  it.each([
    ['lost its markers', good, 'Own.\n', /playbook-P_README\.md: The markers <!-- reference -->/],
    [
      'belongs to what could not run',
      stringify(playbook('P', ['9'], [])),
      undefined,
      /playbook-P_README\.md: .*9/s,
    ],
  ])('one that %s is named', (_, text, own, expected) => {
    put('playbook-P.yml', text)
    if (own !== undefined) put('playbook-P_README.md', own)
    expect(() => playbookReadmes(folder)).toThrow(expected)
  })
})
