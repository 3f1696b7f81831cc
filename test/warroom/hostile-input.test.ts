import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Entry, Json } from '../../kit/wire.ts'
import { createContextLanguage } from '../../warroom/context/index.ts'
import { jsonIn } from '../../warroom/json.ts'
import { openSandbox, SandboxError } from '../../warroom/sandbox/index.ts'

/** What people and data may hold: the program stays alive, says what it met, and answers the next line. */
const folder = mkdtempSync(join(tmpdir(), 'hostile-'))
afterAll(() => rmSync(folder, { recursive: true }))
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)

mkdirSync(join(folder, 'Mappers'))
const missing = {
  simple: '',
  complex: {
    root: 'name',
    accessor: '',
    filters: [],
    transformers: [{ operator: 'NoSuchTransformer', args: {} }],
  },
}
writeFileSync(
  join(folder, 'Mappers/mapper.json'),
  JSON.stringify({
    id: 'Odd',
    name: 'Odd',
    type: 'mapping-incoming',
    version: -1,
    mapping: { T: { internalMapping: { Name: missing } } },
  }),
)
writeFileSync(
  join(folder, 'Mappers/deep.json'),
  `{"id":"deep","type":"mapping-incoming","mapping":${nested(900)}}`,
)

mkdirSync(join(folder, 'Scripts'))
writeFileSync(
  join(folder, 'Scripts/script-Endless.yml'),
  'commonfields: {id: Endless, version: -1}\nname: Endless\ntype: javascript\nscript: while (true) {}\n',
)

type Answer = { line: string; entries?: Entry[]; value?: Json; error?: string }

async function run(lines: string[]): Promise<{ answers: Answer[]; err: string }> {
  const options = [
    '--json',
    '--pack',
    folder,
    '--pack',
    'test/packs/Greeter',
    '--instances',
    join(folder, 'none.yaml'),
    '--state',
    join(folder, 'state'),
    '--fresh',
  ]
  writeFileSync(
    join(folder, 'none.yaml'),
    '- { name: G, brand: Greeter, params: { url: "http://127.0.0.1:9" } }',
  )
  const child = spawn(process.execPath, ['dist/warroom.js', ...options])
  let out = ''
  let err = ''
  child.stdout.on('data', chunk => (out += chunk))
  child.stderr.on('data', chunk => (err += chunk))
  child.stdin.end([...lines, '!Print value=alive'].join('\n'))
  await new Promise(resolve => child.once('close', resolve))
  const answers = out
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line) as Answer)
  expect(answers.at(-1)?.entries?.[0]?.Contents).toBe('alive')
  return { answers, err }
}

const said = ({ entries, error }: Answer | undefined = { line: '' }) =>
  error ?? String(entries?.[0]?.Contents)

describe('a line that means harm', () => {
  it.each<[string, string, RegExp]>([
    [
      'JSON that nests too deep',
      `!Set key=deep value=\`${nested(600)}\``,
      /nests 600 levels deep; at most 500/,
    ],
    ['JSON that nests absurdly deep', `!ParseJSON value=\`${nested(50_000)}\``, /nests 50000 levels deep/],
    [
      'an endless loop in a selector',
      '!Print value="${L(val.id == (function(){while(true){}})()).id}"',
      /stopped after \d+ ms, in the query L\(val\.id/,
    ],
    [
      'an endless loop in a mutator',
      '!Print value="${L=>(function(){for(;;){}})()}"',
      /stopped after \d+ ms, in the query L=>/,
    ],
    [
      'a regex that explodes',
      '!Print value="${R(/^(a+)+$/.test(val))}"',
      /stopped after \d+ ms, in the query R/,
    ],
    ['a query that does not parse', '!Print value="${L(val.id == )}"', /L\(val\.id == \)/],
    ['a script that never ends', '!Endless execution-timeout=1', /"Endless".*stopped after 1 s/],
  ])('%s', async (_, line, expected) => {
    const { answers } = await run([
      '!Set key=L value=`[{"id":1},{"id":2}]`',
      '!Set key=R value="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"',
      line,
    ])
    expect(said(answers[2])).toMatch(expected)
  })

  it('keys of the prototype are plain data', async () => {
    const { answers } = await run([
      '!Set key=__proto__.polluted value=yes',
      '!Set key=constructor value=`{"prototype":{"x":1}}`',
      '!Print value="${polluted}|${toString}|${constructor.prototype.x}|${__proto__.polluted}"',
      '/context',
    ])
    expect(said(answers[2])).toBe('||1|yes')
    expect(JSON.stringify(answers[3]?.value)).toBe(
      '{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"x":1}}}',
    )
  })
})

describe('content that means harm', () => {
  it('an item that nests too deep is left out, with the depth', async () => {
    expect((await run([])).err).toMatch(
      /deep\.json was left out: it nests 901 levels deep; at most 500 are accepted/,
    )
  })
})

describe('a context of 50 MB', () => {
  it('answers simple paths; what needs JavaScript gives its value or names the limit', async () => {
    const language = createContextLanguage(await openSandbox())
    const context = {
      Big: Array.from({ length: 50 }, () => ({ text: 'x'.repeat(1_000_000), ok: true })),
      A: { B: 'here' },
    }
    expect(language.query(context, 'A.B')).toBe('here')
    expect(language.query(context, 'Big.[49].ok')).toBe(true)
    let met: unknown
    try {
      met = (language.query(context, 'Big(val.text.indexOf("y") < 0).ok') as Json[]).length
    } catch (cause) {
      met = cause
    }
    if (met !== 50) expect(met).toBeInstanceOf(SandboxError)
  })
})

describe('jsonIn', () => {
  it.each<[string, Json | undefined]>([
    ['{"a":[1]}', { a: [1] }],
    ['null', null],
    ['{', undefined],
    ['[[[[', undefined],
    [`"${'['.repeat(900)}"`, '['.repeat(900)],
  ])('%.20s', (text, expected) => expect(jsonIn(text)).toEqual(expected))

  it('takes 500 levels and refuses 501', () => {
    expect(jsonIn(nested(500))).toBeDefined()
    expect(() => jsonIn(nested(501))).toThrow('The JSON nests 501 levels deep; at most 500 are accepted.')
  })
})
