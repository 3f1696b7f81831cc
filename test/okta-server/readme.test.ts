import { readFileSync } from 'node:fs'
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
