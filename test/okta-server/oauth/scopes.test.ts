import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { covers, neededScope, scopes } from '../../../okta-server/oauth/scopes.ts'

// Okta's own OpenAPI document lies beside the project, not in it; without it only our own expectations are checked.
const document = '../shared/okta/openapi-subset.json'
const isThere = existsSync(document)
if (!isThere) console.warn(`${document} is absent: scopes are not compared with Okta's`)

type Operation = { security?: { oauth2?: string[] }[] }
const paths: Record<string, Record<string, Operation>> = isThere
  ? JSON.parse(readFileSync(document, 'utf8')).paths
  : {}
const methods = ['get', 'post', 'put', 'delete']
const operations = Object.entries(paths).flatMap(([path, item]) =>
  methods.flatMap(method => {
    const [scope] = item[method]?.security?.flatMap(({ oauth2 = [] }) => oauth2) ?? []
    return scope === undefined ? [] : [{ call: `${method.toUpperCase()} ${path}`, scope }]
  }),
)

describe("Okta's own document", () => {
  it('names a scope for each of its 63 operations, when it is there', () => {
    expect(operations).toHaveLength(isThere ? 63 : 0)
  })

  it('asks for the same scopes, all of which exist', () => {
    const ours = operations.map(({ call }) => {
      const [method = '', path = ''] = call.replaceAll(/\{\w+\}/g, '00x').split(' ')
      return { call, scope: neededScope(method, path) }
    })
    expect(ours).toEqual(operations)
    for (const { scope } of operations) expect(scopes).toContain(scope)
  })
})

describe('the scope of', () => {
  test.each<[string, string, string | undefined]>([
    ['HEAD', '/api/v1/users', 'okta.users.read'],
    ['PATCH', '/api/v1/users', 'okta.users.manage'],
    ['GET', '/api/v1/users/roles', 'okta.users.read'],
    ['GET', '/api/v1/users/00u/roles/ra1', 'okta.roles.read'],
    ['POST', '/api/v1/users/00u/rolesx', 'okta.users.manage'],
    ['GET', '/api/v1/usersx', undefined],
    ['GET', '/api/v1/meta/types/user', undefined],
  ])('%s %s', (method, path, scope) => {
    expect(neededScope(method, path)).toBe(scope)
  })
})

describe('granted scopes', () => {
  test.each<[string[], string, boolean]>([
    [['okta.users.read'], 'okta.users.read', true],
    [['okta.users.manage'], 'okta.users.manage', true],
    [['okta.users.manage'], 'okta.users.read', true],
    [['okta.users.read'], 'okta.users.manage', false],
    [['okta.groups.manage'], 'okta.users.read', false],
    [[], 'okta.users.read', false],
  ])('%o cover %s: %s', (granted, needed, expected) => {
    expect(covers(granted, needed)).toBe(expected)
  })

  it('have no management of the log', () => {
    expect(scopes.filter(scope => scope.startsWith('okta.logs'))).toEqual(['okta.logs.read'])
  })
})
