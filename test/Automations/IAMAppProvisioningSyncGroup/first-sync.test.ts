import { describe, expect, it } from 'vitest'
import { note } from '../answering.ts'
import { ann, bob, cyd, id, world } from './three.ts'

describe('the first sync', () => {
  it('makes the group and fills it', async () => {
    const one = world()
    expect(await one.synced()).toMatchObject({
      ...{ app: 'CRM', oktaInstance: 'Okta', groupId: '00gSales', appGroupId: 'g1', mode: 'full' },
      ...{ added: 2, removed: 0, skipped: [], refused: [], lastSynced: '2026-03-02T08:00:00.000Z' },
    })
    expect(one.membersOf()).toEqual([id(ann), id(bob)])
    expect(one.mapping()).toEqual({
      CRM: {
        ...{ id: 'g1', displayName: 'Sales', oktaName: 'Sales' },
        ...{ lastSynced: '2026-03-02T08:00:00.000Z', since: '2026-03-02T07:00:00.000Z' },
        seen: [expect.any(String), expect.any(String)],
      },
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
