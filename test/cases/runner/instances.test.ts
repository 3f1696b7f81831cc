import { describe, expect, it } from 'vitest'
import { changed, type Instances, instanceList } from './instances.ts'

const ONE = { enabled: true, fetches: false, params: { ou: 'OU=X' } }
const GIVEN: Instances = {
  AD: { ...ONE, brand: 'Active Directory Query v2' },
  Mail: { ...ONE, brand: 'Mail Outbox', params: {} },
}

it('an instance of a directory is told its name', () => {
  expect(instanceList(GIVEN, new Map(), new Map())).toEqual([
    {
      name: 'AD',
      brand: 'Active Directory Query v2',
      enabled: true,
      params: { instanceName: 'AD', ou: 'OU=X' },
    },
    { name: 'Mail', brand: 'Mail Outbox', enabled: true, params: {} },
  ])
})

it('one that fetches has the shipped classifier and mapper, and every event', () => {
  const [okta] = instanceList({ Okta: { ...ONE, brand: 'Okta IAM', fetches: true } }, new Map(), new Map())
  expect(okta).toMatchObject({
    classifier: expect.stringContaining('App Sync'),
    mapperIn: expect.stringContaining('App Sync'),
    params: { isFetch: true, ou: 'OU=X' },
  })
})

it('one of an org that is none is refused', () => {
  const okta = { ...ONE, brand: 'Okta IAM', org: 'nowhere' }
  expect(() => instanceList({ Okta: okta }, new Map(), new Map())).toThrow('nowhere')
  const crm = { ...ONE, brand: 'SCIM IAM', scim: 'nothing' }
  expect(() => instanceList({ CRM: crm }, new Map(), new Map())).toThrow('no SCIM application "nothing"')
})

describe('an instance is changed', () => {
  it.each([
    ['AD {down: true}', { enabled: true, params: { ou: 'OU=X', down: true } }],
    ['AD {enabled: false}', { enabled: false, params: { ou: 'OU=X' } }],
    ['AD {"ou": "OU=Y", "enabled": false}', { enabled: false, params: { ou: 'OU=Y' } }],
  ])('%s', (text, expected) => {
    const after = changed(GIVEN, text)
    expect(after.AD).toEqual({ ...GIVEN.AD, ...expected })
    expect(after.Mail).toBe(GIVEN.Mail)
    expect(GIVEN.AD?.params).toEqual({ ou: 'OU=X' })
  })

  it.each(['Nope {down: true}', 'AD', 'AD down'])('but not by %s', text =>
    expect(() => changed(GIVEN, text)).toThrow(/expected a name \(AD, Mail\)/),
  )
})
