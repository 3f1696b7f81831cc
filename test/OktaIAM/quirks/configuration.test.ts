import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

/** Runs a command in an instance that keeps something; gives the text and what it keeps afterwards. */
type Run = (
  command: string,
  kept: JsonObject,
  args?: JsonObject,
) => Promise<{ text: string; kept: JsonObject }>

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())

const ours: Run = async (command, kept, args = {}) => {
  const params = { url: org.okta.url, credentials: { password: org.okta.token } }
  const done = await org.bundle.run({ command, args, params, integrationContext: kept })
  const text = String(done.entries[0]?.HumanReadable ?? done.entries[0]?.Contents)
  if (done.entries[0]?.Type === 4) throw new Error(text)
  // Key by key, as both hosts write it; null removes one.
  const after = Object.entries({ ...kept, ...done.integrationContext }).filter(([, value]) => value !== null)
  return { text, kept: Object.fromEntries(after) }
}

/** G9, O4: both commands replace everything that the instance keeps, unchecked and without a word. */
const naive: Run = async (command, _, args = {}) => {
  if (command === 'okta-auth-reset') return { text: 'Authentication data cleared successfully.', kept: {} }
  return { text: '', kept: { IAMConfiguration: JSON.parse(String(args.configuration)) as Json } }
}

const ROW = { ApplicationID: '0oa1', Instance: 'Slack_1' }
const set = (run: Run, kept: JsonObject, rows: Json) =>
  run('okta-iam-set-configuration', kept, { configuration: JSON.stringify(rows) })

const QUIRKS: Record<string, (run: Run) => Promise<void>> = {
  'G9 setting the configuration keeps what else is kept': async run => {
    const { kept } = await set(run, { oauth: { token: 'x' } }, [ROW])
    expect(kept).toEqual({ oauth: { token: 'x' }, IAMConfiguration: [ROW] })
  },
  'G9 rows that no event can be matched with are refused': async run => {
    await expect(set(run, {}, [{ ApplicationID: '0oa1' }])).rejects.toThrow(/no Instance/)
    await expect(set(run, {}, [ROW, ROW])).rejects.toThrow(/two rows/)
  },
  'G9 the answer shows the configuration': async run =>
    expect((await set(run, {}, [ROW])).text).toContain('| 0oa1 | Slack_1 |'),
  'O4 forgetting the token keeps the configuration': async run => {
    const { kept } = await run('okta-auth-reset', { oauth: { token: 'x' }, IAMConfiguration: [ROW] })
    expect(kept).toEqual({ IAMConfiguration: [ROW] })
  },
}

describe.each(Object.entries(QUIRKS))('%s', (_, holds) => {
  it('fails against the old behaviour', async () => {
    await expect(holds(naive)).rejects.toThrow()
  })
  it('holds for ours', () => holds(ours))
})
