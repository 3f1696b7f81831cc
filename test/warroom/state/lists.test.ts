import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { createContextLanguage, openContext } from '../../../warroom/context/index.ts'
import { Room } from '../../../warroom/investigation/room.ts'
import { Content } from '../../../warroom/pack/content.ts'
import { openSandbox } from '../../../warroom/sandbox/index.ts'
import { Secrets } from '../../../warroom/secrets.ts'
import { takeLists } from '../../../warroom/state/lists.ts'
import { State } from '../../../warroom/state/state.ts'
import { emptyFolder } from '../stand-in.ts'

const language = createContextLanguage(await openSandbox())

/** A room that holds nothing yet. */
function empty(): State {
  const room = new Room(initial => openContext(language, initial))
  return new State(room, { folder: emptyFolder(), fresh: false, secrets: new Secrets() })
}

/** Takes the lists of packs that ship these, in this order, and gives all that the room has then. */
function taken(shipped: readonly JsonObject[], state = empty()): Record<string, string> {
  const content = new Content()
  for (const item of shipped) content.add('list', { id: String(item.id), item, file: 'list.json' })
  takeLists(content, state)
  return Object.fromEntries([...state.room.lists.values()].map(({ name, data }) => [name, data]))
}

const SAMPLE = { id: 'sites-sample', name: 'sites-sample', data: 'an example' }
const OWN = { id: 'sites', name: 'sites', data: 'Reno' }

describe('the lists of packs', () => {
  test.each<[string, JsonObject[], Record<string, string>]>([
    ['a sample, with its live copy', [SAMPLE], { 'sites-sample': 'an example', sites: 'an example' }],
    ['a list without a sample', [OWN], { sites: 'Reno' }],
    ['both, the sample first', [SAMPLE, OWN], { 'sites-sample': 'an example', sites: 'Reno' }],
    ['both, the sample last', [OWN, SAMPLE], { 'sites-sample': 'an example', sites: 'Reno' }],
    ['by the id, without a name', [{ id: 'sites', data: 'Reno' }], { sites: 'Reno' }],
    ['data that is no text', [{ ...OWN, data: ['Reno'] }], { sites: '["Reno"]' }],
  ])('%s', (_, shipped, lists) => expect(taken(shipped)).toEqual(lists))

  test.each([
    ['the sample', [{ ...SAMPLE, data: 'a newer example' }], 'a newer example'],
    ['the list', [{ ...OWN, data: 'Elko' }], 'an example'],
    ['both', [{ ...SAMPLE, data: 'a newer example' }, OWN], 'a newer example'],
  ])('never overwrite a live list: an upgrade of %s', (_, upgrade, sample) => {
    const state = empty()
    taken([SAMPLE], state)
    state.commit({ lists: [{ name: 'sites', data: 'what the administrator wrote' }] })
    expect(taken(upgrade, state)).toEqual({ 'sites-sample': sample, sites: 'what the administrator wrote' })
  })
})
