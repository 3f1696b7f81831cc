import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { messageOf } from '../../../warroom/mail/message.ts'
import { readCase } from './case.ts'
import { givenAgain } from './kill.ts'
import { readMail } from './mail.ts'
import { runOrgLine, withIds } from './org-lines.ts'
import { closeOrgs, idOf, type Orgs, startOrgs, stateOfOrg } from './orgs.ts'
import { play } from './play.ts'
import { forgetStages } from './stage.ts'

afterAll(forgetStages)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cases-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const GIVEN = {
  okta: {
    company: {
      users: { 'ann.lee@x.example': { title: 'Buyer' }, 'bob@x.example': { status: 'SUSPENDED' } },
      groups: { Sales: ['ann.lee@x.example'], Empty: [] },
      apps: { CRM: { groups: ['Sales'] }, Wiki: {} },
    },
    crm: {},
  },
  instances: { Okta: { org: 'company' } },
}

/** `expected` is its `then`, which no object of a program should have. */
function caseOf({ expected = {}, ...more }: Record<string, unknown>) {
  mkdirSync(path.join(folder, 'one'), { recursive: true })
  const told = { story: 'Something.', given: GIVEN, steps: ['/fetch'], ...more }
  const whole = Object.fromEntries([...Object.entries(told), ['then', expected]])
  writeFileSync(path.join(folder, 'one', 'case.yaml'), stringify(whole))
  return readCase(folder, 'one')
}

describe('a case is refused, with its file', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['without a story', { story: undefined }, /one\/case\.yaml: .*story/s],
    ['with a member that compares nothing', { expected: { incident: [] } }, /one\/case\.yaml: .*incident/s],
    ['with a member of an org that is none', { expected: { okta: { company: { user: {} } } } }, /user/],
    ['without steps', { steps: [] }, /steps/],
    ['that kills at every line by a number', { kill: 1 }, /kill/],
  ])('%s', (_, more, expected) => expect(() => caseOf(more)).toThrow(expected))
})

describe('an org', () => {
  let orgs: Orgs
  beforeEach(async () => {
    orgs = await startOrgs(caseOf({}), folder)
  })
  afterEach(() => closeOrgs(orgs))
  const company = () => {
    const okta = orgs.get('company')
    if (!okta) throw new Error('no company')
    return okta
  }

  it('has the people, groups and applications of the case', () => {
    expect(stateOfOrg(company())).toMatchObject({
      users: {
        'ann.lee@x.example': {
          status: 'ACTIVE',
          profile: { firstName: 'Ann', lastName: 'Lee', title: 'Buyer' },
        },
        'bob@x.example': { status: 'SUSPENDED', profile: { email: 'bob@x.example', firstName: 'Bob' } },
      },
      groups: { Sales: ['ann.lee@x.example'], Empty: [] },
      apps: { CRM: ['ann.lee@x.example'], Wiki: [] },
    })
  })

  it.each<[string, object]>([
    ['okta company assign bob@x.example Wiki', { apps: { Wiki: ['bob@x.example'] } }],
    ['okta company join bob@x.example Empty', { groups: { Empty: ['bob@x.example'] } }],
    ['okta company leave ann.lee Sales', { groups: { Sales: [] }, apps: { CRM: [] } }],
    [
      'okta company profile ann.lee {"title":"Head of Buying"}',
      { users: { 'ann.lee@x.example': { profile: { title: 'Head of Buying' } } } },
    ],
    [
      'okta company POST /api/v1/users/{user:bob}/lifecycle/unsuspend',
      { users: { 'bob@x.example': { status: 'ACTIVE' } } },
    ],
    [
      'okta company POST /api/v1/users/{user:ann.lee} {"profile":{"city":"Reno"}}',
      { users: { 'ann.lee@x.example': { profile: { city: 'Reno' } } } },
    ],
  ])('does %s', async (line, expected) => {
    if (line.includes('assign bob'))
      await runOrgLine('okta company POST /api/v1/users/{user:bob}/lifecycle/unsuspend', orgs)
    await runOrgLine(line, orgs)
    expect(stateOfOrg(company())).toMatchObject(expected)
  })

  it.each<[string, RegExp]>([
    ['okta other assign ann CRM', /no org "other"; the case has company, crm/],
    ['okta company assign cyd CRM', /no user "cyd"/],
    ['okta company dance with me', /is no line of an org/],
    ['okta company DELETE /api/v1/groups/none', /404/],
  ])('refuses %s', async (line, expected) => {
    await expect(runOrgLine(line, orgs)).rejects.toThrow(expected)
  })

  it('answers with a fault as often as was said, and with those before it', async () => {
    await runOrgLine('okta company fault 503 GET /api/v1/users x2', orgs)
    await runOrgLine('okta company fault 500', orgs)
    const get = async (at: string) => (await fetch(company().url + at)).status
    expect([await get('/api/v1/users'), await get('/api/v1/apps'), await get('/api/v1/users')]).toEqual([
      503, 500, 503,
    ])
    expect(await get('/api/v1/users')).toBe(401)
  })

  it('lends its ids to lines', () => {
    const id = idOf(company(), 'app', 'CRM')
    expect(withIds('{company.app:CRM} {app:CRM}', orgs, 'company')).toBe(`${id} ${id}`)
    expect(() => withIds('{app:CRM}', orgs)).toThrow('There is no org ""')
  })
})

describe('a mail that the war room wrote is read', () => {
  it.each([
    ['plain', { to: 'it@x.example', subject: 'Failed', body: 'Why.' }],
    ['with a copy', { to: 'it@x.example', cc: 'boss@x.example', subject: 'Failed', body: 'Why.' }],
    [
      'with what is not ASCII',
      { to: 'it@x.example', subject: `Über ${'ä'.repeat(60)}`, body: `größer als ${'ö'.repeat(90)}` },
    ],
  ])('%s', (_, mail) => expect(readMail(messageOf(mail, 'id', '2026-03-02T08:00:00Z'))).toEqual(mail))

  it('with both of its texts', () => {
    const mail = { to: 'it@x.example', subject: 'S', body: 'the text', htmlBody: '<p>the page</p>' }
    expect(readMail(messageOf(mail, 'id', '2026-03-02T08:00:00Z')).body).toMatch(
      /the text.*<p>the page<\/p>/s,
    )
  })
})

// That it comes to its end so is shown by the cases with `kill: true`, of which some run a playbook anew.
describe('after a kill is given again', () => {
  it.each<[string, string[]]>([
    ['2: /playbook "IAM - App Sync" --anew', ['/incident 2', '/playbook "IAM - App Sync"', '/incident 0']],
    ['/playbook "IAM - App Sync" --anew --incident 2', ['/playbook "IAM - App Sync" --incident 2']],
    ['/playbook "IAM - App Sync" --incident 2', ['/playbook "IAM - App Sync" --incident 2']],
    ['/fetch Okta', ['/fetch Okta']],
    ['1: /task 7 complete Approve', ['/incidents']],
    ['!setList mine listData="a --anew"', ['/incidents']],
  ])('of %s', (line, lines) => expect(givenAgain(line)).toEqual(lines))
})

describe('playing a case', { timeout: 60_000 }, () => {
  const create =
    '!iam-create-user user-profile=`{"email":"cyd@x.example","username":"cyd@x.example","givenname":"C","surname":"D"}`'

  it('tells what is not as it says, and what it did not name', async () => {
    expect(await play(caseOf({ steps: [create], expected: { mails: [{}] } }))).toEqual([
      'mails: expected 1, there are 0: ',
      expect.stringMatching(/^okta\.company\.users\.cyd@x\.example: must not change, was absent, is \{/),
    ])
  })

  it('fails at a line that cannot be run, and takes one that is to be refused', async () => {
    await expect(play(caseOf({ steps: ['!no-such-command'] }))).rejects.toThrow(
      /no-such-command\ncould not be run/,
    )
    const refused = { refused: '!no-such-command', because: '/^Unknown command/' }
    expect(await play(caseOf({ steps: [refused] }))).toEqual([])
    await expect(play(caseOf({ steps: [{ ...refused, because: 'another' }] }))).rejects.toThrow(
      /was to be refused/,
    )
    await expect(play(caseOf({ steps: [{ ...refused, refused: '/incidents' }] }))).rejects.toThrow(
      /said: nothing/,
    )
  })

  it('has the profiles, connections and lists that are given, and no sample of a list that is not to be there', async () => {
    const more = {
      given: {
        ...GIVEN,
        configuration: { Okta: { CRM: 'Okta' } },
        indicators: { 'ann.lee@x.example': { title: 'Buyer' } },
        lists: { mine: [{ a: 1 }], 'app-provisioning-settings': null },
      },
      steps: [
        '!getList mine',
        '!getList app-provisioning-settings',
        '!okta-iam-get-configuration',
        '!setIndicator value=ann.lee@x.example customFields=`{"title":"Head"}`',
      ],
      expected: { indicators: { 'ann.lee@x.example': { title: 'Head' } }, entries: { 0: [] } },
    }
    expect(await play(caseOf(more))).toEqual([])
  })
})
