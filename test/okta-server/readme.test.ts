import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { usage } from '../../okta-server/options.ts'
import { startOkta } from '../../okta-server/server.ts'
import { defaultChoices } from '../../okta-server/testing/choices.ts'
import { client } from './client.ts'

const readme = readFileSync('okta-server/README.md', 'utf8')

it('shows an example with its real answer', async () => {
  const [, method, path] = /curl -s -X (\w+) -d '' http:\/\/127\.0\.0\.1:8065(\S+)/.exec(readme) ?? []
  const [, answer] = /```\n(\{.*)\n```/.exec(readme) ?? []
  const okta = await startOkta()
  const reply = await client(okta).send(method ?? '', path ?? '')
  await okta.close()
  expect(reply.text).toBe(answer)
})

it('tells every option and every choice', () => {
  for (const [option] of usage.matchAll(/--[a-z-]+/g)) expect(readme).toContain(`\`${option}`)
  for (const choice of Object.keys(defaultChoices))
    expect(readme).toMatch(new RegExp(`\\| \`${choice}\` +\\|`))
})

it('shows a seed that can be used', async () => {
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? []
  const folder = mkdtempSync(join(tmpdir(), 'okta-readme-'))
  writeFileSync(join(folder, 'seed.yaml'), yaml)
  const okta = await startOkta({ seed: join(folder, 'seed.yaml') })
  const org = client(okta)
  const groups = (await org.get('/api/v1/users/ann/groups')).list.map(({ profile }) => profile?.name)
  const links = (await org.get('/api/v1/users/ann/appLinks')).list.map(({ label }) => label)
  const sizes = [okta.org.roles, okta.org.factors, okta.org.idps].map(({ size }) => size)
  await okta.close()
  rmSync(folder, { recursive: true })
  expect([groups, links, sizes]).toEqual([['Everyone', 'IT', 'Domain Admins'], ['Slack'], [1, 1, 1]])
})

it('tells every path', () => {
  const served = ['users', 'groups', 'apps', 'zones', 'idps', 'logs', 'meta/schemas/user/default']
  for (const path of served) expect(readme).toMatch(new RegExp(`\\| \`/${path}\``))
})
