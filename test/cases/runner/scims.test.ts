import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { type Case, onEachServer, readCase } from './case.ts'
import { instanceList } from './instances.ts'
import { play } from './play.ts'
import { runScimLine, withScimIds } from './scim-lines.ts'
import { closeScims, type Scims, scimNamed, startScims, stateOfScim } from './scims.ts'
import { forgetStages } from './stage.ts'

afterAll(forgetStages)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'cases-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const ANN = 'ann.lee@x.example'
const BOB = 'bob@x.example'
const GIVEN = {
  okta: { company: {} },
  scim: {
    crm: {
      users: { [ANN]: { title: 'Buyer' }, [BOB]: { active: false } },
      groups: { Sales: [ANN], Empty: [] },
    },
  },
  instances: { CRM: { scim: 'crm', params: { page_size: '7' } } },
}

function caseOf({ expected = {}, ...more }: Record<string, unknown> = {}): Case {
  mkdirSync(path.join(folder, 'one'), { recursive: true })
  const told = { story: 'Something.', given: GIVEN, steps: ['/incidents'], ...more }
  const whole = Object.fromEntries([...Object.entries(told), ['then', expected]])
  writeFileSync(path.join(folder, 'one', 'case.yaml'), stringify(whole))
  return readCase(folder, 'one')
}

describe('which servers play a case', () => {
  it('both when nothing is said, one without a SCIM application', () => {
    const servers = (one: Case) => onEachServer(one).map(({ server }) => server)
    expect(servers(caseOf())).toEqual(['own', 'scimmy'])
    expect(servers(caseOf({ servers: ['scimmy'] }))).toEqual(['scimmy'])
    expect(servers(caseOf({ given: { ...GIVEN, scim: {}, instances: {} } }))).toEqual(['own'])
  })

  it.each<[string, Record<string, unknown>]>([
    ['a fault', { steps: ['scim crm fault {answer: {kind: html}}'] }],
    ['a switch', { steps: ['scim crm switch {patch: false}'] }],
    ['a switch that is given', { given: { ...GIVEN, scim: { crm: { switches: { patch: false } } } } }],
  ])('ours alone for %s', (_, more) => {
    expect(() => caseOf(more)).toThrow(/servers: \[own\]/)
    expect(caseOf({ ...more, servers: ['own'] }).server).toBe('own')
  })
})

describe.each(['own', 'scimmy'] as const)('a SCIM application on %s', server => {
  let scims: Scims
  beforeEach(async () => {
    scims = await startScims({ ...caseOf(), server })
  })
  afterEach(() => closeScims(scims))
  const state = () => stateOfScim(scimNamed(scims, 'crm'))

  it('has the users and groups of the case', () => {
    const names = { givenName: 'Ann', familyName: 'Lee' }
    expect(state()).toMatchObject({
      users: {
        [ANN]: { id: 'u000001', active: true, title: 'Buyer', name: names, displayName: 'Ann Lee' },
        [BOB]: { active: false, emails: [{ value: BOB, type: 'work', primary: true }] },
      },
      groups: { Sales: [ANN], Empty: [] },
    })
  })

  it('has an instance that gets in', async () => {
    const [instance] = instanceList(caseOf().given.instances, new Map(), scims)
    const { url, token } = scimNamed(scims, 'crm')
    const params = { url, api_token: token, page_size: '7' }
    expect(instance).toEqual({ name: 'CRM', brand: 'SCIM IAM', enabled: true, params })
  })

  it('does what lines say', async () => {
    const patch = {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
      Operations: [{ op: 'add', path: 'members', value: [{ value: '{user:bob}' }] }],
    }
    await runScimLine(`scim crm PATCH /Groups/{group:Empty} ${JSON.stringify(patch)}`, scims)
    expect(state().groups).toEqual({ Sales: [ANN], Empty: [BOB] })
    await runScimLine('scim crm DELETE /Users/{user:ann.lee}', scims)
    expect(state()).toEqual({ users: { [BOB]: expect.anything() }, groups: { Sales: [], Empty: [BOB] } })
  })

  it('counts groups of one name', async () => {
    scimNamed(scims, 'crm').addGroup({ displayName: 'Sales' })
    expect(state().groups).toEqual({ Sales: [ANN], Empty: [], 'Sales (2)': [] })
  })

  it.each<[string, RegExp]>([
    ['scim other GET /Users', /no SCIM application "other"; the case has crm/],
    ['scim crm DELETE /Users/{user:cyd}', /no user "cyd"/],
    ['scim crm dance with me', /is no line of a SCIM application/],
    ['scim crm DELETE /Users/none', /DELETE \/Users\/none: 404/],
  ])('refuses %s', async (line, expected) => {
    await expect(runScimLine(line, scims)).rejects.toThrow(expected)
  })

  it('lends its ids to lines, and leaves those of orgs', () => {
    expect(withScimIds('{crm.user:bob} {crm.group:Sales} {company.user:ann} {user:x}', scims)).toBe(
      'u000002 g000003 {company.user:ann} {user:x}',
    )
  })
})

describe('faults and switches', () => {
  it('of our own server; faults are added to those that are left', async () => {
    const scims = await startScims(caseOf())
    const scim = scimNamed(scims, 'crm')
    for (const status of [503, 500])
      await runScimLine(
        `scim crm fault {match: {path: /Users}, answer: {kind: status, status: ${status}}}`,
        scims,
      )
    await runScimLine('scim crm switch {pageCap: 1}', scims)
    const get = async () => {
      const answer = await fetch(`${scim.url}/Users`, { headers: { authorization: `Bearer ${scim.token}` } })
      return answer.ok ? ((await answer.json()) as { itemsPerPage: number }).itemsPerPage : answer.status
    }
    expect([await get(), await get(), await get()]).toEqual([503, 500, 1])
    await expect(runScimLine('scim crm fault {answer: {kind: odd}}', scims)).rejects.toThrow(/answer\.kind/)
    await closeScims(scims)
  })

  it('scimmy has none', async () => {
    const scims = await startScims({ ...caseOf(), server: 'scimmy' })
    await expect(runScimLine('scim crm switch {patch: false}', scims)).rejects.toThrow(/servers: \[own\]/)
    await closeScims(scims)
  })
})

describe('playing a case', { timeout: 60_000 }, () => {
  it.each(['own', 'scimmy'] as const)(
    'on %s compares the application, also what is not named',
    async server => {
      const steps = ['scim crm DELETE /Users/{user:bob}', '/incidents']
      const one = caseOf({ steps, expected: { scim: { crm: { groups: { Sales: [] } } } } })
      expect(await play({ ...one, server })).toEqual([
        expect.stringMatching(/^scim\.crm\.groups\.Sales: expected \[\], is \["ann.lee@x.example"\]/),
        expect.stringMatching(/^scim\.crm\.users\.bob@x\.example: must not change, was \{/),
      ])
    },
  )
})
