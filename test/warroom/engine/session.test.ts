import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { acmeZip, emptyFolder, TOKEN } from '../stand-in.ts'
import { closed, contentsOf, testRoom } from './room.ts'

/** A state folder in which incident 1 exists, as a fetch leaves it. */
function withIncident(): string {
  const folder = emptyFolder()
  writeFileSync(path.join(folder, 'warroom.json'), '{"v":1}')
  const own = path.join(folder, 'incidents/1')
  mkdirSync(own, { recursive: true })
  const incident = {
    id: '1',
    name: 'New hire',
    type: 'Acme Alert',
    status: 1,
    owner: 'ann',
    created: '2026-01-01T00:00:00.000Z',
    CustomFields: { acmeid: 'A7' },
    labels: [{ type: 'Brand', value: 'Acme Directory' }],
  }
  writeFileSync(path.join(own, 'incident.json'), JSON.stringify({ v: 1, incident }))
  writeFileSync(
    path.join(own, 'context.json'),
    '{"v":1,"id":"1","n":4,"entries":0,"context":{"Here":"incident 1"}}',
  )
  appendFileSync(path.join(own, 'entries.jsonl'), '{"v":1}\n')
  return folder
}

describe('an investigation', () => {
  test('is the playground until /incident', async () => {
    const room = await testRoom({ state: withIncident() })
    await room.session.run('!acme-echo at=0'.replace('at=0', 'playground'))
    expect(await contentsOf(room, '/incident 1')).toMatchObject({ value: { id: '1', name: 'New hire' } })
    expect(await contentsOf(room, '/context Here')).toEqual({ value: 'incident 1' })
    expect(await room.session.run('!acme-echo x')).toMatchObject({ results: [{ entries: [{ ID: '1@1' }] }] })
    expect(await contentsOf(room, '/incident 0')).toEqual({ value: { id: '0', name: 'Playground' } })
    expect(await contentsOf(room, '/context Acme.Echo.text')).toEqual({ value: 'playground' })
    expect(await contentsOf(room, '/incident 9')).toEqual({
      error: 'There is no incident 9; /incidents lists them.',
    })
  })

  test('is chosen by --incident, and its fields are at hand', async () => {
    const room = await testRoom({ state: withIncident(), incident: '1' })
    const line =
      '!acme-echo text="${incident.name}/${incident.acmeid}/${incident.labels.Brand}" many=${modules.state}'
    expect(await contentsOf(room, line)).toMatchObject([
      { text: 'New hire/A7/Acme Directory', many: ['active'] },
    ])
    const [start] = (await contentsOf(room, '!acme-start')) as { investigation: unknown }[]
    expect(start?.investigation).toMatchObject({ id: '1', incident: { name: 'New hire' } })
  })

  test('that is absent ends the opening, and the folder is free again', async () => {
    const state = emptyFolder()
    await expect(testRoom({ state, incident: '7' })).rejects.toThrow('There is no incident 7')
    await testRoom({ state })
  })

  test('lists are read as JSON where they are', async () => {
    const room = await testRoom()
    expect(await contentsOf(room, '!acme-echo "${lists.Acme settings.quota}"')).toMatchObject([{ text: 3 }])
  })
})

describe('a line that is no command', () => {
  test.each(['a plain note', '@ann please look', '  spaced  '])('%j becomes a note', async line => {
    const room = await testRoom()
    expect(await room.session.run(line)).toMatchObject({
      line: line.trim(),
      results: [{ instance: null, entries: [{ Type: 1, Contents: line.trim(), ID: '1@0' }] }],
    })
  })

  test.each([
    ['/nope', 'Unknown operation "/nope"; /help lists them.'],
    ['/instnaces', 'Unknown operation "/instnaces"; nearest by spelling: instances.'],
    ['/save now', '/save takes no argument; "now" was given.'],
    ['!', expect.stringContaining('a name is expected')],
  ])('%s cannot run', async (line, error) => {
    expect(await contentsOf(await testRoom(), line)).toEqual({ error })
  })
})

describe('secrets', () => {
  test('of arguments are masked in the line and in what is stored', async () => {
    const room = await testRoom()
    const outcome = await room.session.run('!acme-echo x password="open sesame"')
    expect(outcome.line).toBe('!acme-echo x password=********')
    const journal = readFileSync(path.join(room.folder, 'journal.jsonl'), 'utf8')
    expect(journal).toContain('password=********')
    expect(journal).not.toContain('open sesame')
  })

  test('of instances are masked in failures, logs and refusals', async () => {
    const room = await testRoom()
    expect(await contentsOf(room, '!acme-does exit')).toEqual([
      "The integration's process ended with status 7 and gave no result. It said: the reactor has melted, said ********",
    ])
    await room.session.run('!acme-does logs')
    expect(room.said).toEqual(['info: about to work with ********'])
    expect(await contentsOf(room, `!acme-${TOKEN}`)).toMatchObject({
      error: expect.stringContaining('"acme-********"'),
    })
  })
})

describe('what survives', () => {
  test('context, entries, integration context and lists', async () => {
    const first = await testRoom()
    await first.session.run('!acme-echo x')
    await first.session.run('!acme-remember key=color value=red')
    await first.session.run('!acme-remember key=shape value=round')
    await first.session.run('!acme-remember key=color')
    const state = await closed(first)
    const second = await testRoom({ state })
    expect(await contentsOf(second, '!acme-remember key=done value=1')).toEqual([{ shape: 'round' }])
    expect(await contentsOf(second, '/context Acme.Echo.text')).toEqual({ value: 'x' })
    expect(second.session.investigation.entries.map(({ ID }) => ID)).toEqual([
      '1@0',
      '2@0',
      '3@0',
      '4@0',
      '5@0',
    ])
  })

  test('nothing of a run without a result', async () => {
    const room = await testRoom()
    await room.session.run('!acme-does silent')
    expect(room.session.investigation.context.value).toEqual({})
    expect(room.session.investigation.entries).toMatchObject([{ Type: 4 }])
  })

  test('a live list, when an upgrade brings another sample', async () => {
    const first = await testRoom()
    expect(await contentsOf(first, '/list Acme settings')).toEqual({ value: '{"quota": 3}' })
    const state = await closed(first)
    const upgrade = acmeZip(files => {
      const name = 'Lists/list-Acme_settings.json'
      files[name] = Buffer.from(String(Buffer.from(files[name] ?? [])).replace('3', '99'))
    })
    const second = await testRoom({ state, packs: [upgrade] })
    expect(await contentsOf(second, '/list Acme settings')).toEqual({ value: '{"quota": 3}' })
    expect(await contentsOf(second, '/list Acme settings-sample')).toEqual({ value: '{"quota": 99}' })
  })
})

describe('results', () => {
  test.each([
    ['["text", {"a":1}, null]', ['text', '{"a":1}']],
    ['[]', []],
    ['[[{"Type":4,"ContentsFormat":"text","Contents":"bad"}]]', ['bad']],
  ])('%s are entries', async (entries, contents) => {
    expect(await contentsOf(await testRoom(), `!acme-entries entries=\`${entries}\``)).toEqual(contents)
  })

  test('context that cannot be merged is told in an error entry', async () => {
    const room = await testRoom()
    const line =
      '!acme-entries entries=`[{"ContentsFormat":"text","Contents":"x","EntryContext":{"A(val.x ==":1}}]`'
    expect(await contentsOf(room, line)).toEqual([
      'x',
      expect.stringMatching(/^The context of entry 1@0 was not merged: /),
    ])
  })

  test.each([
    ['mapObject', '[{"email":"a@b"},"Acme out","Person"]', { answer: { mail: 'a@b' } }],
    ['mapObject', '[{},"Nope","Person"]', { refused: expect.stringContaining('no mapper "Nope"') }],
    ['mapObject', '[{},5,"Person"]', { refused: 'mapObject takes a text as its second argument, not 5.' }],
    [
      'getModules',
      '[]',
      {
        answer: {
          acme_1: { name: 'acme_1', brand: 'Acme Directory', category: 'Authentication', state: 'active' },
        },
      },
    ],
    [
      'executeCommand',
      '["x"]',
      {
        refused:
          'A command may not ask for executeCommand; it may ask for mapObject, getModules, searchIndicators, createIndicators.',
      },
    ],
    ['constructor', '[]', { refused: expect.stringContaining('may not ask for constructor') }],
  ])('a bundle asks %s %s', async (ask, args, reply) => {
    expect(await contentsOf(await testRoom(), `!acme-ask ask=${ask} with=\`${args}\``)).toEqual([reply])
  })
})
