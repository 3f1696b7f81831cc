import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { baseUrl } from '../../../Integrations/OktaIAM/okta/base-url.ts'
import { contextOf } from '../../wire/bundle.ts'
import { openTestOrg, type TestOrg } from '../org.ts'
import { type Iam, naiveIam } from './naive.ts'

let org: TestOrg
let naive: Iam
let ours: Iam
beforeAll(async () => {
  org = await openTestOrg()
  naive = naiveIam(org)
  ours = async (command, profile, args = {}, params = {}) => {
    const done = await org.command(command, { 'user-profile': profile, ...args }, params)
    if (done.entries[0]?.Type === 4) throw new Error(String(done.entries[0].Contents))
    return { vendor: contextOf(done, 'IAM.Vendor'), userProfile: contextOf(done, 'IAM.UserProfile') }
  }
})
afterAll(() => org.close())
beforeEach(() => org.faults())

let people = 0
/** A person of its own for every run of a scenario. */
async function somebody(status: string, profile: object = {}): Promise<{ id: string; email: string }> {
  people += 1
  const email = `quirk${people}@example.com`
  return { email, id: await org.person(email, status, { ...profile }) }
}
const newcomer = () => {
  people += 1
  return {
    email: `quirk${people}@example.com`,
    username: `quirk${people}@example.com`,
    givenname: 'New',
    surname: 'Person',
  }
}
const failOnce = (path: string, code: string) =>
  org.faults({
    match: { method: 'POST', path },
    times: 1,
    answer: { kind: 'status', status: 404, body: { errorCode: code, errorSummary: 'x', errorCauses: [] } },
  })
const ACTIVATE = '/api/v1/users/.*/lifecycle/activate'
const DEACTIVATE = '/api/v1/users/.*/lifecycle/deactivate'

/** What must hold, per quirk: it throws when the defect shows. */
const QUIRKS: Record<string, (iam: Iam) => Promise<void>> = {
  'U1 a missing resource is not "already disabled"': async iam => {
    const { email } = await somebody('ACTIVE')
    await failOnce(DEACTIVATE, 'E0000007')
    expect((await iam('iam-disable-user', { email })).vendor).toMatchObject({ success: false })
  },
  'U2 a creation whose activation failed is finished by the next run': async iam => {
    const person = newcomer()
    await failOnce(ACTIVATE, 'E0000009')
    await iam('iam-create-user', person)
    await iam('iam-create-user', person)
    expect(await org.user(person.email)).toMatchObject({ status: 'PROVISIONED' })
  },
  'U3 re-enabling sends the new data': async iam => {
    const { email, id } = await somebody('DEPROVISIONED', { title: 'Old' })
    await iam('iam-update-user', { email, title: 'New' })
    expect(await org.user(id)).toMatchObject({ status: 'PROVISIONED', profile: { title: 'New' } })
  },
  'U4 a quote in a value does not change the filter': async iam => {
    const { email } = await somebody('ACTIVE')
    const { vendor } = await iam('iam-get-user', { email: `nobody" or profile.email eq "${email}` })
    expect(vendor).toMatchObject({ success: false, errorCode: 404, id: null })
  },
  'U5 two matches are an error of their own': async iam => {
    const { email, id } = await somebody('ACTIVE')
    await org.person(`second-${email}`, 'ACTIVE', { email })
    const before = await org.user(id)
    const { vendor } = await iam('iam-create-user', {
      email,
      givenname: 'A',
      surname: 'B',
      username: `third-${email}`,
    })
    expect(vendor).toMatchObject({ success: false })
    expect(await org.user(`third-${email}`)).toBeUndefined()
    expect(await org.user(id)).toEqual(before)
  },
  'U6 the next attribute is tried when the first finds nobody': async iam => {
    const { email, id } = await somebody('ACTIVE')
    expect(
      (await iam('iam-get-user', { username: 'somebody.else@example.com', email })).vendor,
    ).toMatchObject({ id })
  },
  'U7 the case of an e-mail does not matter': async iam => {
    const { email, id } = await somebody('ACTIVE')
    expect((await iam('iam-get-user', { email: email.toUpperCase() })).vendor).toMatchObject({ id })
  },
  'U8 a staged user is not active': async iam => {
    const { email } = await somebody('STAGED')
    expect((await iam('iam-get-user', { email })).vendor).toMatchObject({ active: false })
  },
  'U9 details show the user after the change': async iam => {
    const { email } = await somebody('ACTIVE')
    expect((await iam('iam-disable-user', { email })).vendor).toMatchObject({
      details: { status: 'DEPROVISIONED' },
    })
  },
  'U10 allow-enable counts in a create, in any case of letters': async iam => {
    const person = newcomer()
    await iam('iam-create-user', person, { 'allow-enable': 'False' })
    expect(await org.user(person.email)).toMatchObject({ status: 'STAGED' })
  },
  'U11 enable-user-enabled counts in a create': async iam => {
    const person = newcomer()
    await iam('iam-create-user', person, {}, { 'enable-user-enabled': false })
    expect(await org.user(person.email)).toMatchObject({ status: 'STAGED' })
  },
  'U12 a create of somebody who exists names both facts': async iam => {
    const { email } = await somebody('ACTIVE')
    const { vendor } = await iam('iam-create-user', { email }, {}, { 'update-user-enabled': false })
    expect(vendor.reason).toMatch(/exists.*updating users is not allowed/)
  },
  'U13 the profile that was read holds the attributes': async iam => {
    const { email } = await somebody('ACTIVE')
    expect((await iam('iam-get-user', { email })).userProfile).toMatchObject({ givenname: 'Test' })
  },
  'U14 without a user name the login is the e-mail': async iam => {
    const { username: _, ...person } = newcomer()
    await iam('iam-create-user', person)
    expect(await org.user(person.email)).toMatchObject({ profile: { login: person.email } })
  },
  'U15 bad JSON is a sentence that names the argument': async iam => {
    await expect(iam('iam-get-user', '{"email":')).rejects.toThrow(/"user-profile".*expected a JSON object/)
  },
  'U19 no provider is sent where there is none': async iam => {
    await org.forget()
    await iam('iam-create-user', newcomer())
    expect((await org.requests()).filter(request => request.includes('provider='))).toEqual([])
  },
}

describe.each(Object.entries(QUIRKS))('%s', (_, holds) => {
  it('fails against the old behaviour', async () => {
    await expect(holds(naive)).rejects.toThrow()
  })
  it('holds for ours', () => holds(ours))
})

describe('O8 the URL is normalised, and plain http refused', () => {
  const check = (origin: (url: string) => string) => {
    expect(origin('https://acme.okta.com/api/v1/')).toBe('https://acme.okta.com')
    expect(() => origin('http://acme.okta.com')).toThrow()
  }
  it('fails against the old behaviour', () => expect(() => check(url => url)).toThrow())
  it('holds for ours', () => check(baseUrl))
})

describe('U16 kept: only a used-up rate limit is an error entry', () => {
  it.each([
    ['E0000006', 403, 1],
    ['E0000009', 500, 1],
    ['E0000047', 429, 4],
  ])('%s is an entry of type', async (errorCode, status, type) => {
    const { email } = await somebody('ACTIVE')
    const body = { errorCode, errorSummary: 'x', errorCauses: [] }
    await org.faults({
      match: { method: 'POST', path: DEACTIVATE },
      times: 1,
      answer:
        status === 429
          ? { kind: 'rate-limit', reset: 900, headers: 'normal' }
          : { kind: 'status', status, body },
    })
    const { entries } = await org.command('iam-disable-user', { 'user-profile': { email } })
    expect(entries[0]?.Type).toBe(type)
    expect(contextOf({ entries }, 'IAM.Vendor')).toMatchObject({ success: false, errorCode })
  })
})
