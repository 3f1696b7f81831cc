import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { launcher } from '../../scripts/pack/launcher.ts'
import { PYTHON, runLauncher, type Told } from './launcher.ts'

const IMAGE = 'demisto/cyberchef:1.0.0'
const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
/** A folder of its own for what the launcher unpacks. */
function fresh(): { TMPDIR: string } {
  const folder = mkdtempSync(join(tmpdir(), 'launch-'))
  folders.push(folder)
  return { TMPDIR: folder }
}

/** A bundle that answers every start with the given code's value of `done`, once it has read a line. */
const bundleThat = (code: string) =>
  launcher(
    `require('node:readline').createInterface({ input: process.stdin }).on('line', text => { const line = JSON.parse(text); ${code} })`,
    IMAGE,
  ).script
const sendDone = (done: string) => `process.stdout.write(JSON.stringify({ done: ${done} }) + '\\n')`

describe.skipIf(PYTHON === undefined)('launch.py', () => {
  it('hands the start over as the wire has it', async () => {
    const script = bundleThat(
      sendDone("{ entries: [{ Type: 1, ContentsFormat: 'json', Contents: line.start }] }"),
    )
    const told = {
      script,
      command: 'fetch-incidents',
      args: { a: '1' },
      params: { p: true },
      lastRun: { v: 1 },
      integrationContext: { list: '[1,2]', text: 'plain' },
    }
    const { results } = await runLauncher(told, fresh())
    expect(results).toMatchObject([
      {
        Contents: {
          kind: 'command',
          command: 'fetch-incidents',
          args: { a: '1' },
          params: { p: true },
          lastRun: { v: 1 },
          integrationContext: { list: [1, 2], text: 'plain' },
          instance: { brand: 'Okta IAM', name: 'Okta IAM_instance_1' },
        },
      },
    ])
  })

  it('saves incidents, last run and the named keys of the integration context', async () => {
    const done =
      "{ entries: [], incidents: [{ name: 'i' }], lastRun: { v: 2 }, integrationContext: { oauth: { t: 1 }, gone: null } }"
    const told = {
      script: bundleThat(sendDone(done)),
      command: 'fetch-incidents',
      integrationContext: { gone: '"x"', kept: '"y"' },
    }
    const given = await runLauncher(told, fresh())
    expect(given).toMatchObject({ incidents: [{ name: 'i' }], lastRun: { v: 2 } })
    expect(given.integrationContext).toEqual({ kept: '"y"', oauth: '{"t": 1}' })
  })

  it('writes no integration context while an instance is tested: the platform refuses it', async () => {
    const done =
      "{ entries: [{ Type: 1, ContentsFormat: 'text', Contents: 'ok' }], integrationContext: { oauth: 't' }, secretKeys: ['oauth'] }"
    const told = {
      script: bundleThat(sendDone(done)),
      command: 'test-module',
      integrationContext: { kept: '"y"' },
    }
    const given = await runLauncher(told, fresh())
    expect(given.raised).toBeUndefined()
    expect(given.results).toEqual(['ok'])
    expect(given.integrationContext).toEqual({ kept: '"y"' })
  })

  it('a secret key comes back to the next command as the text that it was', async () => {
    const token = JSON.stringify({ accessToken: 'a"b', expires: 1 })
    const script = bundleThat(
      `const { integrationContext } = line.start; ${sendDone('{ entries: [{ Type: 1, ContentsFormat: "json", Contents: integrationContext }] }')}`,
    )
    const told = { script, command: 'x', integrationContext: { oauth: JSON.stringify(token) } }
    expect((await runLauncher(told, fresh())).results).toMatchObject([{ Contents: { oauth: token } }])
  })

  it('writes the integration context again when somebody else was first, and keeps what they wrote', async () => {
    const script = bundleThat(sendDone('{ entries: [], integrationContext: { mine: 1 } }'))
    const given = await runLauncher({ script, command: 'x', conflicts: 2 }, fresh())
    expect(given.raised).toBeUndefined()
    expect(given.integrationContext).toEqual({ mine: '1', other: '"written by somebody else"' })
  })

  it('waits before each new try to write the integration context, longer each time and by chance', async () => {
    const script = bundleThat(sendDone('{ entries: [], integrationContext: { mine: 1 } }'))
    const telling = script
      .replace('time.sleep(random.uniform(', "log('info', (")
      .replace('0.5, 1) *', '10) *')
    const said = telling.replace(/(log\('info', )(\(10\) .*)\)$/m, '$1str($2))')
    const { logs } = await runLauncher({ script: said, command: 'x', conflicts: 3 }, fresh())
    expect(logs.map(([, text]) => text)).toEqual(['1.0', '2.0', '4.0'])
  })

  it('relays logs, and refuses what the platform does not offer', async () => {
    const code = `if (line.start) { console.log(JSON.stringify({ log: 'info', text: 'hello' })); console.log(JSON.stringify({ ask: 'executeCommand', with: [] })) } else ${sendDone('{ entries: [{ Type: 1, ContentsFormat: "json", Contents: line }] }')}`
    const { results, logs } = await runLauncher({ script: bundleThat(code), command: 'x' }, fresh())
    expect(logs).toEqual([['info', 'hello']])
    expect(results).toMatchObject([{ Contents: { refused: 'This host does not offer executeCommand.' } }])
  })

  it('a failed fetch raises, so that nothing is saved', async () => {
    const done =
      "{ entries: [{ Type: 4, ContentsFormat: 'text', Contents: 'no log scope' }], lastRun: { v: 9 } }"
    const given = await runLauncher(
      { script: bundleThat(sendDone(done)), command: 'fetch-incidents' },
      fresh(),
    )
    expect(given.raised).toBe('no log scope')
    expect(given.lastRun).toBeUndefined()
  })

  it('a failed fetch keeps its token, so that the next one needs no new one', async () => {
    const done =
      "{ entries: [{ Type: 4, ContentsFormat: 'text', Contents: 'away' }], integrationContext: { oauth: 't' }, secretKeys: ['oauth'] }"
    const told = { script: bundleThat(sendDone(done)), command: 'fetch-incidents' }
    const given = await runLauncher(told, fresh())
    expect(given).toMatchObject({ raised: 'away', integrationContext: { oauth: '"t"' } })
    const broken = await runLauncher({ ...told, raises: ['setIntegrationContextVersioned'] }, fresh())
    expect(broken.raised).toBe('away')
  })

  describe('when the platform raises, the process ends and one sentence tells it', () => {
    it.each([
      ['getIntegrationContextVersioned', 'getIntegrationContextVersioned is not available'],
      ['args', 'Object of type set is not JSON serializable'],
    ] as const)('%s', async (name, why) => {
      const script = bundleThat(sendDone('{ entries: [] }'))
      const told = { script, command: 'x', raises: [name] }
      expect((await runLauncher(told, fresh())).results).toMatchObject([
        { Type: 4, Contents: `The command could not be started: ${why}` },
      ])
      const { raised } = await runLauncher({ ...told, command: 'fetch-incidents' }, fresh())
      expect(raised).toBe(`The command could not be started: ${why}`)
    })

    it('a log that cannot be written is left out', async () => {
      const code = `console.log(JSON.stringify({ log: 'info', text: 'hello' })); ${sendDone("{ entries: [{ Type: 1, ContentsFormat: 'text', Contents: 'did it' }] }")}`
      const told = { script: bundleThat(code), command: 'x', raises: ['log'] as const }
      expect((await runLauncher(told, fresh())).results).toMatchObject([{ Contents: 'did it' }])
    })
  })

  describe.each<[string, Partial<Told>]>([
    ['raises', { raises: ['setIntegrationContextVersioned'] }],
    ['meets a conflict each time', { conflicts: 99 }],
  ])('when writing the integration context %s', (_, trouble) => {
    const failure = /^The integration context could not be written: /
    const told = (done: string, command: string) => ({
      script: bundleThat(sendDone(done)),
      command,
      ...trouble,
    })
    const entries = "entries: [{ Type: 1, ContentsFormat: 'text', Contents: 'did it' }]"
    const token = "integrationContext: { oauth: 't' }, secretKeys: ['oauth']"

    it('a fetch gives its incidents without its token', async () => {
      const done = `{ entries: [], incidents: [{ name: 'i' }], lastRun: { v: 2 }, ${token} }`
      const given = await runLauncher(told(done, 'fetch-incidents'), fresh())
      expect(given).toMatchObject({ incidents: [{ name: 'i' }], lastRun: { v: 2 } })
      expect(given.raised).toBeUndefined()
      expect(given.logs).toEqual([['error', expect.stringMatching(failure)]])
    })

    it('a fetch that keeps more than a token gives nothing, so that nothing comes twice', async () => {
      const done = "{ entries: [], incidents: [{ name: 'i' }], integrationContext: { place: 1 } }"
      const given = await runLauncher(told(done, 'fetch-incidents'), fresh())
      expect(given.raised).toMatch(failure)
      expect(given.incidents).toBeUndefined()
    })

    it('a command gives its result without its token', async () => {
      const given = await runLauncher(told(`{ ${entries}, ${token} }`, 'x'), fresh())
      expect(given.results).toMatchObject([{ Contents: 'did it' }])
      expect(given.logs).toEqual([['error', expect.stringMatching(failure)]])
    })

    it.each([
      ['a setting', '{ setting: 1 }'],
      ['a token that was to go', '{ oauth: null }'],
    ])('a command whose result was %s says so', async (_, changes) => {
      const done = `{ ${entries}, integrationContext: ${changes}, secretKeys: ['oauth'] }`
      const { results } = await runLauncher(told(done, 'x'), fresh())
      expect(results).toMatchObject([
        { Contents: 'did it' },
        { Type: 4, Contents: expect.stringMatching(failure) },
      ])
    })
  })

  it.each([
    [
      'ends without an outcome',
      'process.stderr.write("out of memory"); process.exit(3)',
      /ended without an outcome \(exit status 3\)\. out of memory$/,
    ],
    ['prints garbage', "process.stdout.write('not json\\n')", /ended without an outcome/],
  ])('a bundle that %s is an error entry with what is known', async (_, code, text) => {
    const { results } = await runLauncher({ script: bundleThat(code), command: 'x' }, fresh())
    expect(results).toMatchObject([{ Type: 4, Contents: expect.stringMatching(text) }])
  })

  it('unpacks once, under the name of the hash', async () => {
    const env = fresh()
    const script = bundleThat(sendDone('{ entries: [] }'))
    await runLauncher({ script, command: 'x' }, env)
    await runLauncher({ script, command: 'x' }, env)
    const [folder = ''] = readdirSync(env.TMPDIR)
    expect(readdirSync(join(env.TMPDIR, folder))).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.cjs$/)])
  })

  it('a bundle that was changed on its way is refused', async () => {
    const script = bundleThat(sendDone('{ entries: [] }')).replace(/^HASH = '.{4}/m, "HASH = '0000")
    const { results } = await runLauncher({ script, command: 'x' }, fresh())
    expect(results).toMatchObject([
      { Type: 4, Contents: expect.stringMatching(/^The integration is damaged/) },
    ])
  })

  it('without node: one sentence that names the image', async () => {
    const { results } = await runLauncher(
      { script: bundleThat(''), command: 'x' },
      { ...fresh(), PATH: fresh().TMPDIR },
    )
    expect(results).toMatchObject([
      {
        Type: 4,
        Contents: `There is no node in this container; set the docker image to ${IMAGE} (Node >= 20.18.1).`,
      },
    ])
  })

  it('with an old node: one sentence that names both', async () => {
    const path = fresh().TMPDIR
    writeFileSync(join(path, 'node'), '#!/bin/sh\necho v18.20.4\n', { mode: 0o755 })
    const { results } = await runLauncher(
      { script: bundleThat(''), command: 'x' },
      { ...fresh(), PATH: path },
    )
    expect(results).toMatchObject([
      {
        Type: 4,
        Contents: expect.stringMatching(
          /^Node 18\.20\.4 in this container is too old; set the docker image to/,
        ),
      },
    ])
  })
})
