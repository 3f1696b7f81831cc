import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { pair, service } from './service.ts'

// Okta's own OAuth document lies beside the project, not in it; without it only our own expectations are checked.
const document = '../shared/okta/openapi-oauth-token-subset.json'
const isThere = existsSync(document)
if (!isThere) console.warn(`${document} is absent: answers are not compared with Okta's schemas`)

let okta: RunningOkta
let robot: ReturnType<typeof service>
beforeAll(async () => {
  okta = await startOkta({ people: 1 })
  robot = service(okta, await pair())
  await robot.register()
})
afterAll(() => okta.close())

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false })
if (isThere) ajv.addSchema(JSON.parse(readFileSync(document, 'utf8')), 'okta')

function problems(schema: string, value: unknown): unknown[] {
  if (!isThere) return []
  const validate = ajv.compile({ $ref: `okta#/components/schemas/${schema}` })
  return validate(value) ? [] : (validate.errors ?? [])
}

it("refuses what is no answer, when Okta's schemas are there", () => {
  expect(problems('TokenResponse', { expires_in: 'soon' }).length > 0).toBe(isThere)
})

it("fits Okta's schema of a token", async () => {
  const { status, body } = await robot.ask()
  expect(status).toBe(200)
  expect(problems('TokenResponse', body)).toEqual([])
})

it('departs from it where live answers do: a bound token has a type that the schema does not know', async () => {
  const DPoP = await robot.proof({ claims: { nonce: await robot.nonce() } })
  const { body } = await robot.ask({}, { DPoP })
  expect(body.token_type).toBe('DPoP')
  expect(problems('TokenResponse', body)).toHaveLength(isThere ? 1 : 0)
  expect(problems('TokenResponse', { ...body, token_type: 'Bearer' })).toEqual([])
})

it("fits Okta's schema of a refusal", async () => {
  for (const scope of ['', 'okta.user.read', 'okta.groups.read']) {
    const { status, body } = await robot.ask({ scope })
    expect(status).toBe(400)
    expect(problems('OAuthError', body)).toEqual([])
  }
})
