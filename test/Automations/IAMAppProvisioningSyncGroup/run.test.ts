import { describe, expect, it } from 'vitest'
import { note } from '../answering.ts'
import { ann, bob, cyd, id, syncedWorld, world } from './three.ts'

describe('from then on', () => {
  it('says exactly who joined and left, once', async () => {
    const one = await syncedWorld()
    one.minute = 15
    one.join(cyd, 14)
    one.leave(bob, 14)
    expect(await one.synced()).toMatchObject({ mode: 'delta', added: 1, removed: 1 })
    expect(one.membersOf()).toEqual([id(ann), id(cyd)])
    one.minute = 16
    expect(await one.synced()).toMatchObject({
      mode: 'delta',
      added: 0,
      removed: 0,
      lastSynced: '2026-03-02T08:16:00.000Z',
    })
  })

  it('reads no members, and asks the application nothing when nothing happened', async () => {
    const one = await syncedWorld()
    one.minute = 15
    await one.sync()
    expect(one.calls.map(([name, { using = null }]) => [name, using])).toEqual([
      ['iam-get-group', 'Okta'],
      ['okta-get-logs', 'Okta'],
      ['setIndicator', null],
    ])
    expect(one.calls[0]?.[1]).toMatchObject({ includeMembers: 'false' })
    expect(one.calls[1]?.[1]).toMatchObject({
      since: '2026-03-02T07:00:00.000Z',
      until: '2026-03-02T08:17:00.000Z',
      limit: 'all',
    })
  })

  it('knows what is done of the events that it finds again', async () => {
    const one = world()
    one.join(cyd, 0)
    expect(await one.synced()).toMatchObject({ added: 3 })
    one.minute = 1
    expect(await one.synced()).toMatchObject({ mode: 'delta', added: 0 })
  })

  it('tries those again who could not join, until they can or leave', async () => {
    const one = await syncedWorld()
    one.minute = 15
    one.accounts.delete(cyd)
    one.join(cyd, 14)
    one.join('dan@x.example', 14)
    expect(await one.synced()).toMatchObject({ added: 0, skippedCount: 2 })
    one.minute = 30
    one.accounts.set(cyd, { id: id(cyd), active: true })
    expect(await one.synced()).toMatchObject({ added: 1, skipped: [{ login: 'dan@x.example' }] })
    one.minute = 45
    one.leave('dan@x.example', 44)
    expect(await one.synced()).toMatchObject({ skipped: [{ what: 'remove' }] })
    one.minute = 60
    expect(await one.synced()).toMatchObject({ skippedCount: 0 })
  })

  it.each<[string, object, { active?: boolean }, string]>([
    ['whose profile is not active', { active: 'false' }, {}, 'The User Profile is not active.'],
    ['whose account is disabled', {}, { active: false }, 'The account in the application is disabled.'],
    [
      'whose account is disabled, as the profile knows',
      { appprofiles: { CRM: { id: 'a', active: false } } },
      {},
      'The account in the application is disabled.',
    ],
  ])('somebody does not join %s, but leaves', async (_, fields, account, reason) => {
    const one = await syncedWorld()
    one.person('dan@x.example', { ...fields }, account)
    one.minute = 15
    one.join('dan@x.example', 14)
    expect(await one.synced()).toMatchObject({ added: 0, skipped: [{ reason }] })
    one.minute = 30
    one.leave('dan@x.example', 29)
    expect(await one.synced()).toMatchObject({ removed: 1, skipped: [] })
  })

  it('takes the account that the profile knows, without a look-up', async () => {
    const one = await syncedWorld()
    one.person('dan@x.example', { appprofiles: { CRM: { id: 'own', active: true } } })
    one.join('dan@x.example', 14)
    one.minute = 15
    await one.sync()
    expect(one.membersOf()).toContain('own')
    expect(one.calls.map(([name]) => name)).not.toContain('scim-get-user-ids')
  })

  it('looks an account up by the next name where the first is nobody', async () => {
    const one = await syncedWorld()
    one.person('dan@x.example', { username: 'dan' })
    one.join('dan@x.example', 14)
    one.minute = 15
    expect(await one.synced()).toMatchObject({ added: 1 })
  })

  it('asks an integration of another kind for each of them', async () => {
    const one = world()
    one.brand = 'Slack IAM'
    one.accounts.delete(bob)
    expect(await one.synced()).toMatchObject({ added: 1, skipped: [{ login: bob }] })
    one.answers['iam-get-user CRM'] = () => [
      note({}, { 'IAM.Vendor(x)': { success: false, errorCode: 500, errorMessage: 'down' } }),
    ]
    await expect(one.sync({ full: 'true' })).rejects.toThrow(
      'iam-get-user on "CRM" cannot tell the account of ann@x.example: down. Nothing was changed.',
    )
  })
})
