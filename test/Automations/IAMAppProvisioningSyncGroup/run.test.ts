import { describe, expect, it } from 'vitest'
import { note } from '../answering.ts'
import { ann, bob, cyd, id, syncedWorld, world } from './three.ts'

describe('the first sync', () => {
  it('makes the group and fills it', async () => {
    const one = world()
    expect(await one.synced()).toMatchObject({
      ...{ app: 'CRM', oktaInstance: 'Okta', groupId: '00gSales', appGroupId: 'g1', mode: 'full' },
      ...{ added: 2, removed: 0, skipped: [], refused: [], lastSynced: '2026-03-02T08:00:00.000Z' },
    })
    expect(one.membersOf()).toEqual([id(ann), id(bob)])
    expect(one.mapping()).toEqual({
      CRM: { id: 'g1', displayName: 'Sales', lastSynced: '2026-03-02T08:00:00.000Z' },
    })
  })

  it('takes the group that has the name, and whoever is nobody in Okta leaves it', async () => {
    const one = world()
    one.groups.set('g7', { displayName: 'Sales', members: new Set([id(bob), id(cyd), 'robot']) })
    expect(await one.synced()).toMatchObject({ appGroupId: 'g7', added: 1, removed: 2 })
    expect(one.membersOf('g7')).toEqual([id(ann), id(bob)])
  })

  it('changes nothing where several groups have the name, and names them', async () => {
    const one = world()
    for (const each of ['g7', 'g8']) one.groups.set(each, { displayName: 'Sales', members: new Set() })
    await expect(one.sync()).rejects.toThrow(
      /Several groups have the name: g7, g8.*No membership was changed/,
    )
    expect(one.mapping()).toEqual({})
  })

  it('adds everybody and removes nobody where the members are not told', async () => {
    const one = world()
    one.groups.set('g7', { displayName: 'Sales', members: undefined })
    const { readable, context } = await one.sync()
    expect(Object.values(context ?? {})[0]).toMatchObject({ added: 2, removed: 0 })
    expect(JSON.stringify(readable)).toContain('does not tell who is a member')
  })

  it('removes nobody who may be a member in Okta, profile or not', async () => {
    const one = world()
    one.indicators = one.indicators.filter(({ value }) => value !== ann)
    const members = new Set([id(ann), id(bob), id(cyd)])
    one.groups.set('g7', { displayName: 'Sales', members })
    // The application tells no names, so only the look-up knows whose account it is.
    const [value, display] = [id(ann), '']
    one.answers['iam-get-group CRM'] = () => [
      note({ success: true, id: 'g7', members: [...members].map(each => ({ value: each, display })) }),
    ]
    expect(await one.synced()).toMatchObject({
      removed: 1,
      skipped: [{ login: ann, what: 'add', reason: 'There is no User Profile of this person.' }],
    })
    expect(one.membersOf('g7')).toContain(value)
  })

  it('keeps what other applications have of the group', async () => {
    const one = world()
    const groupmappings = '{"Wiki":{"id":"w1","lastSynced":"x"}}'
    one.indicators.push({
      id: 'gp',
      value: '00gSales',
      indicator_type: 'Group Profile',
      CustomFields: { groupmappings },
    })
    await one.sync()
    expect(one.mapping()).toMatchObject({ Wiki: { id: 'w1', lastSynced: 'x' }, CRM: { id: 'g1' } })
  })
})

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
      since: '2026-03-02T07:58:00.000Z',
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
