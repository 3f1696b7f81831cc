import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { runner } from '../javascript/runner.ts'
import { vendorIn } from './directory.ts'
import { ACTIVE_DIRECTORY } from './room.ts'

const BRAND = 'Active Directory Query v2'
const code = readFileSync(
  `${ACTIVE_DIRECTORY}/Integrations/ActiveDirectoryQuery/ActiveDirectoryQuery.js`,
  'utf8',
)
const PARAMS = { ou: 'OU=Employees,DC=company,DC=example', 'create-user-enabled': 'true' }
const ANN = { username: 'ann', email: 'ann@company.example', displayname: 'Ann Lee' }
const ID = (number: number) => `00000000-0000-4000-8000-00000000000${number}`

/** Creates Ann among others that write: `before` is what they make of the accounts ahead of each write of ours. */
async function createAmong(before: JsonObject[]) {
  let context: JsonObject = { other: 'kept' }
  let version = 1
  const result = await runner.run(
    {
      ...{ kind: 'integration', name: BRAND, code, command: 'iam-create-user', params: PARAMS },
      args: { 'user-profile': ANN },
    },
    {
      getModules: () => ({ ad_1: { brand: BRAND, state: 'active' } }),
      getIntegrationContext: () => ({ context, version }),
      setIntegrationContext([given, seen]: Json[]) {
        const accounts = before.shift()
        if (accounts) {
          context = { ...context, accounts }
          version += 1
        }
        if (seen !== version) return { Error: 'stale' }
        context = given as JsonObject
        version += 1
        return {}
      },
    },
  )
  const [entry] = result.entries
  if (!entry) throw new Error('There is no entry.')
  return { vendor: vendorIn(entry), context }
}

const account = (number: number, name: string) => ({
  [ID(number)]: {
    objectGUID: ID(number),
    sAMAccountName: name,
    cn: name,
    ou: PARAMS.ou,
    userAccountControl: 514,
  },
})

test('accounts that others made meanwhile are kept, and ours has a number of its own', async () => {
  const two = { ...account(1, 'bob'), ...account(2, 'cy') }
  const { vendor, context } = await createAmong([account(1, 'bob'), two])
  expect(vendor).toMatchObject({ success: true, action: 'create', id: ID(3) })
  expect(context).toMatchObject({ other: 'kept', accounts: { ...two, [ID(3)]: { sAMAccountName: 'ann' } } })
})

test('a display name that another took meanwhile gets a number', async () => {
  const taken = { [ID(1)]: { ...account(1, 'bob')[ID(1)], cn: 'Ann Lee' } }
  const { vendor, context } = await createAmong([taken])
  expect(vendor).toMatchObject({ success: true, details: { cn: 'Ann Lee1', displayName: 'Ann Lee' } })
  expect(context).toMatchObject({ other: 'kept', accounts: taken })
})

test('it does not try for ever', async () => {
  const { vendor, context } = await createAmong(Array.from({ length: 60 }, () => account(1, 'bob')))
  expect(vendor).toMatchObject({
    ...{ success: false, errorCode: '' },
    errorMessage: 'The directory is busy: 50 attempts met the changes of others; run the command again.',
  })
  expect(context).toEqual({ other: 'kept', accounts: account(1, 'bob') })
})
