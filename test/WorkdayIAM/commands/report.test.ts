import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Entry, JsonObject } from '../../../kit/wire.ts'
import { type Instance, openInstance } from '../cycle/instance.ts'
import { digestOfEntry, entries, entry, mappedFields, profileFor, SOURCE } from '../cycle/people.ts'

let instance: Instance
beforeEach(async () => {
  instance = await openInstance()
})
afterEach(() => instance.close())

async function report(args: JsonObject = {}, params: JsonObject = {}): Promise<Entry> {
  const { entries: told } = await instance.run('workday-iam-get-full-report', args, params)
  const [one, second] = told
  if (!one || second) throw new Error(`${told.length} entries`)
  return one
}
const rows = (one: Entry) => one.Contents as JsonObject[]
const lastLine = (one: Entry) => String(one.HumanReadable).trim().split('\n').at(-1)
const ids = (one: Entry) => rows(one).map(({ employeeid }) => employeeid)

describe('the report', () => {
  it('has the entries as they are mapped, in contents and context', async () => {
    const given = entries(2)
    instance.server.setEntries(given)
    const one = await report()
    expect(rows(one)).toEqual(
      given.map(of => ({
        ...mappedFields(of),
        ...{ sourcepriority: 1, sourceoftruth: 'Workday', sourceinstance: SOURCE },
        reportdigest: digestOfEntry(of),
      })),
    )
    expect(one.EntryContext).toEqual({
      'WorkdayIAM.ReportEntry(val.employeeid == obj.employeeid)': rows(one),
    })
    expect(one.HumanReadable).toMatch(/^### Report entries\n\|displayname\|email\|employeeid\|/)
    expect(lastLine(one)).toBe('The report has 2 entries.')
    expect([instance.profiles.searches, instance.profiles.writes]).toEqual([[], []])
  })

  it.each<[JsonObject, number, string]>([
    [{}, 200, '200 of 250 are shown; limit=all shows all. The report has 250 entries.'],
    [{ limit: '3' }, 3, '3 of 250 are shown; limit=all shows all. The report has 250 entries.'],
    [{ limit: 'all' }, 250, 'The report has 250 entries.'],
    [{ limit: '250' }, 250, 'The report has 250 entries.'],
  ])('by %j shows %i entries', async (args, count, line) => {
    instance.server.setEntries(entries(250))
    const one = await report(args)
    expect(rows(one)).toHaveLength(count)
    expect(lastLine(one)).toBe(line)
  })

  it.each([
    ['P2@Example.com', ['1002']],
    ['1003', ['1003']],
    ['1009', []],
    ['Person 2', []],
  ])('is that of one person: %s', async (user, wanted) => {
    instance.server.setEntries(entries(3))
    const one = await report({ user })
    expect(ids(one)).toEqual(wanted)
    expect(lastLine(one)).toBe(
      `${wanted.length ? '' : `Nobody with the e-mail or employee id ${user}. `}The report has 3 entries.`,
    )
  })

  it.each([
    [{ limit: '0' }, /argument "limit" is "0"; expected a whole number above 0, or all/],
    [{ explain: 'perhaps' }, /argument "explain" is "perhaps"; expected true or false/],
  ])('refuses %j', async (args, sentence) => {
    const { Type, Contents } = await report(args)
    expect(Type).toBe(4)
    expect(Contents).toMatch(sentence)
  })

  it.each<[JsonObject]>([[{}], [{ explain: 'true' }], [{ user: '1001' }]])(
    'that is not whole is not shown: %j',
    async args => {
      instance.server.setEntries(entries(5))
      instance.server.fault({ answer: { kind: 'cut', after: 3 } }, { answer: { kind: 'malformed' } })
      expect(await report(args)).toMatchObject({ Type: 4, Contents: expect.stringContaining('broke off') })
      expect(await report(args)).toMatchObject({
        ...{ Type: 4, Contents: expect.stringMatching(/^Entry 3 of the report is no JSON/) },
      })
    },
  )
})

describe('the report, explained', () => {
  beforeEach(() => {
    for (const one of entries(3)) instance.profiles.set(String(one.Email_Address), profileFor(one))
    instance.server.setEntries([
      entry(4),
      entry(2, { Title: 'Director' }),
      entry(3),
      entry(5, { Last_Hire_Date: 'soon' }),
    ])
  })
  const explained = (args: JsonObject = {}) => report({ explain: 'true', ...args }, { orphan_threshold: 50 })

  it('has the decision on every entry, and on those without one', async () => {
    const one = await explained()
    expect(rows(one).map(({ place, employeeid, incident }) => [place, employeeid, incident])).toEqual([
      [1, '1004', 'IAM - New Hire'],
      [2, '1002', 'IAM - Update User'],
      [3, '1003', null],
      [4, '1005', null],
      [null, '1001', 'IAM - Terminate User'],
    ])
    expect(one.EntryContext).toEqual({ 'WorkdayIAM.Decision(true)': rows(one) })
    expect(one.HumanReadable).toMatch(
      /^### Decisions on the report\n\|place\|displayname\|email\|employeeid\|incident\|rule\|reason\|/,
    )
    expect(lastLine(one)).toBe('3 would raise an incident.')
  })

  it.each<[JsonObject, unknown[], string]>([
    [{ limit: '1' }, ['1004'], '1 of 5 are shown; limit=all shows all. 3 would raise an incident.'],
    [{ user: 'p1@EXAMPLE.com' }, ['1001'], '1 would raise an incident.'],
    [{ user: '1003' }, ['1003'], '0 would raise an incident.'],
    [{ user: 'x' }, [], 'Nobody with the e-mail or employee id x. 0 would raise an incident.'],
  ])('by %j shows %j', async (args, wanted, line) => {
    const one = await explained(args)
    expect(ids(one)).toEqual(wanted)
    expect(lastLine(one)).toBe(line)
  })

  it('raises and writes nothing', async () => {
    const before = instance.profiles.all()
    const done = await instance.run('workday-iam-get-full-report', { explain: 'true' })
    expect(Object.keys(done)).toEqual(['entries'])
    expect(instance.profiles.all()).toEqual(before)
    expect(instance.profiles.writes).toEqual([])
  })
})
