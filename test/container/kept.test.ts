import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PYTHON } from '../wire/launcher.ts'
import { container, factsOf, freshFolder, gone, launchedBy, scriptThat } from './bundles.ts'
import type { Request } from './platform.ts'

const ECHO = 'done({ args: start.args, params: start.params })'
/** Asks before it answers, when the argument says so. */
const ASKING = `
  if (start) { send({ log: 'info', text: String(process.pid) }) }
  if (start && start.args.ask) send({ ask: start.args.ask, with: [] })
  else done({ answer: line.answer ?? null })`

describe.skipIf(PYTHON === undefined)('a node that is kept between the commands of a container', () => {
  it('serves one command after the other, each with what it is told', async () => {
    const one = container()
    const script = scriptThat(ECHO)
    const first = factsOf(await one.run({ script, command: 'x', args: { a: 1 }, params: { p: 1 } }))
    const second = factsOf(await one.run({ script, command: 'x', args: { a: 2 } }))
    expect(second).toEqual({ pid: first.pid, args: { a: 2 }, params: {} })
  })

  it('is not there for another container', async () => {
    const script = scriptThat(ECHO)
    const pids = await Promise.all(
      [container(), container()].map(async one => factsOf(await one.run({ script, command: 'x' })).pid),
    )
    expect(new Set(pids).size).toBe(2)
  })

  it.each<[string, object, (pid: number) => void]>([
    ['ends', {}, () => {}],
    ['runs one command alone', { native: true }, () => {}],
    ['is killed', {}, pid => process.kill(pid, 'SIGKILL')],
  ])('ends when the container %s', async (_, run, stop) => {
    const one = container()
    const { pid } = factsOf(await one.run({ script: scriptThat(ECHO), command: 'x', ...run }))
    stop(one.process.pid ?? 0)
    await one.end()
    await gone(pid)
  })

  it('is replaced when it died meanwhile, and the log says so', async () => {
    const one = container()
    const script = scriptThat(ECHO)
    const { pid } = factsOf(await one.run({ script, command: 'x' }))
    process.kill(pid, 'SIGKILL')
    const ran = await one.run({ script, command: 'x', args: { a: 2 } })
    expect(factsOf(ran)).toMatchObject({ pid: expect.not.toSatisfy(given => given === pid), args: { a: 2 } })
    expect(ran.logs).toEqual([
      ['info', 'The node process of an earlier command does not answer; another is started.'],
    ])
  })

  it('that is killed in the middle of a command fails that one alone', async () => {
    const one = container()
    const script = scriptThat(ASKING)
    let pid = 0
    const on = ({ type, args }: Request) => {
      if (type === 'log' && !pid) pid = Number(args?.args)
      if (type === 'getAllModules') process.kill(pid, 'SIGKILL')
    }
    const { results } = await one.run({ script, command: 'x', args: { ask: 'getModules' }, on })
    const text = 'The integration ended without an outcome (exit status -9).'
    expect(results).toEqual([{ Type: 4, ContentsFormat: 'text', Contents: text }])
    expect(factsOf(await one.run({ script, command: 'x' })).pid).not.toBe(pid)
  })

  it.each([
    ['a line that is no JSON', "'garbage\\n'"],
    ['half a line', "'{'"],
    ['a log line', `'{"log":"info","text":"late"}\\n'`],
    ['an ask', `'{"ask":"getModules","with":[]}\\n'`],
    ['a second outcome', 'doneText({ late: true })'],
  ])('is replaced when it wrote %s after its outcome', async (_, garbage) => {
    const one = container()
    const script = scriptThat(`process.stdout.write(doneText() + (start.args.a ? ${garbage} : ''))`)
    const { pid } = factsOf(await one.run({ script, command: 'x', args: { a: 1 } }))
    const next = factsOf(await one.run({ script, command: 'x' }))
    expect(next.pid === pid ? 'the old one' : next.late).toBeUndefined()
    await gone(pid)
    expect(factsOf(await one.run({ script, command: 'x' })).pid).toBe(next.pid)
  })

  it('is replaced when it hangs', async () => {
    const one = container()
    const code = 'process.stdout.write(doneText(), () => { while (start.args.a); })'
    const script = scriptThat(code).replace('PING_SECONDS = 2', 'PING_SECONDS = 0.2')
    const { pid } = factsOf(await one.run({ script, command: 'x', args: { a: 1 } }))
    expect(factsOf(await one.run({ script, command: 'x' })).pid).not.toBe(pid)
    await gone(pid)
  })

  it('belongs to its bundle; of three the one that waited longest makes room', async () => {
    const one = container()
    const scripts = ['first', 'second', 'third'].map(name => scriptThat(`done({ name: '${name}' })`))
    const [first = '', second = '', third = ''] = scripts
    const run = async (script: string) => factsOf(await one.run({ script, command: 'x' }))
    const [a, b] = [await run(first), await run(second)]
    expect(await run(first)).toEqual(a)
    const c = await run(third)
    await gone(b.pid)
    expect([a.name, b.name, c.name]).toEqual(['first', 'second', 'third'])
    expect(await run(first)).toEqual(a)
    expect((await run(second)).pid).not.toBe(b.pid)
  })

  it('is shared by the automations of a bundle', async () => {
    const one = container()
    const bundle = launchedBy('done({ command: start.command })')
    const [greet, nest] = ['Greet', 'Nest'].map(name => ({ script: bundle.scriptOf(name) }))
    if (!greet || !nest) throw new Error('there are two')
    const first = factsOf(await one.run(greet))
    expect(factsOf(await one.run(nest))).toEqual({ pid: first.pid, command: 'Nest' })
  })

  it.each([
    ['an exit', 'demisto.getModules = exit\n'],
    [
      'a timeout',
      'import signal\nclass Late(BaseException): pass\ndef late(*_): raise Late()\nsignal.signal(signal.SIGUSR1, late)\nimport os\ndemisto.getModules = lambda: os.kill(os.getpid(), signal.SIGUSR1) or [1 for _ in range(10**9)]\ndemisto.error = exit\n',
    ],
  ])('is ended when %s cuts its command off, and the next gets another', async (name, before) => {
    const one = container()
    const script = scriptThat(ASKING)
    const cut =
      before +
      script.replace(
        '    main()',
        name === 'an exit' ? '    main()' : '    try: main()\n    except Late: pass',
      )
    const { results, logs } = await one.run({ script: cut, command: 'x', args: { ask: 'getModules' } })
    expect(results).toEqual([])
    const pid = Number(logs[0]?.[1])
    await gone(pid)
    expect(factsOf(await one.run({ script, command: 'x' })).pid).not.toBe(pid)
  })

  it('a start that the platform refuses leaves it as it is', async () => {
    const one = container()
    const script = scriptThat(ECHO)
    const { pid } = factsOf(await one.run({ script, command: 'x' }))
    const odd = `demisto.args = lambda: {'n': float('nan')}\n${script}`
    expect((await one.run({ script: odd, command: 'x' })).results).toMatchObject([
      { Type: 4, Contents: expect.stringMatching(/^The command could not be started: Out of range float/) },
    ])
    expect(factsOf(await one.run({ script, command: 'x' })).pid).toBe(pid)
  })

  it('belongs to the process that started it: a fork starts its own', async () => {
    const one = container()
    const script = scriptThat(ECHO)
    const { pid } = factsOf(await one.run({ script, command: 'x' }))
    const forking = `${script.replace('    main()', '    pass')}
child = os.fork()
if child == 0:
    start_node = lambda: 'new'
    os._exit(0 if take_node() == 'new' else 1)
demisto.results(os.waitpid(child, 0)[1])`
    expect((await one.run({ script: forking, command: 'x' })).results).toMatchObject([{ Contents: '0' }])
    expect(factsOf(await one.run({ script, command: 'x' })).pid).toBe(pid)
  })

  it('is one command’s alone; of two that are put back one stays', async () => {
    const one = container()
    const script = scriptThat(ECHO)
    const { pid } = factsOf(await one.run({ script, command: 'x' }))
    const twice = `${script.replace('    main()', '    pass')}
one, other = take_node(), take_node()
put_back(one)
put_back(other)
demisto.results([one.process.pid, other.process.pid])`
    const { results } = await one.run({ script: twice, command: 'x' })
    const [first, second] = results.map(entry => Number((entry as { Contents: string }).Contents))
    expect(first).toBe(pid)
    await gone(pid)
    expect(factsOf(await one.run({ script, command: 'x' })).pid).toBe(second)
  })
})

describe.skipIf(PYTHON === undefined)('the surroundings of a node', () => {
  it('are those that the loop restored, whatever another script left in the process', async () => {
    const one = container({ KEPT: 'yes' })
    const leaving = "import os\nos.environ['LEFT'] = 'x'\nos.environ.pop('KEPT')"
    await one.run({ script: leaving, command: 'x' })
    const script = scriptThat('done({ left: process.env.LEFT ?? null, kept: process.env.KEPT ?? null })')
    expect(factsOf(await one.run({ script, command: 'x' }))).toMatchObject({ left: null, kept: 'yes' })
  })

  it.each<[string, (file: string) => NodeJS.ProcessEnv, string]>([
    ['SSL_CERT_FILE', file => ({ SSL_CERT_FILE: file }), 'certs.pem'],
    ['REQUESTS_CA_BUNDLE', file => ({ REQUESTS_CA_BUNDLE: file }), 'certs.pem'],
    ['its own before these', file => ({ SSL_CERT_FILE: file, NODE_EXTRA_CA_CERTS: '/own.pem' }), 'own.pem'],
    ['no file that is not there', file => ({ SSL_CERT_FILE: `${file}.gone` }), ''],
  ])('name the authorities of the platform for node: %s', async (_, env, expected) => {
    const file = join(freshFolder(), 'certs.pem')
    writeFileSync(file, '')
    const script = scriptThat('done({ authorities: process.env.NODE_EXTRA_CA_CERTS })')
    const none = { NODE_EXTRA_CA_CERTS: '', SSL_CERT_FILE: '', REQUESTS_CA_BUNDLE: '' }
    const one = container({ ...none, ...env(file) })
    const { authorities } = factsOf(await one.run({ script, command: 'x' }))
    expect(basename(String(authorities))).toBe(expected)
  })

  it('do not mix what it writes on stderr with the protocol, nor one command with the next', async () => {
    const one = container()
    const code = `
      process.stderr.write(start.args.text.repeat(start.args.times))
      if (start.args.ends) process.exit(5)
      done()`
    const script = scriptThat(code)
    const noise = { text: 'first\n', times: 200_000 }
    const { pid } = factsOf(await one.run({ script, command: 'x', args: noise }))
    const last = { text: 'second', times: 1, ends: true }
    const { results, logs } = await one.run({ script, command: 'x', args: last })
    expect(pid).toBeGreaterThan(0)
    expect(logs).toEqual([])
    expect(results).toMatchObject([
      { Type: 4, Contents: 'The integration ended without an outcome (exit status 5). second' },
    ])
  })

  it('do not fill with what it writes on stderr: neither once a command is over, nor between its lines', async () => {
    const code = `
      const noise = 'x'.repeat(3_000_000)
      const size = () => require('node:fs').fstatSync(2).size
      if (start) { const before = size(); require('node:fs').writeSync(2, noise); send({ ask: 'getModules', with: [] }); globalThis.before = before }
      else { const between = size(); require('node:fs').writeSync(2, noise); done({ before, between }) }`
    const one = container()
    const script = `${scriptThat(code)}
(kept,) = kept_nodes().values()
log('info', str(os.fstat(kept.errors.fileno()).st_size))`
    for (const _ of ['new', 'kept']) {
      const ran = await one.run({ script, command: 'x' })
      expect(factsOf(ran)).toMatchObject({ before: 0, between: 0 })
      expect(ran.logs).toEqual([['info', '0']])
    }
  })

  it('tell the end of what it wrote on stderr, however much that is', async () => {
    const script = scriptThat(
      `require('node:fs').writeSync(2, 'x'.repeat(5_000_000) + 'é the end'); process.exit(5)`,
    )
    const reading = script.replace(
      "return node.errors.read().decode(errors='replace').strip()",
      "text = node.errors.read().decode(errors='replace').strip()\n    log('info', str(len(text)))\n    return text",
    )
    const { results, logs } = await container().run({ script: reading, command: 'x' })
    expect(results).toMatchObject([{ Type: 4, Contents: expect.stringMatching(/5\)\. x+é the end$/) }])
    expect(logs).toEqual([['info', '1999']])
  })
})
