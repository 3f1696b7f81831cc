import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { oktaToken } from '../../../warroom/face/okta-token.ts'
import { readOptions, usage } from '../../../warroom/face/options.ts'
import { Refusal } from '../../../warroom/refusal.ts'
import { ACME, fileOf } from '../stand-in.ts'

const LIST = path.join(ACME, 'Lists/list-Acme_settings.json')

describe('options', () => {
  test.each<[string[], object]>([
    [[], { packs: [], state: '.warroom', fresh: false, json: false, lines: [], oktaUrl: undefined }],
    [['!a b=1', '/test', 'a note'], { lines: ['!a b=1', '/test', 'a note'] }],
    [['--pack', 'a.zip', '--pack=b.zip', '!x'], { packs: ['a.zip', 'b.zip'], lines: ['!x'] }],
    [
      ['--pack', 'a.zip', ACME, LIST, '/test', '!x'],
      { packs: ['a.zip', ACME, LIST], lines: ['/test', '!x'] },
    ],
    [['--json', '!x', '--stop'], { json: true, stop: true, lines: ['!x'] }],
    [
      ['--state', 'dir', '--fresh', '--incident', '3', '--now', '2026-01-01', '--debug'],
      { state: 'dir', fresh: true, incident: '3', now: '2026-01-01', debug: true },
    ],
    [['--okta-url=https://x', '--okta-token', '-'], { oktaUrl: 'https://x', oktaToken: '-' }],
    [['--instances', 'i.yaml', '-h'], { instances: 'i.yaml', help: true }],
    [['--version'], { version: true }],
    [['--', '--json'], { json: false, lines: ['--json'] }],
  ])('%j', (argv, expected) => {
    expect(readOptions(argv)).toMatchObject(expected)
  })

  test.each([
    [['--jsno'], 'Unknown option --jsno; nearest by spelling: json; --help lists them.'],
    [['-x'], 'Unknown option -x; --help lists them.'],
    [['--state'], '--state needs a value; see --help.'],
    [['--state='], '--state needs a value; see --help.'],
    [['--no-state'], '--state needs a value; see --help.'],
    [['--pack'], '--pack needs a FILE or DIR.'],
    [['--pack', '--json'], '--pack needs a FILE or DIR.'],
  ])('%j is refused', (argv, sentence) => {
    expect(() => readOptions(argv)).toThrow(Refusal)
    expect(() => readOptions(argv)).toThrow(sentence)
  })

  test('the help names every option', async () => {
    const text = await usage('1.2.3')
    for (const name of [
      'pack',
      'instances',
      'okta-url',
      'okta-token',
      'state',
      'fresh',
      'incident',
      'now',
      'stop',
      'json',
      'debug',
      'help',
      'version',
    ]) {
      expect(text).toContain(`--${name}`)
    }
    expect(text).toContain('1.2.3')
  })
})

describe('the token', () => {
  async function read(option: string) {
    const said: string[] = []
    return { token: await oktaToken(option, { TOKEN: ' from-env ' }, sentence => said.push(sentence)), said }
  }

  test('is read from the environment or a file, without its line break', async () => {
    expect(await read('env:TOKEN')).toEqual({ token: 'from-env', said: [] })
    expect(await read(`file:${fileOf('token', 'from-file\n')}`)).toEqual({ token: 'from-file', said: [] })
  })

  test('is accepted as a literal, with a warning that does not repeat it', async () => {
    const { token, said } = await read('00literal')
    expect(token).toBe('00literal')
    expect(said).toEqual([
      expect.stringMatching(/^A token on the command line is seen by others; use --okta-token -/),
    ])
    expect(said.join()).not.toContain('00literal')
  })

  test.each([
    ['env:NOPE', '--okta-token is env:NOPE, and the environment has no NOPE.'],
    ['env:', '--okta-token env: names no variable; expected env:NAME.'],
    ['file:', '--okta-token file: names no file; expected file:PATH.'],
    ['file:/nowhere/t', /^The token file of --okta-token cannot be read: ENOENT/],
    [`file:${fileOf('empty', '\n')}`, 'The token of --okta-token is empty.'],
  ])('%s is refused', async (option, sentence) => {
    await expect(read(option)).rejects.toThrow(sentence)
  })
})
