import { describe, expect, test } from 'vitest'
import { DraftRoom } from '../../../warroom/fetch/draft-room.ts'
import { burstInstance, burstZip } from '../burst.ts'
import { contentsOf, type TestRoom, testRoom } from '../engine/room.ts'
import { scriptPack } from '../script-pack.ts'

/** Counts how often all indicators of a war room are read. */
function counted({ session }: TestRoom): () => number {
  const { indicators } = session.parts.state.room
  const all = indicators.all.bind(indicators)
  let times = 0
  indicators.all = () => {
    times += 1
    return all()
  }
  return () => times
}

const rule = (members: object) => ({
  'PreProcessRules/preprocessrule-r.json': {
    ...{ id: 'r', name: 'Rule', enabled: true, index: 0, newEventFilters: [], existingEventsFilters: [] },
    ...members,
  },
})

/** A war room with three indicators whose pre-process rule runs this code. */
async function roomWith(code: string): Promise<TestRoom> {
  const pack = scriptPack(
    [{ automation: 'Decide', code }],
    rule({ action: 'script', scriptName: 'Decide', linkTo: 'oldest', searchClosed: false }),
  )
  const events = JSON.stringify(['a', 'b'].map(name => ({ name, rawJSON: '{}' })))
  const room = await testRoom({ packs: [burstZip(), pack], yaml: burstInstance({ events, page: '2' }) })
  for (const value of ['x', 'y', 'z']) await room.session.run(`!createNewIndicator value=${value} type=Email`)
  return room
}

const created = { value: [{ created: ['1', '2'], dropped: 0 }] }

describe('a fetch where there are indicators', () => {
  test('reads none of them without pre-process scripts', async () => {
    const room = await testRoom({
      packs: [burstZip(rule({ action: 'drop', existingEventsFilters: [] }))],
      yaml: burstInstance(),
    })
    await room.session.run('!createNewIndicator value=x type=Email')
    const times = counted(room)
    expect(await contentsOf(room, '/fetch')).toMatchObject({ value: [{ created: [], dropped: 2 }] })
    expect(times()).toBe(0)
  })

  test('reads none of them for a script that asks for none', async () => {
    const room = await roomWith('setContext("Seen", true); return true')
    const times = counted(room)
    expect(await contentsOf(room, '/fetch')).toMatchObject(created)
    expect(times()).toBe(0)
  })

  test('copies them once for all scripts that ask, and keeps what these change', async () => {
    const room = await roomWith(`
      var found = executeCommand('findIndicators', { query: 'type:Email' })[0].Contents.length
      executeCommand('createNewIndicator', { value: incidents[0].name + found, type: 'Email' })
      return true`)
    const times = counted(room)
    expect(await contentsOf(room, '/fetch')).toMatchObject(created)
    expect(times()).toBe(1)
    const values = [...room.session.parts.state.room.indicators.all()].map(({ value }) => value)
    expect(values).toEqual(['x', 'y', 'z', 'a3', 'b4'])
  })
})

test('a draft leaves the indicators of its room as they are', async () => {
  const { session } = await roomWith('return true')
  const { room } = session.parts.state
  const draft = new DraftRoom(room)
  draft.apply(draft.last + 1, { removedIndicators: ['1', '2'] })
  expect([draft.indicators.size, room.indicators.size]).toEqual([1, 3])
})
