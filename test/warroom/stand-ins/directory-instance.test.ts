import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { closed, contentsOf, type TestRoom, testRoom } from '../engine/room.ts'
import { answerTo } from '../playbook/room.ts'
import { instancesYaml } from '../stand-in.ts'
import {
  accountsIn,
  directoryRoom,
  ERROR,
  entryOf,
  iamLine,
  PASSWORD,
  toldBy,
  vendorIn,
} from './directory.ts'
import { ACTIVE_DIRECTORY } from './room.ts'

const ANN = { email: 'ann@company.example', username: 'ann', displayname: 'Ann Lee' }
const CREATE = iamLine('create', ANN)
const give = (password: string) => `!ad-set-new-password username=ann password=${password}`

describe('a server that cannot be reached', () => {
  const UNREACHED = 'The directory cannot be reached: socket connection error while opening: timed out.'

  test.each(['create', 'get', 'update', 'disable'])('iam-%s-user is a failed result', async wanted => {
    const entry = await entryOf(await directoryRoom({ down: true }), iamLine(wanted, ANN))
    expect([entry.Type, toldBy(entry)]).toEqual([
      1,
      {
        action: wanted,
        success: false,
        skipped: false,
        email: ANN.email,
        errorCode: '',
        errorMessage: UNREACHED,
      },
    ])
  })

  const OTHERS = [
    ...[give(PASSWORD), '!ad-enable-account username=ann', '!ad-disable-account username=ann'],
    ...['!ad-update-user username=ann attribute-name=title attribute-value=x', '!ad-get-user'],
  ]

  test.each(OTHERS)('%s is an error', async line => {
    const entry = await entryOf(await directoryRoom({ down: 'true' }), line)
    expect([entry.Type, entry.Contents]).toEqual([ERROR, UNREACHED])
  })

  test('it comes back with what it knew', async () => {
    const up = await directoryRoom()
    await entryOf(up, CREATE)
    const down = await directoryRoom({ down: true }, await closed(up))
    expect(toldBy(await entryOf(down, iamLine('disable', ANN)))).toMatchObject({ success: false })
    const again = await directoryRoom({}, await closed(down))
    expect(Object.keys(await accountsIn(again))).toEqual(['ann'])
  })
})

describe('the instance', () => {
  const OU =
    'The parameter ou must be the DN of an organizational unit, such as OU=Employees,DC=company,DC=example, not "Employees".'
  const TESTS: [params: JsonObject, ok: boolean, message: string][] = [
    [{}, true, 'ok'],
    [{ ou: 'Employees' }, false, OU],
    [
      { down: true },
      false,
      'The directory cannot be reached: socket connection error while opening: timed out.',
    ],
  ]

  test.each(TESTS)('test-module with %j', async (params, ok, message) => {
    const value = await answerTo(await directoryRoom(params), '/test')
    expect(value).toMatchObject([{ instance: 'ad_1', ok, message: expect.stringContaining(message) }])
  })

  const two = (first: JsonObject, second: JsonObject, more: JsonObject = {}) => {
    const brand = 'Active Directory Query v2'
    const instances = [
      { name: 'ad_1', brand, params: first },
      { name: 'ad_2', brand, params: second, ...more },
    ]
    return testRoom({ packs: [ACTIVE_DIRECTORY], instances: instancesYaml(JSON.stringify(instances)) })
  }
  const namesOf = async (room: TestRoom) => {
    const outcome = await room.session.run(CREATE)
    if (!('results' in outcome)) throw new Error(JSON.stringify(outcome))
    const entries = outcome.results.flatMap(result => result.entries)
    return entries.map(entry => (entry.Type === ERROR ? entry.Contents : vendorIn(entry).instanceName))
  }

  test('several tell their names, and each has accounts of its own', async () => {
    const room = await two({ instanceName: 'ad_1' }, { instanceName: 'ad_2' })
    expect(await namesOf(room)).toEqual(['ad_1', 'ad_2'])
    await room.session.run('!ad-disable-account username=ann using=ad_2')
    expect(await contentsOf(room, '!ad-get-user using=ad_1')).toMatchObject([[{ sAMAccountName: 'ann' }]])
  })

  test('one that is switched off does not count', async () => {
    expect(await namesOf(await two({}, {}, { enabled: false }))).toEqual(['ad_1'])
  })

  test('several without names are refused before anything is done', async () => {
    const room = await two({}, {})
    const refusal =
      'There are 2 instances of Active Directory Query v2; give each its own name in its parameter instanceName.'
    expect(await namesOf(room)).toEqual([refusal, refusal])
    expect(await contentsOf(room, '!ad-get-user using=ad_1')).toEqual([[]])
  })
})

test('no password is kept anywhere, neither one that was set nor one that was refused', async () => {
  const room = await directoryRoom()
  for (const line of ['!createNewIncident name=one', '/incident 1']) await room.session.run(line)
  const [weak, unknown] = ['tortoise', 'Gx9-lake-Stone']
  const lines = [CREATE, give(weak), give(PASSWORD), `!ad-set-new-password username=bob password=${unknown}`]
  const entries = []
  for (const line of lines) entries.push(await entryOf(room, line))
  await room.session.run('/save')
  const folder = await closed(room)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(file => file.isFile())
  const texts = files.map(file => readFileSync(path.join(file.parentPath, file.name), 'utf8'))
  expect(texts.join('\n')).toContain('pwdLastSet')
  for (const secret of [PASSWORD, weak, unknown]) {
    const holds = (text: string) => text.includes(secret)
    expect([secret, texts.filter(holds).length, holds(JSON.stringify(entries))]).toEqual([secret, 0, false])
    expect(room.said.filter(holds)).toEqual([])
  }
})
