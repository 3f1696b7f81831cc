import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import {
  createJavaScriptRunner,
  type RunRequest,
  type RunResult,
  type ScriptHost,
} from '../../../warroom/javascript/index.ts'

export const logged: string[] = []
export const folder = mkdtempSync(join(tmpdir(), 'scripts-'))

export const runner = createJavaScriptRunner({
  debug: text => logged.push(text),
  folder: join(folder, 'files'),
})
afterAll(() => runner.end())

/** Runs code as an automation "T"; `given` changes the request. */
export function run(
  code: string,
  host: ScriptHost = {},
  given: Partial<RunRequest> = {},
): Promise<RunResult> {
  return runner.run({ kind: 'automation', name: 'T', code, args: {}, timeoutSeconds: 20, ...given }, host)
}

/** The Contents of the entries that code gives. */
export async function contents(code: string, given: Partial<RunRequest> = {}): Promise<Json[]> {
  return (await run(code, {}, given)).entries.map(({ Contents }) => Contents)
}

/** The value that code returns, as JSON crosses it. */
export async function value(code: string, given: Partial<RunRequest> = {}): Promise<Json> {
  const [text] = await contents(`return JSON.stringify((function () {${code}\n})())`, given)
  return text === undefined ? null : JSON.parse(String(text))
}
