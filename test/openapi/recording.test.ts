import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { startOkta } from '../../okta-server/server.ts'
import { absence, present } from './document.ts'
import { setup } from './recording.ts'

const { OKTA_EXCHANGES: folderOfThisRun = '' } = process.env
const exitCode = process.exitCode
afterEach(() => {
  process.env.OKTA_EXCHANGES = folderOfThisRun
  process.exitCode = exitCode
  vi.restoreAllMocks()
})

/** What a run says and ends with whose integration asks for a path. */
async function run(path: string): Promise<{ said: string; exitCode: typeof process.exitCode }> {
  const said: unknown[] = []
  for (const method of ['log', 'error', 'warn'] as const)
    vi.spyOn(console, method).mockImplementation((...texts) => void said.push(...texts))
  const teardown = setup()
  const okta = await startOkta({ people: 1 })
  const headers = { authorization: `SSWS ${okta.token}`, 'user-agent': 'okta-identity-lifecycle/1.0' }
  await fetch(`${okta.url}${path}`, { headers })
  await okta.close()
  teardown?.()
  return { said: said.join('\n'), exitCode: process.exitCode }
}

describe('a run', () => {
  it('in which all fits ends well', async () => {
    const { said, exitCode: code } = await run('/api/v1/groups?limit=1')
    if (present) expect(said).toMatch(/^1 exchanges compared with Okta's OpenAPI document in /)
    else expect(said).toBe(absence)
    expect(code).toBe(exitCode)
  })

  it('in which something does not fit fails, and says what', async () => {
    const { said, exitCode: code } = await run('/api/v1/groups?serach=x')
    if (!present) return
    expect(said).toContain(
      "1 × GET /api/v1/groups?serach=x → 200: request: the query parameter 'serach' is not known",
    )
    expect(code).toBe(1)
  })

  it('leaves no folder behind, whatever is in it', () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {})
    const teardown = setup()
    if (!present) return
    const folder = process.env.OKTA_EXCHANGES ?? ''
    expect(folder).not.toBe(folderOfThisRun)
    writeFileSync(join(folder, 'a.jsonl'), '{rubbish}\n')
    expect(teardown).toThrow(SyntaxError)
    expect(existsSync(folder)).toBe(false)
  })
})
