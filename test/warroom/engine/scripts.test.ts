import { describe, expect, test } from 'vitest'
import { scriptPack } from '../script-pack.ts'
import { acmeZip, ONE_ACME } from '../stand-in.ts'
import { contentsOf, type TestRoom, testRoom } from './room.ts'

/** In the manner of the public lock integration: the holder is the incident, the lock is in the integration context. */
const LOCK = `
var lockName = args.name || 'Default'
var holder = incidents[0].id
var versioned = getVersionedIntegrationContext(true, true)
switch (command) {
  case 'lock-get':
    if (versioned.context[lockName] && versioned.context[lockName].guid !== holder)
      throw 'Lock ' + lockName + ' is held by incident ' + versioned.context[lockName].guid
    var own = {}
    own[lockName] = { guid: holder, info: incidents[0].name }
    mergeVersionedIntegrationContext({ newContext: own, version: versioned.version })
    return 'Lock acquired'
  case 'lock-release':
    var none = {}
    none[lockName] = null
    mergeVersionedIntegrationContext({ newContext: none })
    return 'Lock released'
  case 'lock-see':
    return JSON.stringify([incidents[0], investigation, invContext, demistoUrls()])
}
`
const SEE = 'return JSON.stringify([incidents[0], investigation, invContext, demistoUrls()])'
const NEST = `
var entries = executeCommand('acme-echo', { text: args.text || 'x', 'extend-context': 'Said=text', 'raw-response': 'true' })
return { Type: 1, ContentsFormat: 'json', Contents: [entries.length, entries[0].Contents.text] }
`
const HANG = 'while (true) {}'

const pack = () =>
  scriptPack([
    { integration: 'Lock', code: LOCK, commands: ['lock-get', 'lock-release', 'lock-see'] },
    { automation: 'See', code: SEE },
    { automation: 'Nest', code: NEST },
    { automation: 'Hang', code: HANG, timeout: '1s' },
    { automation: 'HangLonger', code: HANG, timeout: '60s' },
  ])

const opened = (): Promise<TestRoom> =>
  testRoom({ packs: [acmeZip(), pack()], yaml: `${ONE_ACME}- { name: l, brand: Lock }\n` })

describe('what scripts see of their investigation (HC §2.3)', () => {
  test('a lock is held by an incident, and another one has to wait', async () => {
    const room = await opened()
    for (const name of ['one', 'two']) await room.session.run(`!createNewIncident name=${name}`)
    await room.session.run('/incident 1')
    expect(await contentsOf(room, '!lock-get')).toEqual(['Lock acquired'])
    await room.session.run('/incident 2')
    expect(await contentsOf(room, '!lock-get')).toEqual(['Lock Default is held by incident 1'])
    expect(room.session.parts.state.room.memory('l', 'Lock').integrationContext).toEqual({
      Default: { guid: '1', info: 'one' },
    })
    await room.session.run('!lock-release')
    expect(await contentsOf(room, '!lock-get')).toEqual(['Lock acquired'])
  })

  test.each(['!lock-see', '!See'])('%s in the playground and in an incident', async line => {
    const room = await opened()
    const seen = async () => JSON.parse(String(((await contentsOf(room, line)) as unknown[])[0]))
    await room.session.run('!createNewIncident name=one')
    const playground = { id: '0', name: 'Playground' }
    const urls = { server: 'warroom://local', investigation: 'warroom://local/#/Details/0' }
    expect(await seen()).toMatchObject([playground, playground, { CreatedIncidentID: '1' }, urls])
    await room.session.run('/incident 1')
    const [incident, investigation, context, { warRoom }] = await seen()
    expect(incident).toMatchObject({ id: '1', name: 'one', sourceBrand: 'Manual' })
    expect([investigation, context, warRoom]).toEqual([
      { id: '1', name: 'one' },
      {},
      'warroom://local/#/WarRoom/1',
    ])
  })
})

describe('execution-timeout (HC-24)', () => {
  test.each([
    ['!HangLonger execution-timeout=0.5', 0.5],
    ['!Hang', 1],
  ])('%s stops after %d s', async (line, seconds) => {
    const room = await opened()
    expect(await contentsOf(room, line)).toEqual([expect.stringContaining(`stopped after ${seconds} s`)])
  })
})

describe('a command that a script runs', () => {
  test('writes what extend-context asks for, and nothing else', async () => {
    const room = await opened()
    expect(await contentsOf(room, '!Nest')).toEqual([[1, 'x']])
    expect(room.session.investigation.context.value).toEqual({ Said: 'x' })
    expect(room.session.investigation.entries).toHaveLength(1)
  })

  test('gives back in an error entry what could not be extended', async () => {
    const code =
      "return executeCommand('acme-echo', { text: 'x', 'extend-context': 'A(val=text' })[1].Contents"
    const broken = scriptPack([{ automation: 'Broken', code }])
    const room = await testRoom({ packs: [acmeZip(), broken] })
    const [contents] = (await contentsOf(room, '!Broken')) as string[]
    expect(contents).toContain('The context of investigation 0 was not changed: ')
    expect(room.session.investigation.context.value).toEqual({})
  })
})
