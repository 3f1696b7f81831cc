import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { usage } from '../../scim-server/options.ts'
import { startScimServer } from '../../scim-server/server.ts'
import { defaultSwitches } from '../../scim-server/switches.ts'
import { faultKinds } from '../../scim-server/testing/answers.ts'
import { call, switchesOf } from './client.ts'

const readme = readFileSync('scim-server/README.md', 'utf8')

it('shows how to list the users', async () => {
  const [, token = '', path = ''] =
    /Bearer (\S+)' 'http:\/\/127\.0\.0\.1:8067\/scim\/v2(\S+)'/.exec(readme) ?? []
  const [, beginning = ''] = /it answers `(\{.*?), …\}`/.exec(readme) ?? []
  const server = await startScimServer()
  for (const userName of ['a', 'b', 'c']) server.addUser({ userName })
  const { body } = await call({ ...server, token }, 'GET', path)
  await server.close()
  expect(beginning).toContain('ListResponse')
  expect(JSON.stringify(body).startsWith(beginning)).toBe(true)
})

it('tells every option', () => {
  for (const [option] of usage.matchAll(/--[a-z-]+/g)) expect(readme).toContain(`\`${option}`)
})

it('tells every switch with its default', () => {
  const told = [...readme.matchAll(/^\| `(\w+)` (\S+) +\|/gm)].map(([, name, value = '']) => [
    name,
    JSON.parse(value),
  ])
  expect(Object.fromEntries(told)).toEqual(defaultSwitches)
})

it('tells every fault, with examples that can be used', async () => {
  const answers = [...readme.matchAll(/\| `(\{"kind": .*?\})` +\|/g)].map(([, text = '']) => JSON.parse(text))
  const [whole = ''] = /\{"match": .*?\}\}/.exec(readme) ?? []
  const server = await startScimServer()
  const faults = [
    ...answers.map(answer => ({ answer })),
    { ...JSON.parse(whole.replace('{…}', '{"kind":"html"}')) },
  ]
  const { status } = await call(switchesOf(server), 'POST', '/faults', faults)
  await server.close()
  expect([status, new Set(answers.map(({ kind }) => kind))]).toEqual([200, new Set(faultKinds)])
})

it('shows switches that can be used', async () => {
  const server = await startScimServer()
  const commands = [...readme.matchAll(/curl -s -X (\w+) http:\/\/127\.0\.0\.1:8067\/_test(\S+) -d '(.*)'/g)]
  const statuses = []
  for (const [, method = '', path = '', text = ''] of commands)
    statuses.push((await call(switchesOf(server), method, path, text)).status)
  await server.close()
  expect(statuses).toEqual([200, 200])
})

it('stands alone: nothing is imported from other folders', () => {
  const files = readdirSync('scim-server', { recursive: true, encoding: 'utf8' })
  for (const file of files.filter(name => name.endsWith('.ts')))
    for (const [, from] of readFileSync(`scim-server/${file}`, 'utf8').matchAll(/ from '(.*)'/g))
      expect(from, file).toMatch(
        /^(\.\.?\/(filter\/|testing\/)?[\w-]+\.ts|node:[\w/]+|hono|hono\/\S+|@hono\/node-server\S*)$/,
      )
})
