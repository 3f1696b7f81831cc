import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { faultKinds, malformations } from '../../report-server/answers.ts'
import { usage } from '../../report-server/options.ts'
import { startReportServer } from '../../report-server/server.ts'
import { ask, basic } from './client.ts'

const readme = readFileSync('report-server/README.md', 'utf8')

it('shows how to download the report', async () => {
  const [, user = '', path = ''] = /curl -s -u '(\S+)' 'http:\/\/127\.0\.0\.1:8066(\S+)'/.exec(readme) ?? []
  const [, beginning = ''] = /it answers `(\{"Report_Entry":\[.*?), …/.exec(readme) ?? []
  const server = await startReportServer()
  const [username = '', password = ''] = user.split(':')
  const { text } = await ask(`${server.url}${path}`, { headers: basic(username, password) })
  await server.close()
  expect(beginning).toContain('1001')
  expect(text.startsWith(beginning)).toBe(true)
})

it('tells every option', () => {
  for (const [option] of usage.matchAll(/--[a-z-]+/g)) expect(readme).toContain(`\`${option}`)
})

it('tells every fault, with examples that can be used', async () => {
  const examples = [...readme.matchAll(/\| `(\{"kind": .*?\})` +\|/g)].map(([, text = '']) =>
    JSON.parse(text),
  )
  const server = await startReportServer()
  const faults = examples.map(answer => ({ answer }))
  const { status } = await ask(`${server.url}/_test/faults`, { method: 'POST', body: faults })
  await server.close()
  expect([status, new Set(examples.map(({ kind }) => kind))]).toEqual([200, new Set(faultKinds)])
  for (const what of malformations.slice(1)) expect(examples).toContainEqual({ kind: 'malformed', what })
})

it('shows switches that can be used', async () => {
  const server = await startReportServer()
  const commands = [...readme.matchAll(/curl -s -X (\w+) http:\/\/127\.0\.0\.1:8066(\S+)[ \\\n]+-d '(.*)'/g)]
  const statuses = []
  for (const [, method = '', path = '', text = ''] of commands)
    statuses.push((await ask(`${server.url}${path}`, { method, text })).status)
  const patches = [...readme.matchAll(/`PATCH \/_test\/report` `(\{.*?\})` +\|/g)]
  for (const [, text = ''] of patches)
    statuses.push((await ask(`${server.url}/_test/report`, { method: 'PATCH', text })).status)
  await server.close()
  expect(statuses).toEqual([200, 200, 200, 200])
})

it('stands alone: nothing is imported from other folders', () => {
  for (const file of readdirSync('report-server').filter(name => name.endsWith('.ts')))
    for (const [, from] of readFileSync(`report-server/${file}`, 'utf8').matchAll(/ from '(.*)'/g))
      expect(from, file).toMatch(/^(\.\/[\w-]+\.ts|node:[\w/]+)$/)
})
