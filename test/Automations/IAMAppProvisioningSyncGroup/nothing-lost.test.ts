import { describe, expect, it } from 'vitest'
import { note } from '../answering.ts'
import { imported } from './events.ts'
import { cyd, syncedWorld, world } from './three.ts'
import type { World } from './world.ts'

const IN = 'app_group_member_import.insert_success'
const asked = (one: World, command: string) =>
  one.calls.filter(([name]) => name === command).map(([, args]) => args)
const oktaCalls = (one: World, displayName: string) => {
  one.answers['iam-get-group Okta'] = ({ includeMembers }) => {
    const members = [...(one.inOkta ?? [])].map(login => ({
      value: `00u${login.split('@')[0]}`,
      display: login,
    }))
    const group = { success: true, id: '00gSales', displayName }
    return [note({ ...group, members: includeMembers === 'true' ? members : [] })]
  }
}

describe('no event is lost', () => {
  it.each([true, false])(
    'though our clock is ahead of Okta, whether events were read before: %s',
    async has => {
      const one = world()
      if (!has) one.log = []
      one.minute = 10
      await one.sync()
      // Five minutes later, by Okta's clock, which is ten behind.
      one.join(cyd, 5)
      one.minute = 15
      expect(await one.synced()).toMatchObject({ mode: 'delta', added: 1 })
      one.minute = 20
      expect(await one.synced()).toMatchObject({ mode: 'delta', added: 0 })
    },
  )

  it('though nothing has happened for longer than Okta keeps the log', async () => {
    const one = await syncedWorld()
    for (let days = 0; days < 120; days += 60) {
      one.minute = days * 24 * 60 + 15
      expect(await one.synced()).toMatchObject({ mode: 'delta', added: 0 })
    }
    one.join(cyd, one.minute + 1)
    one.minute += 10
    expect(await one.synced()).toMatchObject({ mode: 'delta', added: 1 })
  })

  it('though the group was renamed in Okta since', async () => {
    const one = await syncedWorld()
    one.inOkta?.add(cyd)
    one.log.push(imported(IN, cyd, 14))
    oktaCalls(one, 'Sales EMEA')
    one.minute = 15
    expect(await one.synced()).toMatchObject({ mode: 'full', added: 1 })
    expect(one.mapping()).toMatchObject({ CRM: { oktaName: 'Sales EMEA' } })
    one.minute = 30
    expect(await one.synced()).toMatchObject({ mode: 'delta', added: 0 })
  })

  it('though Okta calls it otherwise than the application: the log is read by the name of Okta', async () => {
    const one = world()
    oktaCalls(one, 'Sales EMEA')
    await one.sync()
    expect(String(asked(one, 'okta-get-logs')[0]?.filter)).toContain('target.displayName eq "Sales EMEA"')
  })

  it('of somebody who is to be tried again, however many there are', async () => {
    const one = world()
    const many = Array.from({ length: 1200 }, (_, at) => `p${at}@x.example`)
    for (const login of many) one.inOkta?.add(login)
    expect(await one.synced()).toMatchObject({ added: 2, skippedCount: 1200, lastSynced: null })
    for (const login of many) one.person(login)
    one.minute = 15
    expect(await one.synced()).toMatchObject({ mode: 'full', added: 1200, skippedCount: 0 })
  })

  it('and one that is done makes nobody compare again because of its name', async () => {
    const one = await syncedWorld()
    one.inOkta?.add(cyd)
    one.log.push(imported(IN, cyd, 14))
    one.minute = 15
    expect(await one.synced()).toMatchObject({ mode: 'delta', added: 1 })
    one.namesakes = 1
    one.minute = 16
    expect(await one.synced()).toMatchObject({ mode: 'delta', added: 0 })
  })
})
