import { describe, expect, it } from 'vitest'
import type { Entry, JsonObject } from '../../../kit/wire.ts'
import { note } from '../answering.ts'
import { ann, bob, cyd, id, syncedWorld, world } from './three.ts'
import type { World } from './world.ts'

const asked = (one: World, command: string) =>
  one.calls.filter(([name]) => name === command).map(([, args]) => args)
const OTHER = { group_data: { id: '00gSales', displayName: 'Buyers' } }

describe('the group of the application', () => {
  const once = (one: World, command: string, entry: Entry) => {
    one.answers[command] = () => {
      delete one.answers[command]
      return [entry]
    }
  }
  const absent = note({ success: false, errorCode: 404, errorMessage: 'Group Not Found' })

  it('is not made a second time because of one odd answer, though it was renamed there', async () => {
    const one = await syncedWorld()
    one.groups.set('g1', { displayName: 'Sales (renamed)', members: new Set([id(ann), id(bob)]) })
    one.join(cyd, 14)
    one.minute = 15
    once(one, 'iam-update-group CRM', absent)
    expect(await one.synced()).toMatchObject({ mode: 'full', appGroupId: 'g1', added: 1 })
    expect(asked(one, 'iam-create-group')).toEqual([])
    expect(asked(one, 'iam-get-group').at(-1)).toMatchObject({ scim: '{"id":"g1"}', using: 'CRM' })
  })

  it('is made again once neither its id nor its name finds one', async () => {
    const one = await syncedWorld()
    one.groups.clear()
    one.join(cyd, 14)
    one.minute = 15
    expect(await one.synced()).toMatchObject({ mode: 'full', added: 3 })
    const scims = asked(one, 'iam-get-group').filter(({ using }) => using === 'CRM')
    expect(scims.map(({ scim }) => scim)).toEqual(['{"id":"g1"}', '{"displayName":"Sales"}'])
  })

  it('stays as it is when the settings call it otherwise than it is called', async () => {
    const one = await syncedWorld()
    one.groups.set('g2', { displayName: 'Buyers', members: new Set() })
    one.join(cyd, 14)
    one.minute = 15
    await expect(one.sync(OTHER)).rejects.toThrow(
      /settings calls the group "Buyers", but CRM calls the group g1, which was synced until now, "Sales"\. Nothing was changed/,
    )
    expect([one.membersOf('g1'), one.membersOf('g2')]).toEqual([[id(ann), id(bob)], []])
  })

  it('is followed when it was renamed there and in the settings', async () => {
    const one = await syncedWorld()
    one.groups.set('g1', { displayName: 'Buyers', members: new Set([id(ann)]) })
    one.minute = 15
    expect(await one.synced(OTHER)).toMatchObject({ mode: 'full', appGroupId: 'g1', added: 1 })
    one.minute = 30
    expect(await one.synced(OTHER)).toMatchObject({ mode: 'delta', added: 0 })
  })

  it('keeps the groups that are within it, and that is told', async () => {
    const one = world()
    one.groups.set('g1', { displayName: 'Sales', members: new Set(['robot']) })
    one.nested = ['g9']
    const { readable } = await one.sync()
    expect(JSON.stringify(readable)).toContain('Groups within the group of the application')
    expect(asked(one, 'iam-update-group').map(({ memberIdsToDelete }) => memberIdsToDelete)).toEqual([
      '["robot"]',
    ])
  })
})

describe('an error entry that says how far it came', () => {
  const limited: JsonObject = {
    success: false,
    added: 1,
    removed: 0,
    errorCode: 429,
    errorMessage: 'Used up.',
  }
  it('keeps the context and the counts', async () => {
    const one = world()
    one.incident = '7'
    one.answers['iam-update-group CRM'] = () => [{ ...note(limited), Type: 4 }]
    const { failed, contents, context } = await one.sync()
    expect([failed, contents]).toEqual([true, expect.stringContaining('Used up. 1 joined and 0 left before')])
    expect(Object.values(context ?? {})[0]).toMatchObject({ added: 1, lastSynced: null })
    one.answers = {}
    one.minute = 1
    expect(await one.synced()).toMatchObject({ added: 3 })
  })

  it('is one of the command where it says nothing of the kind', async () => {
    const one = world()
    one.answers['iam-update-group CRM'] = () => [{ ...note('down'), Type: 4 }]
    await expect(one.sync()).rejects.toThrow('iam-update-group on "CRM" failed: down')
  })
})
