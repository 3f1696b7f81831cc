import { describe, expect, it } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import { contents, logged, run } from './runner.ts'

/** An automation as public packs write them: every host function a script may use, and the common functions. */
const ENRICH = `
var emails = argToList(args.emails);
var rows = [];
for (var i = 0; i < emails.length; i++) {
    var res = executeCommand('get-user', {email: emails[i]});
    if (isError(res[0])) {
        return res;
    }
    rows.push({Email: emails[i], Id: dq(res[0], 'Contents.id'), Groups: dq(res[0], 'Contents.groups(val.active).name')});
}
setContext('LastEnriched', rows.length);
logDebug('enriched', rows);
return {
    Type: entryTypes.note,
    Contents: rows,
    ContentsFormat: formats.json,
    HumanReadable: tableToMarkdown('Users of ' + incidents[0].name, rows, ['Email', 'Id', 'Groups']),
    ReadableContentsFormat: formats.markdown,
    EntryContext: {'User(val.Email && val.Email == obj.Email)': rows}
};
`

const groups = [
  { name: 'Staff', active: true },
  { name: 'Old', active: false },
]

describe('an automation in the public form', () => {
  it('calls commands, queries, writes context and returns a table', async () => {
    const calls: Json[][] = []
    const { entries } = await run(
      ENRICH,
      {
        executeCommand(args) {
          calls.push(args)
          return [{ Type: 1, Contents: { id: `u${calls.length}`, groups } }]
        },
        async setContext(args) {
          calls.push(args)
          return undefined
        },
      },
      { args: { emails: 'ann@example.com, bob@example.com' }, incident: { id: '7', name: 'Case' } },
    )
    expect(calls).toEqual([
      ['get-user', { email: 'ann@example.com' }],
      ['get-user', { email: 'bob@example.com' }],
      ['LastEnriched', 2],
    ])
    expect(entries[0]?.EntryContext).toEqual({
      'User(val.Email && val.Email == obj.Email)': [
        { Email: 'ann@example.com', Id: 'u1', Groups: 'Staff' },
        { Email: 'bob@example.com', Id: 'u2', Groups: 'Staff' },
      ],
    })
    expect(entries[0]?.HumanReadable).toBe(
      '### Users of Case\n|Email|Id|Groups|\n|---|---|---|\n| ann@example.com | u1 | Staff |\n| bob@example.com | u2 | Staff |\n',
    )
    expect(logged.at(-1)).toMatch(/^debug: enriched \[{"Email":"ann@example.com"/)
  })

  it('hands the error entries of a command on', async () => {
    const failed = { Type: 4, ContentsFormat: 'text', Contents: 'no such user' }
    const { entries } = await run(ENRICH, { executeCommand: () => [failed] }, { args: { emails: 'x' } })
    expect(entries).toEqual([failed])
  })

  it('may run other scripts meanwhile', async () => {
    const inner = async (): Promise<Json> => (await run('return "inner"')).entries as Json[]
    const { entries } = await run('return executeCommand("inner")[0].Contents + " and outer"', {
      executeCommand: inner,
    })
    expect(entries[0]?.Contents).toBe('inner and outer')
  })
})

describe('the clock of a script', () => {
  const now = '2031-05-06T07:08:09.000Z'

  it.each([
    ['new Date()', 'new Date().toISOString().slice(0, 16)', '2031-05-06T07:08'],
    ['Date.now', 'new Date(Date.now()).toISOString().slice(0, 16)', '2031-05-06T07:08'],
    ['Date()', 'Date().slice(0, 15)', 'Tue May 06 2031'],
    ['the constructor of a date', 'new (new Date(0).constructor)().getUTCFullYear()', '2031'],
    ['a given instant', 'new Date(0).toISOString()', '1970-01-01T00:00:00.000Z'],
    ['a subclass', 'new (class extends Date { y() { return this.getUTCFullYear() } })().y()', '2031'],
    ['Date.parse and Date.UTC', 'Date.parse("1970-01-01T00:00:01Z") + Date.UTC(1970, 0)', '1000'],
    ['running on', '(function () { var t = Date.now(); wait(0.02); return Date.now() - t >= 15 })()', 'true'],
  ])('starts where it is told: %s', async (_, code, text) => {
    expect(await contents(`return ${code}`, { now })).toEqual([text])
  })

  it('is the real one without that', async () => {
    const before = Date.now()
    const [text] = await contents('return Date.now()')
    expect(Number(text)).toBeGreaterThanOrEqual(before)
    expect(Number(text)).toBeLessThanOrEqual(Date.now())
  })
})

describe('what a script sees', () => {
  it.each([
    ['args', 'return args.list.length + args.text', '2x'],
    ['params, empty in an automation', 'return Object.keys(params).length', '0'],
    ['incidents', 'return incidents[0].CustomFields.team', 'blue'],
    ['invContext', 'return invContext.A.B', '5'],
    ['investigation', 'return investigation.id', '7'],
    ['a query without a result', 'return dq({a: 1}, "b") === null', 'true'],
    ['a query with a mutator', 'return dq({a: [1, 2]}, "a=>val.length")', '2'],
    ['UTF-8 in base64', `return btoa('é') + atob('w6k=')`, 'w6k=é'],
    ['the version', 'return demistoVersion().version', '6.10.0'],
    ['waiting', 'wait(0.01); return "waited"', 'waited'],
    ['console.log', 'console.log(1, {a: 2}); return "logged"', 'logged'],
  ])('%s', async (_, code, text) => {
    const given = {
      args: { list: [1, 2], text: 'x' },
      incident: { id: '7', name: 'Case', CustomFields: { team: 'blue' } },
      context: { A: { B: 5 } },
      investigation: { id: '7' },
    }
    expect(await contents(code, given)).toEqual([text])
  })

  it.each([
    ['a query that cannot be read', `dq({}, 'a(')`, /line 1\)$/],
    ['a command that cannot run', `executeCommand('x')`, /^Unknown command "x" \(line 1\)$/],
    [
      'a function of integrations',
      'getLastRun()',
      /^getLastRun may be called by integrations only, and "T" is an automation/,
    ],
    ['another one', 'setIntegrationContext({})', /^setIntegrationContext may be called by integrations only/],
    [
      'what the host does not offer',
      'getModules()',
      /^"T" uses getModules, which this war room does not offer/,
    ],
    ['a file entry that is not there', `entrytoa('9@9')`, /^There is no file entry 9@9/],
  ])('%s is thrown inside the script', async (_, code, text) => {
    const executeCommand = (): never => {
      throw new Error('Unknown command "x"')
    }
    const { entries } = await run(code, { executeCommand })
    expect(entries).toEqual([{ Type: 4, ContentsFormat: 'text', Contents: expect.stringMatching(text) }])
    const caught = await run(`try { ${code} } catch (e) { return 'caught ' + e.message }`, { executeCommand })
    expect(caught.entries[0]).toMatchObject({ Type: 1, Contents: expect.stringMatching(/^caught /) })
  })
})
