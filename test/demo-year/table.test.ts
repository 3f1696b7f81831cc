import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Entry, Json } from '../../kit/wire.ts'
import type { Said } from '../../scripts/demo/room.ts'
import { addressOf, Company } from '../../scripts/demo/year/company.ts'
import { carryOut, type Orgs, setClocks, setDown, startOrgs } from '../../scripts/demo/year/orgs.ts'
import { stateTable } from '../../scripts/demo/year/table.ts'

const company = () => new Company({ staff: { Board: ['Ada Brook'], Sales: ['Ben Castle'] } })
const profile = (key: string, employeeid: string, more: object = {}) => ({
  value: addressOf(key),
  CustomFields: { employeeid, displayname: key, title: 'Head of Sales', adaccountstatus: 'Enabled', ...more },
})
const ADA = profile('ada.brook', '1001', { displayname: 'Ada Brook', title: 'Head of Board' })
const BEN = profile('ben.castle', '1002', { displayname: 'Ben Castle' })
const inDirectory = (employeeID: string, key: string, title: string, userAccountControl = 512) => ({
  ...{ employeeID, mail: addressOf(key), title, userAccountControl },
})
const DIRECTORY = [
  inDirectory('1001', 'ada.brook', 'Head of Board'),
  inDirectory('1002', 'ben.castle', 'Head of Sales', 514),
]

let orgs: Orgs
beforeEach(async () => {
  orgs = await startOrgs(company().people)
})
afterEach(async () => {
  await Promise.all([orgs.okta.close(), orgs.crm.close()])
})

/** What the war room answers: profiles to the one question, accounts to the other. */
const room = (profiles: Json[], accounts: Json[]) => ({
  ask: async (line: string): Promise<Said> => ({
    line,
    entries: [{ Contents: line.startsWith('!findIndicators') ? profiles : accounts } as Entry],
  }),
})
const rows = async (profiles: Json[], accounts: Json[] = DIRECTORY, of = company()) =>
  (await stateTable({ company: of, orgs, life: room(profiles, accounts) }))
    .split('\n')
    .slice(1)
    .map(line => line.split(/ {2,}/))

describe('the table', () => {
  it('tells of everybody the state in every system', async () => {
    expect(await rows([ADA, BEN])).toEqual([
      [
        '1001',
        'Ada Brook',
        addressOf('ada.brook'),
        'Head of Board',
        'Active',
        'Enabled',
        'ACTIVE',
        'enabled',
        'ACTIVE',
      ],
      [
        '1002',
        'Ben Castle',
        addressOf('ben.castle'),
        'Head of Sales',
        'Active',
        'Enabled',
        'ACTIVE',
        'disabled',
        'ACTIVE',
      ],
    ])
  })

  it('tells where an account differs from the profile', async () => {
    const moved = profile('ada.lee', '1001', { displayname: 'Ada Lee', title: 'Chair' })
    const [ada] = await rows([moved, BEN])
    const other = `(${addressOf('ada.brook')}, Head of Board)`
    expect(ada?.slice(1, 4)).toEqual(['Ada Lee', addressOf('ada.lee'), 'Chair'])
    expect(ada?.slice(6)).toEqual([`ACTIVE ${other}`, `enabled ${other}`, `ACTIVE ${other}`])
  })

  it('tells a profile that waits for a decision, a second one, and none', async () => {
    const temporary = profile('ada.lee', '1001', { adaccountstatus: '', istemporaryuser: true })
    const [ada, ben] = await rows([ADA, temporary], [])
    expect(ada?.[5]).toBe('Enabled and empty (temporary)')
    expect([ada?.[7], ben?.[7]]).toEqual(['none', 'none'])
    expect(ben?.slice(1, 6)).toEqual(['Ben Castle', 'none', 'none', 'Active', 'none'])
  })

  it('tells profiles and accounts of nobody', async () => {
    const stranger = profile('eve.old', '999')
    const found = await rows([ADA, BEN, stranger], [...DIRECTORY, inDirectory('998', 'eve.old', '')])
    expect(found.slice(2)).toEqual([
      ['', 'nobody', addressOf('eve.old'), 'has a User Profile'],
      ['', 'nobody', addressOf('eve.old'), 'has AD'],
    ])
  })

  it('tells who is not in the report', async () => {
    const of = company()
    of.change({ 'ben.castle': null })
    expect((await rows([ADA, BEN], DIRECTORY, of))[1]?.[4]).toBe('not in the report')
  })
})

describe('the orgs', () => {
  const statusOf = (login: string) => orgs.okta.org.users.byLogin(addressOf(login))?.status

  it('know who deactivated somebody', async () => {
    await carryOut(orgs.okta, { by: 'ada.brook', deactivates: 'ben.castle' })
    expect(statusOf('ben.castle')).toBe('DEPROVISIONED')
    const headers = { authorization: `SSWS ${orgs.okta.token}` }
    const filter = encodeURIComponent('eventType eq "user.lifecycle.deactivate"')
    const answer = await fetch(`${orgs.okta.url}/api/v1/logs?filter=${filter}`, { headers })
    expect(await answer.json()).toMatchObject([{ actor: { alternateId: addressOf('ada.brook') } }])
    await carryOut(orgs.okta, { by: 'ada.brook', activates: 'ben.castle' })
    expect(statusOf('ben.castle')).toBe('ACTIVE')
  })

  it('refuse what does not work, and say so', async () => {
    const twice = { by: 'ada.brook', activates: 'ben.castle' }
    await expect(carryOut(orgs.okta, twice)).rejects.toThrow('Okta refuses to activate ben.castle')
    await expect(carryOut(orgs.okta, { by: 'nobody', deactivates: 'ben.castle' })).rejects.toThrow(
      'has no nobody',
    )
  })

  it('go down and come up, and have the clock of the story', async () => {
    const status = async () =>
      (await fetch(`${orgs.crm.url}/api/v1/users`, { headers: { authorization: `SSWS ${orgs.crm.token}` } }))
        .status
    setDown(orgs.crm, true)
    expect([await status(), await status()]).toEqual([503, 503])
    setDown(orgs.crm, false)
    expect(await status()).toBe(200)
    setClocks(orgs, '2026-05-01')
    expect(orgs.crm.org.clock.now()).toMatch(/^2026-05-01T08:00/)
  })
})
