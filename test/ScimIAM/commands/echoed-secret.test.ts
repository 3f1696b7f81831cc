import { expect, it } from 'vitest'
import { openOwn } from '../app.ts'
import { between } from '../between.ts'

it('a token endpoint that gives back what it was asked tells nobody the client secret', async () => {
  const app = await openOwn()
  const secret = 's3cr&t/with+signs'
  const gate = await between(app.server, ({ path, authorization, body }) => {
    if (path !== '/token') return undefined
    const description = `cannot read ${authorization} ${body}`
    return { status: 401, body: { error: 'invalid_client', error_description: description } }
  })
  const params = {
    ...{ api_token: null, token_url: `${gate.url}/token` },
    oauth_credentials: { identifier: 'me', password: secret },
  }
  const told = JSON.stringify(await app.command('iam-get-group', { scim: { id: '1' } }, params))
  expect(told).toContain('cannot read')
  const encoded = encodeURIComponent(secret)
  const ways = [secret, encoded, Buffer.from(`me:${encoded}`).toString('base64'), 's3cr']
  expect(ways.filter(way => told.includes(way))).toEqual([])
  expect(gate.asked.length).toBeGreaterThanOrEqual(2)
  gate.close()
  await app.close()
})
