import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PYTHON } from '../wire/launcher.ts'
import { container, factsOf, freshFolder, IMAGE, scriptThat } from './bundles.ts'

const script = scriptThat('done()')
const run = { script, command: 'x' }
const OWN = `okta-lifecycle-${process.getuid?.() ?? 0}`
const failure = (text: string | RegExp) => [
  { Type: 4, Contents: typeof text === 'string' ? text : expect.stringMatching(text) },
]
function open(folder: string): void {
  mkdirSync(folder)
  chmodSync(folder, 0o777)
}
/** The only file that the launcher unpacked into a temporary folder. */
function unpacked(folder: string): string {
  const [own = '', ...others] = readdirSync(folder)
  const [file = '', ...more] = readdirSync(join(folder, own))
  expect([others, more]).toEqual([[], []])
  return join(folder, own, file)
}

describe.skipIf(PYTHON === undefined)('the bundle in a container', () => {
  it('is unpacked once, whole, though two containers that share a folder start at once', async () => {
    const TMPDIR = freshFolder()
    const both = [container({ TMPDIR }), container({ TMPDIR })]
    const pids = await Promise.all(both.map(async one => factsOf(await one.run(run)).pid))
    expect(new Set(pids).size).toBe(2)
    const [, hash = ''] = /^HASH = '(.*)'$/m.exec(script) ?? []
    expect(unpacked(TMPDIR)).toBe(join(TMPDIR, OWN, `${hash}.cjs`))
  })

  it('that was changed where it lies is written again', async () => {
    const TMPDIR = freshFolder()
    await container({ TMPDIR }).run(run)
    const before = readFileSync(unpacked(TMPDIR))
    writeFileSync(unpacked(TMPDIR), 'process.exit(9)')
    factsOf(await container({ TMPDIR }).run(run))
    expect(readFileSync(unpacked(TMPDIR)).equals(before)).toBe(true)
  })

  it.each<[string, (folder: string) => void]>([
    ['is a file', folder => writeFileSync(join(folder, OWN), '')],
    ['is a link', folder => symlinkSync(freshFolder(), join(folder, OWN))],
    ['is open to others', folder => open(join(folder, OWN))],
  ])('lies elsewhere when what has the name of its folder %s', async (_, prepare) => {
    const TMPDIR = freshFolder()
    prepare(TMPDIR)
    factsOf(await container({ TMPDIR }).run(run))
    const [other = ''] = readdirSync(TMPDIR).filter(name => name !== OWN)
    expect(readdirSync(join(TMPDIR, other))).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.cjs$/)])
  })

  it('that lies elsewhere goes with its container', async () => {
    const TMPDIR = freshFolder()
    writeFileSync(join(TMPDIR, OWN), '')
    const one = container({ TMPDIR })
    factsOf(await one.run(run))
    expect(readdirSync(TMPDIR)).toHaveLength(2)
    await one.end()
    expect(readdirSync(TMPDIR)).toEqual([OWN])
  })

  it.each([
    ['whose hash differs', (text: string) => text.replace(/^HASH = '.{4}/m, "HASH = '0000")],
    ['that is cut off', (text: string) => text.replace(/^(BUNDLE = '.{80}).*/m, "$1'")],
    ['that is no base64', (text: string) => text.replace(/^(BUNDLE = ').*/m, "$1x'")],
  ])('%s is refused', async (_, change) => {
    const { results } = await container().run({ script: change(script), command: 'x' })
    expect(results).toMatchObject(failure(/^The integration is damaged: .* Upload the pack again\.$/))
  })

  it('that cannot be unpacked is told in a sentence', async () => {
    const TMPDIR = freshFolder()
    const [, hash = ''] = /^HASH = '(.*)'$/m.exec(script) ?? []
    mkdirSync(join(TMPDIR, OWN, `${hash}.cjs`), { recursive: true, mode: 0o700 })
    const { results } = await container({ TMPDIR }).run(run)
    expect(results).toMatchObject(failure(/^The bundle could not be unpacked: /))
  })
})

describe.skipIf(PYTHON === undefined)('the node of a container', () => {
  const none = `There is no node in this container; set the docker image to ${IMAGE} (Node >= 20.18.1).`
  /** A folder for the PATH with a `node` of this text. */
  const nodeOf = (text: string) => {
    const folder = freshFolder()
    writeFileSync(join(folder, 'node'), text, { mode: 0o755 })
    return folder
  }

  it('is absent: one sentence that names image and tag, in a fetch as an exception', async () => {
    const one = container({ PATH: freshFolder() })
    expect((await one.run(run)).results).toMatchObject(failure(none))
    expect((await one.run({ script, command: 'fetch-incidents' })).raised).toContain(none)
  })

  it('is absent where the bundle lies already: the same sentence', async () => {
    const TMPDIR = freshFolder()
    await container({ TMPDIR }).run(run)
    const { results } = await container({ TMPDIR, PATH: freshFolder() }).run(run)
    expect(results).toMatchObject(failure(none))
  })

  it.each([
    ['is old', 'echo v18.20.4', 'Node 18.20.4 in this container is too old'],
    ['does not tell its version', 'echo node', 'Node unknown in this container is too old'],
  ])('%s: one sentence that names both', async (_, code, text) => {
    const { results } = await container({ PATH: nodeOf(`#!/bin/sh\n${code}\n`) }).run(run)
    expect(results).toMatchObject(failure(`${text}; set the docker image to ${IMAGE} (Node >= 20.18.1).`))
  })

  it('is old where the bundle lies already: the same sentence', async () => {
    const TMPDIR = freshFolder()
    await container({ TMPDIR }).run(run)
    const PATH = nodeOf('#!/bin/sh\necho v18.20.4\n')
    const { results } = await container({ TMPDIR, PATH }).run(run)
    expect(results).toMatchObject(
      failure(/^Node 18\.20\.4 in this container is too old; set the docker image/),
    )
  })

  it('is not said to be absent when it is the folder that is', async () => {
    const odd = script.replace('cwd=os.path.dirname(path)', "cwd='/gone'")
    const { results } = await container().run({ script: odd, command: 'x' })
    expect(results).toMatchObject(failure(/^node could not be started \(.*\/gone/))
  })

  it('is no program: the sentence says why', async () => {
    const { results } = await container({ PATH: nodeOf('\x7fELF') }).run(run)
    expect(results).toMatchObject(
      failure(/^node could not be started \(.*Exec format error.*\); set the docker image to demisto\//),
    )
  })
})
