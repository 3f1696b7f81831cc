import { describe, expect, it } from 'vitest'
import { imported } from './events.ts'
import { ann, cyd, id, syncedWorld } from './three.ts'
import type { World } from './world.ts'

describe('everything is compared again', () => {
  it.each<[string, (one: World) => void, string]>([
    [
      'when an event does not say who',
      one => one.log.push(imported('', ann, 14, { legacyEventType: null })),
      'does not say who joined or left',
    ],
    [
      'when the name that an import tells is that of several groups',
      one => {
        one.namesakes = 1
        one.log.push(imported('app_group_member_import.insert_success', cyd, 14))
      },
      'another group is called too',
    ],
    [
      'when the group in the application is gone',
      one => {
        one.groups.clear()
        one.join(cyd, 14)
      },
      'its group in the application is gone',
    ],
    [
      'when the log does not go back',
      one => {
        one.minute = 91 * 24 * 60
      },
      'does not go back',
    ],
  ])('%s', async (_, happens, why) => {
    const one = await syncedWorld()
    one.minute = 15
    happens(one)
    const { readable, context } = await one.sync()
    expect(JSON.stringify(readable)).toContain(why)
    expect(Object.values(context ?? {})[0]).toMatchObject({ mode: 'full', refused: [] })
    expect(one.membersOf()).toEqual([...(one.inOkta ?? [])].map(id).sort())
  })

  it('when it is asked for', async () => {
    const one = await syncedWorld()
    one.groups.get('g1')?.members?.clear()
    expect(await one.synced()).toMatchObject({ added: 0 })
    expect(await one.synced({ full: 'true' })).toMatchObject({ mode: 'full', added: 2 })
  })

  it('an import is followed where the name is that of one group', async () => {
    const one = await syncedWorld()
    one.minute = 15
    one.log.push(imported('app_group_member_import.insert_success', cyd, 14))
    expect(await one.synced()).toMatchObject({ mode: 'delta', added: 1 })
  })
})
