import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { codesIn, configuration, findingsIn, judged, readReasons } from '../../scripts/sdk-check/codes.ts'
import { zipDifferences } from '../../scripts/sdk-check/compare.ts'
import { layOut, PLACE } from '../../scripts/sdk-check/content-repo.ts'

const folder = mkdtempSync(join(tmpdir(), 'sdk-check-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

const DOCUMENT = `# Title

| XX100 | above every heading |

## Not run

| Code | Why |
| --- | --- |
| DO103 | Asks Docker Hub. |
| IN200 |  |

## Left

| Code | Why |
| --- | --- |
| RM116 | No tenant here. |

## Later

| BA101 | of another heading |
`

describe('the reasons', () => {
  it('are the rows below their headings, each with a text', () => {
    const { notRun, left } = readReasons(DOCUMENT)
    expect([...notRun]).toEqual([['DO103', 'Asks Docker Hub.']])
    expect([...left]).toEqual([['RM116', 'No tenant here.']])
  })

  it('of the project: no code of structure is left but those with a reason', () => {
    const { left } = readReasons(readFileSync('docs/sdk-check.md', 'utf8'))
    expect([...left.keys()].filter(code => /^(ST|BA|IN|PB|IF|IT|RP|CL|DO)/.test(code))).toEqual([])
    expect(left.size).toBeGreaterThan(0)
  })
})

describe('the codes that are run', () => {
  const packages = join(folder, 'demisto_sdk')
  const validators = join(packages, 'commands', 'validate', 'validators')
  for (const [group, name] of [
    ['BA_validators', 'BA101_id_should_equal_name.py'],
    ['DO_validators', 'DO103_docker_image_exists.py'],
    ['GR_validators', 'GR103_unknown_content.py'],
    ['PB_validators', 'PB131_in_two_files.py'],
    ['PB_validators', 'PB131_in_two_files_all.py'],
    ['PB_validators', '__init__.py'],
  ] as const) {
    mkdirSync(join(validators, group), { recursive: true })
    writeFileSync(join(validators, group, name), '')
  }
  const config = 'ignorable_errors = [\n  "BA101",\n]\n[path_based_validations]\nselect = ["GR103"]\n'
  writeFileSync(join(packages, 'commands', 'validate', 'sdk_validation_config.toml'), config)

  it('are those of our groups that the installed SDK has, each once, but for those with a reason', () =>
    expect(codesIn(packages, readReasons(DOCUMENT))).toEqual(['BA101', 'PB131']))

  it('are all that the configuration selects; what may be ignored stays as the SDK has it', () => {
    const text = configuration(packages, ['BA101', 'PB131'])
    expect(text).toMatch(/^ignorable_errors = \[\n {2}"BA101",\n\]/)
    expect(text).toContain('[path_based_validations]\nselect = ["BA101","PB131"]')
    expect(text).not.toContain('GR103')
  })
})

describe('the verdict', () => {
  const reasons = readReasons(DOCUMENT)
  const found = (code: string, file = 'a.yml') => ({ code, file, message: 'is wrong' })

  it('a code with a reason is told once, with how often it was found', () =>
    expect(judged([found('RM116'), found('RM116', 'b.yml')], reasons)).toEqual({
      lines: ['RM116 (2): No tenant here.'],
      unexplained: 0,
    }))

  it('a code without one is told with every place, and counts', () =>
    expect(judged([found('ST110'), found('ST110', 'b.yml'), found('RM116')], reasons)).toEqual({
      lines: [
        'RM116 (1): No tenant here.',
        'ST110 without a reason: a.yml: is wrong',
        'ST110 without a reason: b.yml: is wrong',
      ],
      unexplained: 1,
    }))

  it('a reason that nothing needs any more is told', () =>
    expect(judged([], reasons).lines).toEqual([
      'RM116 is no longer found; take its reason out of docs/sdk-check.md.',
    ]))

  it('what the SDK could not read or check is found too: silence is no pass', () => {
    const report = {
      validations: [{ 'error code': 'BA101', 'file path': 'a.yml', message: 'one\ntwo\n' }],
      'invalid content items': [{ path: 'b.yml' }],
      'Validations that caught exceptions': [{ 'error code': 'PB106' }],
    }
    expect(findingsIn(report).map(({ code, message }) => [code, message])).toEqual([
      ['BA101', 'one two'],
      ['ERROR', '{"path":"b.yml"}'],
      ['ERROR', '{"error code":"PB106"}'],
    ])
  })
})

describe('our zip and the one of the SDK', () => {
  const zipOf = (files: Record<string, string>, items: Record<string, { id: string }[]>) =>
    zipSync(
      Object.fromEntries(
        Object.entries({ ...files, 'metadata.json': JSON.stringify({ contentItems: items }) }).map(
          ([path, text]) => [path, strToU8(text)],
        ),
      ),
    )

  it('differ in files and in what they list', () => {
    const ours = zipOf({ 'README.md': 'a', 'Lists/list-a.json': '{}' }, { list: [{ id: 'a' }] })
    const theirs = zipOf(
      { 'README.md': 'b', 'Jobs/job-b.json': '{}' },
      { list: [{ id: 'a' }], job: [{ id: 'b' }] },
    )
    expect(zipDifferences(ours, theirs)).toEqual([
      'Our zip lacks Jobs/job-b.json.',
      'Our zip lacks job b in metadata.json.',
      'Our zip alone has Lists/list-a.json.',
    ])
    expect(zipDifferences(ours, ours)).toEqual([])
  })
})

it('the content repository: the pack is new on a branch beside a master that has none', () => {
  const repository = join(folder, 'content')
  mkdirSync(repository)
  const metadata = { name: 'A Pack', categories: ['C'], useCases: ['U'], tags: ['T'] }
  layOut(
    { metadata, items: [], files: new Map([['README.md', '# A\n']]), sizes: {}, leftOut: [] },
    repository,
  )
  const git = (...args: string[]) =>
    spawnSync('git', args, { cwd: repository, encoding: 'utf8' }).stdout.trim()
  expect(git('diff', '--name-only', 'origin/master').split('\n')).toContain(`${PLACE}/pack_metadata.json`)
  expect(git('status', '--porcelain')).toBe('')
  const categories = JSON.parse(readFileSync(join(repository, 'Config/approved_categories.json'), 'utf8'))
  expect(categories).toEqual({ approved_list: ['C'] })
})

it('without Python it says so in one line, and is no pass', { timeout: 30_000 }, () => {
  const nowhere = join(folder, 'nowhere')
  mkdirSync(nowhere)
  const program = ['--import', resolve('node_modules/tsx/dist/esm/index.mjs'), 'scripts/sdk-check.ts']
  const env = { PATH: nowhere, SDK_CHECK_CACHE: join(nowhere, 'cache') }
  const { status, stdout, stderr } = spawnSync(process.execPath, program, { env, encoding: 'utf8' })
  expect({ status, stdout, stderr }).toEqual({
    status: 2,
    stdout: '',
    stderr: 'demisto-sdk==1.39.13 was not run: there is no Python here; install Python 3.10 or later.\n',
  })
  expect(existsSync(join(nowhere, 'cache'))).toBe(false)
})

it.each([
  ['Python 3.8.20', 'it takes Python 3.10 or later, and python3 is Python 3.8.20.'],
  ['Python 3.12.1', 'it cannot be installed (no registry here).'],
])('with %s that cannot have the SDK it says why in one line', { timeout: 30_000 }, (version, reason) => {
  const bin = mkdtempSync(join(folder, 'bin-'))
  const script = `#!/bin/sh\n[ "$1" = --version ] && { echo "${version}"; exit 0; }\necho first line >&2\necho no registry here >&2\nexit 1\n`
  writeFileSync(join(bin, 'python3'), script, { mode: 0o755 })
  const program = ['--import', resolve('node_modules/tsx/dist/esm/index.mjs'), 'scripts/sdk-check.ts']
  const env = { PATH: bin, SDK_CHECK_CACHE: join(bin, 'cache') }
  const { status, stderr } = spawnSync(process.execPath, program, { env, encoding: 'utf8' })
  expect(status).toBe(2)
  expect(stderr.trim().split('\n').at(-1)).toBe(`demisto-sdk==1.39.13 was not run: ${reason}`)
})
