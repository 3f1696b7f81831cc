import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { launcher } from '../../scripts/pack/launcher.ts'
import { type Container, openContainer, type Ran } from './container.ts'

export const IMAGE = 'demisto/cyberchef:1.0.0'

/**
 * JavaScript for the bundles of these tests: `send` writes a line, `done` an outcome with the process's number and the
 * given facts. A ping is answered as the kit does.
 */
const PRELUDE = `
const send = line => process.stdout.write(JSON.stringify(line) + '\\n')
const doneText = (facts = {}) => JSON.stringify({ done: { entries: [{ Type: 1, ContentsFormat: 'json', Contents: { pid: process.pid, ...facts } }] } }) + '\\n'
const done = facts => process.stdout.write(doneText(facts))
`

/** What a bundle of the given code is made into; `line` is what the host wrote. */
export function launchedBy(code: string): ReturnType<typeof launcher> {
  const serving = `require('node:readline').createInterface({ input: process.stdin }).on('line', text => {
    const line = JSON.parse(text)
    if (line.ping) return send({ pong: true })
    const start = line.start
    ${code}
  })`
  return launcher(PRELUDE + serving, IMAGE)
}

/** The Python text of an integration with such a bundle. */
export const scriptThat = (code: string): string => launchedBy(code).script

/** The facts of the only entry of a run. Throws when it gave anything else. */
export function factsOf({ results, raised }: Ran): { pid: number; [fact: string]: unknown } {
  const [entry] = results
  if (results.length !== 1 || typeof entry !== 'object' || entry.Type !== 1)
    throw new Error(`${JSON.stringify(results)} ${raised ?? ''}`)
  return entry.Contents as { pid: number }
}

const folders: string[] = []
const containers: Container[] = []
afterEach(async () => {
  await Promise.all(containers.splice(0).map(one => one.end()))
})
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder of its own for what the launcher unpacks. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'container-'))
  folders.push(folder)
  return folder
}

/** A container with a temporary folder of its own, ended after the test. */
export function container(env: NodeJS.ProcessEnv = {}): Container {
  const one = openContainer({ TMPDIR: freshFolder(), ...env })
  containers.push(one)
  return one
}

/** Resolves once the process is no more. */
export async function gone(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0)
    } catch {
      return
    }
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
