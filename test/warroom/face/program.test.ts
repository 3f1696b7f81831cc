import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { acmeZip, emptyFolder, isGone, ONE_ACME, TOKEN } from '../stand-in.ts'
import { objects, runProgram, startProgram } from './program.ts'

/** A folder with the stand-in pack and an instances file, and the options that name them. */
function place(yaml = ONE_ACME): { cwd: string; options: string[] } {
  const cwd = emptyFolder()
  writeFileSync(path.join(cwd, 'instances.yaml'), yaml)
  return { cwd, options: ['--pack', acmeZip(), '--instances', 'instances.yaml'] }
}

describe('the program', () => {
  test('prints results on stdout and gives status 0', async () => {
    const { cwd, options } = place()
    const ended = await runProgram([...options, '!acme-echo hi', '/instances'], { cwd })
    expect(ended).toEqual({
      status: 0,
      out: 'Echo\n\ntext\n────\nhi\nInstances\n\nname    brand           enabled\n──────  ──────────────  ───────\nacme_1  Acme Directory  true\n',
      err: '',
    })
    expect(readdirSync(path.join(cwd, '.warroom')).sort()).toEqual([
      'bundles',
      'incidents',
      'instances',
      'journal.jsonl',
      'lists',
      'warroom.json',
    ])
  })

  test('prints one JSON object per line, instance and operation with --json', async () => {
    const { cwd, options } = place()
    const lines = ['!acme-echo hi', 'a note', '/context Acme.Echo.text', '!nope', '/test', '!acme-fail']
    const ended = await runProgram([...options, '--json', ...lines], { cwd })
    expect(ended).toMatchObject({ status: 2, err: '' })
    expect(objects(ended)).toMatchObject([
      { line: '!acme-echo hi', instance: 'acme_1', entries: [{ ID: '1@0', Contents: { text: 'hi' } }] },
      { line: 'a note', instance: null, entries: [{ ID: '2@0' }] },
      { line: '/context Acme.Echo.text', value: 'hi' },
      { line: '!nope', error: 'Unknown command "nope"; /help lists the commands.' },
      { line: '/test', value: [{ instance: 'acme_1', ok: true, message: 'ok' }] },
      { line: '!acme-fail', instance: 'acme_1', entries: [{ Type: 4, Contents: 'it went wrong' }] },
    ])
    expect(ended.out).not.toContain(TOKEN)
  })

  test.each<[string[], number, number]>([
    [['!acme-echo a', '!acme-fail', '!acme-echo b'], 1, 3],
    [['!acme-fail', '!nope', '!acme-echo b'], 2, 3],
    [['--stop', '!acme-echo a', '!acme-fail', '!acme-echo b'], 1, 2],
    [['--stop', '!nope', '!acme-echo b'], 2, 1],
  ])('%j ends with status %i after %i lines', async (args, status, count) => {
    const { cwd, options } = place()
    const ended = await runProgram([...options, '--json', ...args], { cwd })
    expect(ended.status).toBe(status)
    expect(objects(ended)).toHaveLength(count)
  })

  test('reads lines from stdin when none is given, and answers each as it comes', async () => {
    const { cwd, options } = place()
    const program = startProgram([...options, '--json'], { cwd, stdin: null })
    program.child.stdin?.write('!acme-echo first\r\n\n')
    await program.says('"first"')
    program.child.stdin?.end('!acme-echo second')
    const ended = await program.ended
    expect(objects(ended)).toMatchObject([{ line: '!acme-echo first' }, { line: '!acme-echo second' }])
    expect(ended.status).toBe(0)
  })

  test('tells on stderr what cannot be run, with a stack trace only under --debug', async () => {
    const { cwd, options } = place()
    const plain = await runProgram([...options, '!nope'], { cwd })
    expect(plain).toEqual({ status: 2, out: '', err: 'Unknown command "nope"; /help lists the commands.\n' })
    const debug = await runProgram([...options, '--debug', '!nope', '!acme-does logs'], { cwd })
    expect(debug.err).toMatch(/\n\s+at /)
    expect(debug.err).toContain('info: about to work with ********\n')
  })

  test.each<[string[], RegExp]>([
    [['--jsno'], /^Unknown option --jsno; nearest by spelling: json; --help lists them\.\n$/],
    [['--pack', '/nowhere.zip', '/help'], /^Pack \/nowhere\.zip does not exist; .*\n$/],
    [['--okta-url', 'https://x', '/help'], /^--okta-url needs --okta-token beside it\.\n$/],
    [['--okta-token', 'env:X', '/help'], /^--okta-token needs --okta-url beside it\.\n$/],
    [['--okta-url', 'nowhere', '--okta-token', 'env:X', '/help'], /^--okta-url "nowhere" is no URL; .*\n$/],
    [['--now', 'yesterday', '/help'], /^"yesterday" is no time; .*\n$/],
  ])('%j is refused in one sentence with status 2', async (args, sentence) => {
    const ended = await runProgram(args, { cwd: emptyFolder() })
    expect(ended).toMatchObject({ status: 2, out: '' })
    expect(ended.err).toMatch(sentence)
  })

  test('refuses a broken instances file and --instances beside --okta-url', async () => {
    const { cwd, options } = place('- { name: a, brand: Acme Directory, params: { crdentials: x } }')
    expect(await runProgram([...options, '/help'], { cwd })).toEqual({
      status: 2,
      out: '',
      err: 'instances.yaml, line 1, instance "a": brand "Acme Directory" has no parameter "crdentials"; nearest by spelling: credentials.\n',
    })
    const both = await runProgram([...options, '--okta-url', 'https://x', '--okta-token', 'env:X', '/help'], {
      cwd,
    })
    expect(both.err).toMatch(/^--okta-url and --instances exclude each other/)
  })

  test('without an Okta pack has no instance and says so', async () => {
    const ended = await runProgram(['--pack', acmeZip(), '--json', '/instances'], { cwd: emptyFolder() })
    expect(ended.err).toBe('No pack holds Okta IAM, so there is no instance; name some with --instances.\n')
    expect(objects(ended)).toEqual([{ line: '/instances', value: [] }])
  })

  test('tells its help and version', async () => {
    const cwd = emptyFolder()
    const help = await runProgram(['--help'], { cwd })
    expect(help.out).toContain('--okta-url=<URL>')
    expect(help.out).not.toContain('\u001b')
    expect((await runProgram(['--version'], { cwd })).out).toMatch(/^\d+\.\d+\.\d+\n$/)
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('killed at any journal line', () => {
  const LINES = ['!acme-echo a', '!acme-remember key=k value=1', 'a note', '!acme-echo b mode=loud']

  test.each([1, 2, 3, 4, 5])('at line %i it keeps what was written and nothing else', async dieAt => {
    const { cwd, options } = place()
    const killed = await runProgram([...options, ...LINES], { cwd, env: { WARROOM_DIE_AT: String(dieAt) } })
    expect(killed.status).toBe(137)
    // The first line of the journal holds the lists that the pack brought.
    const done = dieAt - 1
    const after = await runProgram([...options, '--json', '/context', '!acme-echo c'], { cwd })
    const texts = ['a', ...(done >= 4 ? ['b'] : [])].slice(0, done)
    const value =
      done === 0 ? {} : { Acme: { Echo: texts.length > 1 ? texts.map(text => ({ text })) : { text: 'a' } } }
    expect(objects(after)).toMatchObject([{ value }, { entries: [{ ID: `${done + 1}@0` }] }])
    expect(after).toMatchObject({ status: 0, err: '' })
  })
})

describe('the state folder', () => {
  test('has one writer; the second is told who', async () => {
    const { cwd, options } = place()
    const first = startProgram([...options, '--json'], { cwd, stdin: null })
    first.child.stdin?.write('!acme-echo x\n')
    await first.says('"x"')
    const pid = readFileSync(path.join(cwd, '.warroom/lock'), 'utf8').trim()
    const second = await runProgram([...options, '/help'], { cwd })
    expect(second).toEqual({
      status: 2,
      out: '',
      err: `State folder .warroom is in use by the war room with pid ${pid}; end it, or use another --state.\n`,
    })
    first.child.kill('SIGTERM')
    expect((await first.ended).status).toBe(143)
    expect(readdirSync(path.join(cwd, '.warroom'))).not.toContain('lock')
    const third = await runProgram([...options, '--json', '/context Acme.Echo.text'], { cwd })
    expect(objects(third)).toEqual([{ line: '/context Acme.Echo.text', value: 'x' }])
  })

  test('a process that was killed leaves nothing that stands in the way', async () => {
    const { cwd, options } = place()
    const first = startProgram([...options, '--json'], { cwd, stdin: null })
    first.child.stdin?.write('!acme-echo x\n!acme-does pid\n')
    await first.says('acme-does')
    first.child.kill('SIGKILL')
    const { out } = await first.ended
    const bundle = Number(JSON.parse(out.split('\n')[1] ?? '{}').entries[0].Contents)
    const second = await runProgram([...options, '--json', '/context Acme.Echo.text'], { cwd })
    expect(objects(second)).toEqual([{ line: '/context Acme.Echo.text', value: 'x' }])
    // The bundle's process ended with its stdin.
    await vi.waitUntil(() => isGone(bundle), { timeout: 10_000 })
  })
})
