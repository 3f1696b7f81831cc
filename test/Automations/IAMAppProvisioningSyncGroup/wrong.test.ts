import { describe, expect, it } from 'vitest'
import type { Entry } from '../../../kit/wire.ts'
import { errorEntry, note } from '../answering.ts'
import { joined } from './events.ts'
import { ann, bob, cyd, id, syncedWorld, world } from './three.ts'
import type { World } from './world.ts'

const says = (command: string, entry: Entry) => (one: World) => {
  one.answers[command] = () => [entry]
}
const gone = (one: World) => {
  one.inOkta = undefined
}
const spoilt = (one: World) => {
  const CustomFields = { groupmappings: '{' }
  one.indicators.unshift({ value: '00gSales', indicator_type: 'Group Profile', CustomFields })
}

describe('what goes wrong', () => {
  it('names whom the application refuses, does the others, and goes on from there', async () => {
    const one = world()
    one.refuses.add(id(bob))
    const { failed, contents, context } = await one.sync()
    expect(failed).toBe(true)
    expect(contents).toBe(
      `The group "Sales" of CRM is not in line: CRM refuses 1 of its members; all others are as they should be. ${bob} (${id(bob)}): There is no such user. They are tried again when it is run again.`.replace(
        '..',
        '.',
      ),
    )
    expect(Object.values(context ?? {})[0]).toMatchObject({
      ...{ added: 1, refused: [{ id: id(bob), login: bob }], refusedCount: 1, lastSynced: null },
    })
    expect(one.mapping()).toEqual({ CRM: { id: 'g1', displayName: 'Sales' } })
    one.refuses.clear()
    expect(await one.synced()).toMatchObject({ mode: 'full', added: 1, refused: [] })
  })

  it('tells all that an incident has done, though it is tried again or was killed before it could tell', async () => {
    const one = world()
    one.incident = '7'
    one.refuses.add(id(bob))
    await one.sync()
    one.minute = 1
    expect(await one.synced()).toMatchObject({ mode: 'full', added: 1, refusedCount: 1 })
    one.refuses.clear()
    expect(await one.synced()).toMatchObject({ mode: 'full', added: 2, refusedCount: 0 })
    one.minute = 2
    expect(await one.synced()).toMatchObject({ mode: 'full', added: 2 })
    one.incident = '8'
    expect(await one.synced()).toMatchObject({ mode: 'delta', added: 0 })
  })

  it('looks up anew whose account the profile knows no more', async () => {
    const one = await syncedWorld()
    one.person('dan@x.example', { appprofiles: { CRM: { id: 'gone' } } })
    one.person('eve@x.example', { appprofiles: { CRM: { id: 'gone too' } } }, null)
    for (const each of ['gone', 'gone too']) one.refuses.add(each)
    one.join('dan@x.example', 14)
    one.join('eve@x.example', 14)
    one.minute = 15
    expect(await one.synced()).toMatchObject({ added: 1, refused: [], skipped: [{ login: 'eve@x.example' }] })
    expect(one.membersOf()).toContain('id-dan@x.example')
  })

  it('says how far it came when the application stops answering', async () => {
    const one = world()
    const stopped = { success: false, added: 1, removed: 0, errorCode: 503, errorMessage: 'It stopped.' }
    one.answers['iam-update-group CRM'] = () => [note(stopped)]
    const { failed, contents } = await one.sync()
    expect([failed, contents]).toEqual([
      true,
      'The group "Sales" of CRM is not in line: It stopped. 1 joined and 0 left before that. What is left is done when it is run again.',
    ])
    // Refused members do not hide that others were not tried.
    one.answers['iam-update-group CRM'] = () => [
      note({ ...stopped, added: 0, details: [{ id: id(ann), message: 'no' }] }),
    ]
    expect((await one.sync()).contents).toContain('It stopped.')
  })

  it.each<[string, (one: World) => void, RegExp]>([
    ['the group is gone in Okta', gone, /Okta has the group "Sales" \(00gSales\) no more/],
    [
      'Okta does not tell the log',
      says('okta-get-logs Okta', errorEntry('Only 5 were read.')),
      /Only 5 were read/,
    ],
    ['the log is no list', says('okta-get-logs Okta', note('<html>')), /did not give all events/],
    [
      'Okta does not tell the members',
      says('iam-get-group Okta', note({ success: true, id: 'x' })),
      /does not tell the group/,
    ],
    [
      'the application does not tell the group',
      says('iam-get-group CRM', note({ success: false, errorCode: 502, errorMessage: 'HTML' })),
      /CRM cannot read the group g1: HTML/,
    ],
    [
      'the application tells nothing',
      says('iam-get-group CRM', note('<html>')),
      /did not say what came of it/,
    ],
    [
      'the application does not tell the users',
      says('scim-get-user-ids CRM', note({})),
      /did not tell who the users are/,
    ],
    ['Group Mappings is spoilt', spoilt, /field "groupmappings"/],
  ])('changes nothing when %s', async (_, happens, reason) => {
    const one = await syncedWorld()
    one.join(cyd, 14)
    one.minute = 15
    happens(one)
    await expect(one.sync({ full: 'true' })).rejects.toThrow(reason)
    expect(one.membersOf()).toEqual([id(ann), id(bob)])
    expect(one.calls.map(([name]) => name)).not.toContain('iam-update-group')
  })

  it('tells of two accounts with one name', async () => {
    const one = world()
    one.answers['scim-get-user-ids CRM'] = () => [note({ users: {}, missing: [], twice: [ann, bob] })]
    expect(await one.synced()).toMatchObject({
      added: 0,
      skipped: [{ reason: `CRM has several accounts with the name ${ann}.` }, {}],
    })
  })

  it.each([['{"id":"00g"}'], ['{"displayName":"Sales"}'], ['{}']])(
    'takes no group such as %s',
    async group_data => {
      await expect(world().sync({ group_data })).rejects.toThrow('The argument "group_data" is')
    },
  )

  it('does not go on for ever telling of thousands', async () => {
    const one = world()
    for (let each = 0; each < 1500; each += 1) one.log.push(joined(`p${each}@x.example`, 0))
    for (let each = 0; each < 1500; each += 1) one.inOkta?.add(`p${each}@x.example`)
    const { readable, context } = await one.sync()
    const told = Object.values(context ?? {})[0] as { skipped: unknown[]; skippedCount: number }
    expect([told.skipped.length, told.skippedCount]).toEqual([1000, 1500])
    expect(JSON.stringify(readable)).toContain(
      '1500 are still to join or to leave, more than are kept (1000)',
    )
  })
})
