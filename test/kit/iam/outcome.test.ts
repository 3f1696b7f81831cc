import { describe, expect, it } from 'vitest'
import { iamOutputs, iamResult, type Outcome } from '../../../kit/iam/outcome.ts'
import type { JsonObject } from '../../../kit/wire.ts'

type User = { id: string; on: boolean }
const asked = { brand: 'App IAM', instanceName: 'App 1', profile: { email: 'a@x', title: 'Cook' } }
const result = (outcome: Outcome<User>, more: JsonObject = {}) =>
  iamResult(outcome, { ...asked, ...more }, ({ id, on }) => ({ id, active: on, username: 'ann' }))
const vendor = (outcome: Outcome<User>) =>
  Object.entries(result(outcome).context ?? {}).find(([key]) => key.startsWith('IAM.Vendor'))?.[1]

describe('what became of a person', () => {
  it('has every member, read from the user as the system has it', () => {
    const user = { id: '1', on: true }
    expect(vendor({ action: 'update', success: true, user })).toEqual({
      ...{ brand: 'App IAM', instanceName: 'App 1', action: 'update', success: true, active: true, id: '1' },
      ...{ username: 'ann', email: 'a@x', errorCode: null, errorMessage: null, details: user },
      ...{ skipped: false, reason: null },
    })
  })

  it('without a user says why', () => {
    expect(vendor({ action: 'get', success: false, errorCode: 404, errorMessage: 'Nobody' })).toMatchObject({
      ...{ active: null, id: null, details: null, errorCode: 404, errorMessage: 'Nobody', email: 'a@x' },
    })
  })

  it('keeps the profile that was asked for, or the one that was read', () => {
    const profile = (more: JsonObject) =>
      Object.values(result({ action: 'get', success: true }, more).context ?? {})[0]
    expect(profile({})).toEqual({ email: 'a@x', title: 'Cook' })
    expect(profile({ userProfile: { username: 'ann' } })).toEqual({ username: 'ann', email: 'a@x' })
  })

  it('names the system and its codes', () => {
    const outputs = iamOutputs({ system: 'App', userCode: 'A number', groupCode: 'a number' })
    expect(outputs.map(({ description }) => description).join('\n')).toMatch(/id in App\.[\s\S]*/)
    expect(outputs.find(({ path }) => path.endsWith('errorCode'))?.description).toMatch(/^A number, or 404/)
  })
})
