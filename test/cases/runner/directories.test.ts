import { describe, expect, it } from 'vitest'
import type { Json } from '../../../kit/wire.ts'
import type { Case } from './case.ts'
import { accountLines, accountsIn, openInstances } from './directories.ts'

type Given = Case['given']
const AD = {
  brand: 'Active Directory Query v2',
  enabled: false,
  fetches: false,
  params: { down: true, ou: 'OU=X' },
}
const given = (accounts: Record<string, Json>) =>
  ({ instances: { AD, Other: AD }, directories: { AD: accounts } }) as unknown as Given

describe('the lines that make an account', () => {
  const ANN = 'ann.lee@x.example'
  it.each<[string, Json, string[]]>([
    ['enabled, with a password', {}, ['iam-create-user', 'ad-set-new-password', 'ad-enable-account']],
    ['disabled, with a password', { enabled: false }, ['iam-create-user', 'ad-set-new-password']],
    ['without a password, so disabled', { pwdSet: false }, ['iam-create-user']],
  ])('%s', (_, account, commands) => {
    const lines = accountLines(given({ [ANN]: account }))
    expect(lines.map(line => /^!(\S+) using="AD" /.exec(line)?.[1])).toEqual(commands)
    expect(lines.slice(1).every(line => line.includes('username="ann.lee"'))).toBe(true)
  })

  it('give it the names of its address, and what is said', () => {
    const [line = ''] = accountLines(given({ [ANN]: { surname: 'Smith', title: 'Buyer' } }))
    expect(JSON.parse(/`(.*)`/.exec(line)?.[1] ?? '')).toEqual({
      ...{ username: ANN, email: ANN, givenname: 'Ann', surname: 'Smith' },
      ...{ displayname: 'Ann Lee', title: 'Buyer' },
    })
  })
})

it('an instance whose accounts are given is open while they are made, with nothing but its place', () => {
  const { AD: opened, Other } = openInstances(given({ 'ann.lee@x.example': {} }))
  expect(opened).toMatchObject({ enabled: true, params: { ou: 'OU=X' } })
  expect(opened?.params).not.toHaveProperty('down')
  expect(Other).toEqual(AD)
})

describe('accounts are told by login', () => {
  const boss = { objectGUID: 'b', userPrincipalName: 'boss@x.example', userAccountControl: 512, pwdSet: true }
  const ann = { objectGUID: 'a', userPrincipalName: 'ann@x.example', userAccountControl: 514, managerId: 'b' }

  it.each<[string, object, object]>([
    ['none', {}, {}],
    ['enabled', { b: boss }, { 'boss@x.example': { active: true, pwdSet: true } }],
    [
      'disabled, with a manager',
      { a: ann, b: boss },
      { 'ann@x.example': { active: false, manager: 'boss@x.example' } },
    ],
    ['with a manager who is not there', { a: ann }, { 'ann@x.example': { manager: null } }],
  ])('%s', (_, accounts, expected) =>
    expect(accountsIn({ accounts } as Parameters<typeof accountsIn>[0])).toMatchObject(expected),
  )
})
