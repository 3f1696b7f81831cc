import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Entry, Json } from '../../kit/wire.ts'
import { cutJson, cutLines, cutTables } from '../../scripts/docs/cut.ts'
import { gaps, readExamples } from '../../scripts/docs/examples.ts'
import { runExamples } from '../../scripts/docs/run-examples.ts'
import { exampleSection } from '../../scripts/docs/show.ts'
import { steady } from '../../scripts/docs/steady.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'docs-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const file = (name: string, text: string) => writeFileSync(join(folder, name), text)

describe('the examples of a folder', () => {
  const commands = ['a-one', 'b-one', 'b-two']

  it('come in the order of the commands, file by file', () => {
    file('z.yaml', 'a-one:\n  line: "!a-one"\n')
    file(
      'b.yaml',
      'b-two:\n  line: "!b-two x=1"\n  before: ["!b-one"]\nb-one:\n  line: "!b-one"\n  note: Twice.\n',
    )
    file('notes.txt', 'no example')
    expect(readExamples(folder, commands)).toEqual([
      { command: 'a-one', line: '!a-one', before: [] },
      { command: 'b-two', line: '!b-two x=1', before: ['!b-one'] },
      { command: 'b-one', line: '!b-one', before: [], note: 'Twice.' },
    ])
  })

  it('are none without the folder', () => expect(readExamples(join(folder, 'none'), commands)).toEqual([]))

  it.each([
    ['a line of another command', 'a-one:\n  line: "!b-one"\n', /b\.yaml: the example of a-one is !b-one/],
    ['a line that is no command', 'a-one:\n  line: "/test"\n', /b\.yaml: .*line/s],
    ['an unknown member', 'a-one:\n  line: "!a-one"\n  after: x\n', /b\.yaml: .*after/s],
    ['no map', '- a-one\n', /b\.yaml: /],
  ])('%s is refused with the name of the file', (_, text, expected) => {
    file('b.yaml', text)
    expect(() => readExamples(folder, commands)).toThrow(expected)
  })

  it('two of one command are refused', () => {
    file('a.yaml', 'a-one:\n  line: "!a-one"\n')
    file('b.yaml', 'a-one:\n  line: "!a-one x=1"\n')
    expect(() => readExamples(folder, commands)).toThrow('The command a-one has two examples.')
  })

  it('tell which commands have none, and which are no commands', () => {
    const examples = ['a-one', 'c-one'].map(command => ({ command, line: `!${command}`, before: [] }))
    expect(gaps(examples, commands)).toEqual([
      'The command b-one has no example.',
      'The command b-two has no example.',
      'There is no command c-one.',
    ])
  })
})

describe('what differs from run to run', () => {
  it.each([
    ['http://127.0.0.1:40123/api/v1/users', 'https://example.okta.com/api/v1/users'],
    ['"2026-03-02T08:00:07.123Z"', '"2026-03-02T08:00:00.000Z"'],
    ['2026-03-02T08:03:07Z', '2026-03-02T08:00:00.000Z'],
    ['03/02/2026, 08:00:09', '03/02/2026, 08:00:00'],
    ['2018-03-02T08:00:07.123Z', '2018-03-02T08:00:07.123Z'],
    ['2026-03-02T10:00:07.123Z', '2026-03-02T10:00:07.123Z'],
    ['127.0.0.1', '127.0.0.1'],
  ])('%s becomes %s', (given, expected) => expect(steady(given)).toBe(expected))
})

describe('what is cut', () => {
  it.each<[Json, Json]>([
    [
      [1, 2, 3, 4],
      [1, 2, '… 2 more'],
    ],
    [
      [1, 2],
      [1, 2],
    ],
    [{ a: [[1, 2, 3]] }, { a: [[1, 2, '… 1 more']] }],
    ['x'.repeat(160), 'x'.repeat(160)],
    ['x'.repeat(161), `${'x'.repeat(160)}…`],
    [null, null],
    [
      { a: null, b: true, c: 1 },
      { a: null, b: true, c: 1 },
    ],
  ])('%j is shown as %j', (given, expected) => expect(cutJson(given)).toEqual(expected))

  it('a text to 40 lines', () => {
    const lines = Array.from({ length: 43 }, (_, index) => `line ${index}`)
    expect(cutLines(lines.slice(0, 40).join('\n'))).toBe(lines.slice(0, 40).join('\n'))
    expect(cutLines(lines.join('\n')).split('\n')).toEqual([...lines.slice(0, 40), '… 3 more lines'])
  })

  it('a table to its first five rows', () => {
    const rows = ['1', '2', '3', '4', '5', '6', '7'].map(cell => `| ${cell} |`)
    const table = (some: string[]) => ['### T', '|a|', '|---|', ...some].join('\n')
    expect(cutTables(table(rows.slice(0, 5)))).toBe(table(rows.slice(0, 5)))
    expect(cutTables(`${table(rows)}\nText`)).toBe(`${table(rows.slice(0, 5))}\n\n… 2 more rows\nText`)
    expect(cutTables(table(rows))).toBe(`${table(rows.slice(0, 5))}\n\n… 2 more rows`)
  })

  it.each([
    [`| ${'x'.repeat(200)} | b |`, `| ${'x'.repeat(159)}… | b |`],
    [`| a\\|b | ${'y'.repeat(10)} |`, `| a\\|b | ${'y'.repeat(10)} |`],
    [`| ${'x'.repeat(156)}<br>${'y'.repeat(20)} |`, `| ${'x'.repeat(156)}… |`],
    [`| ${'x'.repeat(158)}\\|${'y'.repeat(20)} |`, `| ${'x'.repeat(158)}… |`],
  ])('a cell that is too long, and nothing of its neighbours: %#', (given, expected) =>
    expect(cutTables(given)).toBe(expected),
  )
})

describe('an example in the reference', () => {
  const example = { command: 'x', line: '!x a=1', before: ['!y'], note: 'Why.' }
  const entry: Entry = {
    Type: 1,
    ContentsFormat: 'json',
    Contents: {},
    HumanReadable: '### X\n|a|\n|---|\n| 1 |\n',
  }

  it('shows the lines, what is read and what the context gets', () => {
    const EntryContext = {
      'Okta.X(val.id && val.id === obj.id)': { id: '1' },
      'Okta.XPage(true)': { tag: null },
    }
    expect(exampleSection(example, { ...entry, EntryContext })).toBe(
      [
        '#### Example\n',
        'Why.\n',
        '```\n!y\n!x a=1\n```\n',
        '> ### X\n> |a|\n> |---|\n> | 1 |\n',
        'Context data:\n',
        '```json',
        JSON.stringify({ Okta: { X: { id: '1' }, XPage: { tag: null } } }, null, 2),
        '```\n',
      ].join('\n'),
    )
  })

  it('without context shows none, and without a readable text the contents', () => {
    const shown = exampleSection(
      { command: 'x', line: '!x', before: [] },
      { Type: 1, ContentsFormat: 'text', Contents: 'ok' },
    )
    expect(shown).toBe('#### Example\n\n```\n!x\n```\n\n> ok\n')
  })

  it('a picture is shown as text', () => {
    const shown = exampleSection(example, {
      ...entry,
      HumanReadable: '| ![](https://example.okta.com/a.png) |',
    })
    expect(shown).toContain('> | `![](https://example.okta.com/a.png)` |')
  })

  it('a tag that stands where the list stands is told beside it', () => {
    const EntryContext = { 'Okta.User(val.id)': [{ id: '1' }], 'Okta.User(val.tag)': { tag: 'x' } }
    const shown = exampleSection(example, { ...entry, EntryContext })
    expect(JSON.parse(/```json\n(.*)\n```/s.exec(shown)?.[1] ?? '')).toEqual({
      Okta: { User: [{ id: '1' }, { tag: 'x' }] },
    })
  })

  it('one value under two keys of one place is told once', () => {
    const EntryContext = { 'Okta(true)': { Row: [{ id: '1' }] }, 'Okta.Row(val.id)': [{ id: '1' }] }
    const shown = exampleSection(example, { ...entry, EntryContext })
    expect(JSON.parse(/```json\n(.*)\n```/s.exec(shown)?.[1] ?? '')).toEqual({ Okta: { Row: [{ id: '1' }] } })
  })
})

describe('running examples', () => {
  const find = (email: string) => `!iam-get-user user-profile=\`{"email":"${email}"}\``
  const create = (email: string) =>
    `!iam-create-user user-profile=\`{"email":"${email}","givenname":"New","surname":"Person"}\``

  it('happens in one org, in order, and comes out the same every time', async () => {
    const examples = [
      { command: 'iam-create-user', line: create('one@example.com'), before: [] },
      { command: 'iam-get-user', line: find('two@example.com'), before: [create('two@example.com')] },
    ]
    const { shown, problems } = await runExamples(examples)
    expect(problems).toEqual([])
    expect([...shown.keys()]).toEqual(['iam-create-user', 'iam-get-user'])
    expect(shown.get('iam-get-user')?.Contents).toMatchObject({
      id: expect.stringMatching(/^00u/),
      created: '2026-03-02T08:00:00.000Z',
    })
    expect((await runExamples(examples)).shown).toEqual(shown)
  })

  it('tells which line fails', async () => {
    const examples = [
      { command: 'iam-get-user', line: '!iam-get-user user-profile=nonsense', before: ['!no-such-command'] },
    ]
    const { problems } = await runExamples(examples)
    expect(problems).toEqual([
      expect.stringMatching(/^The example of iam-get-user fails at !no-such-command: /),
      expect.stringMatching(/^The example of iam-get-user fails at !iam-get-user user-profile=nonsense: /),
    ])
  })

  it('none runs nothing', async () => {
    expect(await runExamples([])).toEqual({ shown: new Map(), problems: [] })
  })
})
