import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { openTestOrg, type TestOrg } from '../org.ts'
import { changing, toldOf } from '../told.ts'

let org: TestOrg
beforeAll(async () => {
  org = await openTestOrg()
})
afterAll(() => org.close())
beforeEach(() => org.faults())

let people = 0
async function admin(...types: string[]) {
  people += 1
  const username = `admin${people}@example.com`
  const id = await org.person(username, 'ACTIVE')
  for (const type of types) await org.call('POST', `/api/v1/users/${id}/roles`, { type })
  await org.forget()
  return { username, id }
}
const run = async (command: string, args: JsonObject) => toldOf(await org.command(command, args))
const calls = async () => changing(await org.requests())
const roles = async (id: string) =>
  (await (await org.call('GET', `/api/v1/users/${id}/roles`)).json()) as (JsonObject & {
    id: string
    type: string
  })[]
const types = async (id: string) => (await roles(id)).map(({ type }) => type)

describe('okta-list-user-roles', () => {
  it('gives every role: the raw ones, the context, the table', async () => {
    const { username, id } = await admin('USER_ADMIN', 'APP_ADMIN')
    const told = await run('okta-list-user-roles', { username })
    const raw = await roles(id)
    expect(told.contents).toEqual(raw)
    expect(told.context).toEqual({
      'Account(val.ID && val.ID === obj.ID)': {
        ID: id,
        Role: raw.map(({ id: ID, label, type, status, created, lastUpdated }) => ({
          ID,
          Label: label,
          Type: type,
          Status: status,
          AssignmentType: 'USER',
          Created: created,
          LastUpdated: lastUpdated,
        })),
      },
    })
    expect(told.text).toMatch(/^### Roles of admin1@example.com\n\|ID\|Label\|Type\|Status\|AssignmentType\|/)
  })

  it('takes two calls, and none of them changes anything', async () => {
    const { username, id } = await admin('USER_ADMIN')
    await run('okta-list-user-roles', { username })
    expect(await org.requests()).toEqual([
      `GET /api/v1/users/${encodeURIComponent(username)}`,
      `GET /api/v1/users/${id}/roles`,
    ])
  })

  it('says that there is none, and writes the empty list', async () => {
    const { username, id } = await admin()
    expect(await run('okta-list-user-roles', { userId: id })).toEqual({
      failed: false,
      text: `User ${username} has no administrator role.`,
      contents: [],
      context: { 'Account(val.ID && val.ID === obj.ID)': { ID: id, Role: [] } },
    })
  })
})

describe('okta-assign-role', () => {
  it('assigns, and gives the role as Okta has it', async () => {
    const { username, id } = await admin()
    const told = await run('okta-assign-role', { username, type: 'help_desk_admin ' })
    expect(told).toMatchObject({ failed: false, text: `User ${username} has the role HELP_DESK_ADMIN now.` })
    expect([told.contents]).toEqual(await roles(id))
    expect(await calls()).toEqual([`POST /api/v1/users/${id}/roles`])
  })

  it('twice ends in the same state and says so', async () => {
    const { username, id } = await admin('USER_ADMIN')
    const told = await run('okta-assign-role', { username, type: 'USER_ADMIN' })
    expect(told).toMatchObject({ failed: false, text: `User ${username} already has the role USER_ADMIN.` })
    expect([told.contents]).toEqual(await roles(id))
    expect(await calls()).toEqual([])
  })

  it.each(['E0000090', 'E0000263'])('%s: somebody else was faster', async errorCode => {
    const { username } = await admin()
    const body = { errorCode, errorSummary: 'The role specified is already assigned', errorCauses: [] }
    await org.faults({ match: { method: 'POST' }, times: 1, answer: { kind: 'status', status: 409, body } })
    expect(await run('okta-assign-role', { username, type: 'APP_ADMIN' })).toMatchObject({
      failed: false,
      text: `User ${username} already has the role APP_ADMIN.`,
    })
  })

  it('a type that Okta does not know is refused by Okta', async () => {
    const { username, id } = await admin()
    expect(await run('okta-assign-role', { username, type: 'KING' })).toMatchObject({
      failed: true,
      contents: { errorCode: 'E0000001' },
    })
    expect(await types(id)).toEqual([])
  })

  it('the plan names the role, and says of one that is not standard that Okta may refuse it', async () => {
    const { username } = await admin()
    const planned = async (type: string) =>
      (await run('okta-assign-role', { username, type, 'dry-run': 'true' })).contents
    expect(await planned('user_admin')).toMatchObject({
      from: 'no USER_ADMIN',
      to: 'USER_ADMIN',
      reason: null,
    })
    expect(await planned('NO_SUCH')).toMatchObject({
      reason: expect.stringMatching(/^NO_SUCH is none of Okta's standard roles.*SUPER_ADMIN/),
    })
  })

  it('a deactivated user is refused before anything is sent', async () => {
    const { username, id } = await admin()
    await org.call('POST', `/api/v1/users/${id}/lifecycle/deactivate`)
    await org.forget()
    for (const dryRun of ['true', 'false'])
      expect(
        await run('okta-assign-role', { username, type: 'USER_ADMIN', 'dry-run': dryRun }),
      ).toMatchObject({
        failed: true,
        text: expect.stringMatching(/is DEPROVISIONED and cannot be given a role; activate the user first/),
        contents: { status: 'DEPROVISIONED' },
      })
    expect(await calls()).toEqual([])
  })

  it('a role that comes through a group can be given directly too', async () => {
    const { username, id } = await admin()
    const body = [{ id: 'x', type: 'USER_ADMIN', label: 'User Administrator', assignmentType: 'GROUP' }]
    await org.faults({
      match: { method: 'GET', path: '.*/roles' },
      times: 1,
      answer: { kind: 'status', status: 200, body },
    })
    await run('okta-assign-role', { username, type: 'USER_ADMIN' })
    expect(await types(id)).toEqual(['USER_ADMIN'])
  })
})

describe('okta-unassign-role', () => {
  it.each<[string, (id: string) => JsonObject]>([
    ['by the id of the assignment', id => ({ roleId: id })],
    ['by a type in roleId', () => ({ roleId: 'user_admin' })],
    ['by type', () => ({ type: 'USER_ADMIN' })],
  ])('%s takes that role and no other', async (_, args) => {
    const { username, id } = await admin('USER_ADMIN', 'APP_ADMIN')
    const [role] = await roles(id)
    await org.forget()
    const told = await run('okta-unassign-role', { username, ...args(role?.id ?? '') })
    expect(told).toMatchObject({
      failed: false,
      text: `User ${username} does not have the role USER_ADMIN any more.`,
      contents: role,
    })
    expect(await types(id)).toEqual(['APP_ADMIN'])
  })

  it('of a role that the user does not have says so', async () => {
    const { username, id } = await admin('APP_ADMIN')
    expect(await run('okta-unassign-role', { username, type: 'USER_ADMIN' })).toMatchObject({
      failed: false,
      text: `User ${username} does not have the role USER_ADMIN.`,
    })
    expect(await calls()).toEqual([])
    expect(await types(id)).toEqual(['APP_ADMIN'])
  })

  it.each<[string, JsonObject[], RegExp]>([
    [
      'a role that a group gives is left alone',
      [{ id: 'x', type: 'USER_ADMIN', assignmentType: 'GROUP' }],
      /through a group/,
    ],
    [
      'a type that fits two assignments is not guessed at',
      [
        { id: 'ra1', type: 'CUSTOM', label: 'Printers', assignmentType: 'USER' },
        { id: 'ra2', type: 'CUSTOM', label: 'Doors', assignmentType: 'USER' },
      ],
      /2 roles of the type .*ra1 \(Printers\), ra2 \(Doors\); give the roleId/,
    ],
  ])('%s', async (_, body, text) => {
    const { username } = await admin()
    await org.faults({
      match: { method: 'GET', path: '.*/roles' },
      times: 1,
      answer: { kind: 'status', status: 200, body },
    })
    const told = await run('okta-unassign-role', { username, type: String(body[0]?.type) })
    expect(told.failed).toBe(true)
    expect(told.text).toMatch(text)
    expect(await calls()).toEqual([])
  })

  it('is done when somebody else took the role', async () => {
    const { username, id } = await admin()
    const body = [{ id: 'gone', type: 'USER_ADMIN', assignmentType: 'USER' }]
    await org.faults({
      match: { method: 'GET', path: '.*/roles' },
      times: 1,
      answer: { kind: 'status', status: 200, body },
    })
    expect((await run('okta-unassign-role', { username, type: 'USER_ADMIN' })).failed).toBe(false)
    expect(await calls()).toEqual([`DELETE /api/v1/users/${id}/roles/gone`])
  })

  it('wants a role', async () =>
    expect(await run('okta-unassign-role', { username: 'x' })).toMatchObject({
      failed: true,
      text: 'You must supply either "roleId" or "type".',
    }))

  it('an id and a type that do not agree are refused', async () => {
    const { username, id } = await admin('USER_ADMIN')
    const told = await run('okta-unassign-role', { username, roleId: 'USER_ADMIN', type: 'APP_ADMIN' })
    expect(told).toMatchObject({
      failed: true,
      text: 'The roleId "USER_ADMIN" is a role of the type USER_ADMIN, not APP_ADMIN; give one of both.',
    })
    expect(await types(id)).toEqual(['USER_ADMIN'])
  })
})

describe('bad input and dry-run', () => {
  it.each(['okta-list-user-roles', 'okta-assign-role', 'okta-unassign-role'])(
    '%s names nobody',
    async command => {
      const told = await run(command, { username: 'nobody@example.com', type: 'USER_ADMIN' })
      expect(told).toMatchObject({ failed: true, contents: { status: 404, user: 'nobody@example.com' } })
    },
  )

  it.each([
    ['okta-assign-role', [], 'USER_ADMIN'],
    ['okta-unassign-role', ['USER_ADMIN'], 'USER_ADMIN'],
  ])('%s shows the call that the real run then makes', async (command, held, type) => {
    const { username, id } = await admin(...held)
    const before = await types(id)
    const plan = await run(command, { username, type, 'dry-run': 'true' })
    expect(await types(id)).toEqual(before)
    const planned = plan.contents as { calls: { method: string; path: string }[] }
    expect(planned.calls).toHaveLength(1)
    await org.forget()
    await run(command, { username, type })
    expect(await calls()).toEqual(planned.calls.map(({ method, path }) => `${method} ${path}`))
  })
})
