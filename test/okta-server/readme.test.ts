import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { usage } from '../../okta-server/options.ts'
import { startOkta } from '../../okta-server/server.ts'
import { faultKinds, headerForms } from '../../okta-server/testing/answers.ts'
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

it('tells every fault and every form of the rate-limit headers', () => {
  for (const kind of faultKinds) expect(readme).toContain(`{"kind": "${kind}"`)
  const [, forms = ''] = /The forms of `headers`: ([^.]*)\./.exec(readme) ?? []
  for (const form of headerForms) expect(forms).toContain(`\`${form}\``)
})

it('shows how to register a service app', async () => {
  const [, body = ''] = /service-apps -d '(\{[\s\S]*?\})'/.exec(readme) ?? []
  const okta = await startOkta({ people: 1 })
  const { status } = await client(okta).post('/_test/service-apps', JSON.parse(body))
  const robot = okta.org.oauth.apps.get('0oaMyRobot')
  await okta.close()
  expect([status, robot?.label, robot?.keys.length]).toEqual([200, 'Robot', 1])
})

it('names the service apps of the seed', async () => {
  const okta = await startOkta({ people: 1 })
  await okta.close()
  expect(okta.org.oauth.apps.size).toBe(2)
  for (const id of okta.org.oauth.apps.keys()) expect(readme).toContain(`\`${id}\``)
})

it('tells every switch', async () => {
  const okta = await startOkta({ people: 1 })
  const switches = ['clock', 'faults', 'requests', 'choices', 'service-apps', 'dpop-nonce', 'sessions']
  for (const name of switches) {
    expect((await client(okta).get(`/_test/${name}`)).status).toBe(200)
    expect(readme).toContain(`/_test/${name}\``)
  }
  await okta.close()
})

it('shows a seed that can be used', async () => {
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? []
  const folder = mkdtempSync(join(tmpdir(), 'okta-readme-'))
  writeFileSync(join(folder, 'seed.yaml'), yaml)
  const okta = await startOkta({ seed: join(folder, 'seed.yaml') })
  const org = client(okta)
  const groups = (await org.get('/api/v1/users/ann/groups')).list.map(({ profile }) => profile?.name)
  const links = (await org.get('/api/v1/users/ann/appLinks')).list.map(({ label }) => label)
  const sizes = [okta.org.roles, okta.org.factors, okta.org.idps, okta.org.oauth.apps].map(({ size }) => size)
  await okta.close()
  rmSync(folder, { recursive: true })
  expect([groups, links, sizes]).toEqual([['Everyone', 'IT', 'Domain Admins'], ['Slack'], [1, 1, 1, 1]])
})

it('tells every path', () => {
  const served = ['users', 'groups', 'apps', 'zones', 'idps', 'logs', 'meta/schemas/user/default']
  for (const path of served) expect(readme).toMatch(new RegExp(`\\| \`/${path}\``))
})
