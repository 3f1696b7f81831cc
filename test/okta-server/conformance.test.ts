import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { baseAttributes, customAttributes } from '../../okta-server/schema.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { type Client, client, person } from './client.ts'
import { oneOfEach } from './people.ts'

// Okta's own OpenAPI document lies beside the project, not in it; without it only our own expectations are checked.
const document = '../shared/okta/openapi-subset.json'
if (!existsSync(document)) console.warn(`${document} is absent: answers are not compared with Okta's schemas`)

let okta: RunningOkta
let org: Client
beforeAll(async () => {
  okta = await startOkta({ seed: oneOfEach })
  org = client(okta)
})
afterAll(() => okta.close())

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true, logger: false })
if (existsSync(document)) ajv.addSchema(JSON.parse(readFileSync(document, 'utf8')), 'okta')

function problems(schema: string, value: unknown): unknown[] {
  if (!existsSync(document)) return []
  const validate = ajv.compile({ $ref: `okta#/components/schemas/${schema}` })
  return validate(value) ? [] : (validate.errors ?? [])
}

describe("Okta's own schemas", () => {
  it('refuse what is no user, when they are there', () => {
    expect(problems('User', { id: 7, status: 'ASLEEP' }).length > 0).toBe(existsSync(document))
  })

  it('fit every user of the list and each alone', async () => {
    const { list } = await org.get(`/api/v1/users?search=${encodeURIComponent('id pr')}`)
    expect(list.length).toBe(9)
    for (const user of list) {
      expect(problems('User', user)).toEqual([])
      expect(problems('UserGetSingleton', (await org.get(`/api/v1/users/${user.id}`)).body)).toEqual([])
    }
  })

  it('fit what creating, changing and the lifecycle answer', async () => {
    const created = await org.post('/api/v1/users?activate=false', person('new@new.example'))
    const token = await org.post('/api/v1/users/new/lifecycle/activate?sendEmail=false')
    const changed = await org.post('/api/v1/users/new', {
      credentials: { password: { value: 'Blue-horse-17' } },
    })
    const reset = await org.post('/api/v1/users/new/lifecycle/reset_password?sendEmail=false')
    expect([created, token, changed, reset].map(reply => reply.status)).toEqual([200, 200, 200, 200])
    expect(problems('User', created.body)).toEqual([])
    expect(problems('UserActivationToken', token.body)).toEqual([])
    expect(problems('User', changed.body)).toEqual([])
    expect(problems('ResetPasswordToken', reset.body)).toEqual([])
  })

  it('fit errors', async () => {
    expect(problems('Error', (await org.get('/api/v1/users/nobody')).body)).toEqual([])
    expect(problems('Error', (await org.post('/api/v1/users', {})).body)).toEqual([])
  })
})

describe('GET /api/v1/meta/schemas/user/default', () => {
  it("fits Okta's schema of schemas", async () => {
    expect(problems('UserSchema', (await org.get('/api/v1/meta/schemas/user/default')).body)).toEqual([])
  })

  it('tells the 31 attributes of every org and those of this one', async () => {
    const { status, body } = await org.get('/api/v1/meta/schemas/user/default')
    const { base = {}, custom = {} } = body.definitions ?? {}
    expect(status).toBe(200)
    expect(Object.keys(base.properties ?? {})).toHaveLength(31)
    expect(base.required).toEqual(['login', 'firstName', 'lastName', 'email'])
    expect(base.properties?.login).toMatchObject({
      title: 'Username',
      type: 'string',
      required: true,
      minLength: 5,
      maxLength: 100,
    })
    expect(Object.keys(custom.properties ?? {})).toEqual(customAttributes.map(({ name }) => name))
    expect(custom.properties?.badges).toMatchObject({ type: 'array', items: { type: 'string' } })
    expect(custom.properties?.employmentType).toMatchObject({ enum: ['employee', 'contractor', 'intern'] })
    expect(body.properties?.profile).toEqual({
      allOf: [{ $ref: '#/definitions/base' }, { $ref: '#/definitions/custom' }],
    })
  })

  it('is what profiles are checked against', async () => {
    const everything = [...baseAttributes, ...customAttributes].filter(({ required }) => !required)
    const sample = { string: 'US', integer: 1, boolean: true, array: ['x'] }
    const values = everything.map(({ name, type, format, values: allowed }) => [
      name,
      format ? 'e@mail.example' : (allowed?.[0] ?? sample[type]),
    ])
    const { status, body } = await org.post(
      '/api/v1/users',
      person('all@new.example', Object.fromEntries(values)),
    )
    expect(status).toBe(200)
    expect(Object.keys(body.profile ?? {})).toHaveLength(31 + customAttributes.length)
  })
})
