import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { STATUSES } from '../../../Integrations/OktaIAM/okta/statuses.ts'
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
/** A person of its own for every test. */
async function somebody(status: string) {
  people += 1
  const username = `cycle${people}@example.com`
  const id = await org.person(username, status)
  await org.forget()
  return { username, id }
}
const run = async (command: string, args: JsonObject) => toldOf(await org.command(command, args))
const calls = async () => changing(await org.requests())
const lifecycle = (id: string, operation: string) => `POST /api/v1/users/${id}/lifecycle/${operation}`

/** Per command and status what becomes of the user; `already` and `refused` send nothing, `okta` is refused by Okta. */
const MATRIX: Record<string, string[]> = {
  // STAGED, PROVISIONED, ACTIVE, RECOVERY, PASSWORD_EXPIRED, LOCKED_OUT, SUSPENDED, DEPROVISIONED
  'okta-activate-user': 'PROVISIONED already already already already already refused PROVISIONED'.split(' '),
  'okta-suspend-user': 'refused refused SUSPENDED refused okta refused already refused'.split(' '),
  'okta-unsuspend-user': 'refused refused already refused refused refused ACTIVE refused'.split(' '),
  'okta-unlock-user': 'refused already found already already ACTIVE refused refused'.split(' '),
  'okta-deactivate-user': [...Array(7).fill('DEPROVISIONED'), 'already'],
}
const CELLS = Object.entries(MATRIX).flatMap(([command, row]) =>
  row.map((becomes, index) => ({ command, status: STATUSES[index] ?? '', becomes })),
)
const OPERATION: Record<string, string> = {
  'okta-activate-user': 'activate?sendEmail=true',
  'okta-suspend-user': 'suspend',
  'okta-unsuspend-user': 'unsuspend',
  'okta-unlock-user': 'unlock',
  'okta-deactivate-user': 'deactivate',
}

describe('every command × every status', () => {
  it.each(CELLS)('$command of a user who is $status: $becomes', async ({ command, status, becomes }) => {
    const { username, id } = await somebody(status)
    const told = await run(command, { username })
    const sent = await calls()
    const now = await org.user(id)
    if (becomes === 'already' || becomes === 'refused') {
      expect(sent).toEqual([])
      expect(now?.status).toBe(status)
      expect(told.failed).toBe(becomes === 'refused')
      expect(told.text).toContain(
        becomes === 'already' ? `User ${username} is already` : `${username} is ${status}`,
      )
      expect(told.contents).toMatchObject({ id, status })
      return
    }
    expect(sent).toEqual([lifecycle(id, OPERATION[command] ?? '')])
    if (becomes === 'okta') {
      expect(told).toMatchObject({ failed: true, contents: { errorCode: 'E0000001', status: 400 } })
      expect(told.text).toContain('Cannot suspend a user that is not active')
      return
    }
    expect(told.failed).toBe(false)
    expect(now?.status).toBe(becomes === 'found' ? status : becomes)
    expect(told.contents).toMatchObject({ id, status: now?.status })
    expect(told.context).toEqual({})
  })
})

describe('the texts', () => {
  it.each([
    ['okta-unlock-user', 'LOCKED_OUT', '### $ unlocked'],
    ['okta-deactivate-user', 'ACTIVE', '### User $ deactivated'],
    ['okta-activate-user', 'STAGED', '### $ is activated and has to set a password (status PROVISIONED)'],
    ['okta-suspend-user', 'ACTIVE', '### $ status is Suspended'],
    ['okta-unsuspend-user', 'SUSPENDED', '### $ is no longer SUSPENDED'],
    ['okta-unlock-user', 'ACTIVE', 'User $ is already unlocked (status ACTIVE).'],
  ])('%s of a user who is %s', async (command, status, text) => {
    const { username } = await somebody(status)
    expect((await run(command, { username })).text).toBe(text.replace('$', username))
  })

  it('who has a password is active at once', async () => {
    const { username, id } = await somebody('STAGED')
    const body = { credentials: { password: { value: 'Tr0ub4dor&3x' } } }
    await org.call('POST', `/api/v1/users/${id}`, body)
    expect((await run('okta-activate-user', { username })).text).toBe(`### ${username} is active now`)
  })
})

describe('who is meant', () => {
  it('is told by id or login in either argument, or in both when they are of one user', async () => {
    const { username, id } = await somebody('ACTIVE')
    const two = await run('okta-suspend-user', { userId: id, username: 'nobody' })
    expect([two.failed, two.text]).toEqual([
      true,
      expect.stringMatching(/, not the username "nobody"; give one/),
    ])
    for (const args of [{ username: id }, { userId: username }, { userId: id, username }]) {
      expect((await run('okta-suspend-user', args)).failed).toBe(false)
      await run('okta-unsuspend-user', args)
    }
    expect(await calls()).toEqual(
      Array(3)
        .fill([lifecycle(id, 'suspend'), lifecycle(id, 'unsuspend')])
        .flat(),
    )
  })

  it('is asked for once, and a login with a slash by a filter', async () => {
    const { username, id } = await somebody('STAGED')
    await run('okta-suspend-user', { username })
    expect(await org.requests()).toEqual([`GET /api/v1/users/${encodeURIComponent(username)}`])
    const login = `slash/${username}`
    await org.call('POST', `/api/v1/users/${id}`, { profile: { login } })
    expect((await run('okta-suspend-user', { username: login })).text).toContain(`${login} is STAGED`)
  })

  it.each(Object.keys(OPERATION).concat('okta-delete-user', 'okta-clear-user-sessions'))(
    '%s names who was looked for, and wants somebody',
    async command => {
      await org.forget()
      const nobody = await run(command, { username: 'nobody@example.com' })
      expect(nobody).toMatchObject({ failed: true, contents: { status: 404, user: 'nobody@example.com' } })
      expect(nobody.text).toContain('"nobody@example.com"')
      expect(await run(command, {})).toMatchObject({
        failed: true,
        text: 'You must supply either "username" or "userId".',
      })
      expect(await calls()).toEqual([])
    },
  )
})

describe('dry-run', () => {
  it.each([
    ['okta-activate-user', 'STAGED', 'PROVISIONED', { sendEmail: 'no' }],
    ['okta-suspend-user', 'ACTIVE', 'SUSPENDED', {}],
    ['okta-unsuspend-user', 'SUSPENDED', 'ACTIVE', {}],
    ['okta-deactivate-user', 'ACTIVE', 'DEPROVISIONED', {}],
    ['okta-delete-user', 'ACTIVE', null, {}],
    ['okta-clear-user-sessions', 'ACTIVE', undefined, { revokeTokens: 'true' }],
  ])('%s shows the calls that the real run then makes, and makes none', async (command, status, to, args) => {
    const { username, id } = await somebody(status)
    const before = await org.user(id)
    const plan = await run(command, { username, ...args, 'dry-run': 'true' })
    expect(await calls()).toEqual([])
    expect(await org.user(id)).toEqual(before)
    expect(plan.text).toMatch(/^### Plan/)
    const planned = plan.contents as { calls: { method: string; path: string }[] }
    expect(planned).toMatchObject({ command, target: username, to: to ?? null })
    await run(command, { username, ...args })
    expect(await calls()).toEqual(planned.calls.map(({ method, path }) => `${method} ${path}`))
  })

  it('of what is already so has no calls and says why', async () => {
    const { username } = await somebody('SUSPENDED')
    const plan = await run('okta-suspend-user', { username, 'dry-run': 'true' })
    expect(plan.contents).toMatchObject({
      calls: [],
      from: 'SUSPENDED',
      to: 'SUSPENDED',
      reason: `User ${username} is already suspended (status SUSPENDED).`,
    })
  })
})

describe('somebody else is faster', () => {
  it.each([
    ['E0000007', 404],
    ['E0000038', 403],
  ])('deactivate refused with %s: the status decides', async (errorCode, status) => {
    const { username, id } = await somebody('ACTIVE')
    // The user is seen as ACTIVE once, and is DEPROVISIONED by the time of the call.
    const seen = await org.user(id)
    await org.call('POST', `/api/v1/users/${id}/lifecycle/deactivate`)
    const body = { errorCode, errorSummary: 'x', errorCauses: [] }
    await org.faults(
      {
        match: { method: 'GET', path: '/api/v1/users/' },
        times: 1,
        answer: { kind: 'status', status: 200, body: { ...seen } },
      },
      { match: { method: 'POST' }, times: 1, answer: { kind: 'status', status, body } },
    )
    expect(await run('okta-deactivate-user', { userId: id })).toMatchObject({
      failed: false,
      text: `User ${username} is already deactivated (status DEPROVISIONED).`,
    })
  })

  it('a refusal for another reason stays an error', async () => {
    const { username } = await somebody('ACTIVE')
    const body = { errorCode: 'E0000007', errorSummary: 'Not found', errorCauses: [] }
    await org.faults({ match: { method: 'POST' }, times: 1, answer: { kind: 'status', status: 404, body } })
    expect(await run('okta-deactivate-user', { username })).toMatchObject({
      failed: true,
      contents: { errorCode: 'E0000007' },
    })
  })

  it('a change whose result cannot be read back is no failure', async () => {
    const { username, id } = await somebody('ACTIVE')
    const body = { errorCode: 'E0000006', errorSummary: 'x', errorCauses: [] }
    await org.faults({
      match: { method: 'GET' },
      after: 1,
      times: 9,
      answer: { kind: 'status', status: 403, body },
    })
    expect(await run('okta-suspend-user', { username })).toMatchObject({
      failed: false,
      contents: { id, status: 'SUSPENDED' },
    })
  })
})

describe('okta-delete-user', () => {
  it.each(STATUSES.filter(status => status !== 'LOCKED_OUT'))('of a user who is %s', async status => {
    const { username, id } = await somebody(status)
    expect(await run('okta-delete-user', { username })).toMatchObject({
      failed: false,
      text: `User: ${username} was Deleted successfully`,
      contents: { id },
    })
    const deletion = `DELETE /api/v1/users/${id}`
    expect(await calls()).toEqual(
      status === 'DEPROVISIONED' ? [deletion] : [lifecycle(id, 'deactivate'), deletion],
    )
    expect(await org.user(id)).toBeUndefined()
  })

  it('says how far it got when the deletion fails', async () => {
    const { username, id } = await somebody('ACTIVE')
    const body = { errorCode: 'E0000006', errorSummary: 'No permission', errorCauses: [] }
    await org.faults({ match: { method: 'DELETE' }, times: 1, answer: { kind: 'status', status: 403, body } })
    const told = await run('okta-delete-user', { username })
    expect(told).toMatchObject({ failed: true, contents: { errorCode: 'E0000006' } })
    expect(told.text).toMatch(/^Done: deactivated the user\. Not done: deleted the user\. No permission/)
    expect(await org.user(id)).toMatchObject({ status: 'DEPROVISIONED' })
  })

  it('is done when somebody else deleted the user', async () => {
    const { username, id } = await somebody('DEPROVISIONED')
    const seen = await org.user(id)
    await org.call('DELETE', `/api/v1/users/${id}`)
    await org.faults({
      match: { method: 'GET', path: '/api/v1/users/' },
      times: 1,
      answer: { kind: 'status', status: 200, body: { ...seen } },
    })
    expect(await run('okta-delete-user', { userId: id })).toMatchObject({
      failed: false,
      text: `User: ${username} was Deleted successfully`,
    })
  })
})

describe('okta-clear-user-sessions', () => {
  const signIn = (user: string) =>
    fetch(`${org.okta.url}/_test/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, count: 3 }),
    })
  const live = async (login: string) =>
    ((await (await fetch(`${org.okta.url}/_test/sessions`)).json()) as { user: string }[]).filter(
      ({ user }) => user === login,
    )

  it.each(['ACTIVE', 'SUSPENDED', 'DEPROVISIONED'])('ends the sessions of a user who is %s', async status => {
    const { username, id } = await somebody(status)
    await signIn(username)
    expect(await live(username)).toHaveLength(1)
    expect(await run('okta-clear-user-sessions', { userId: id })).toMatchObject({
      failed: false,
      text: `### User session was cleared for: ${username}`,
      contents: { id, status },
    })
    expect(await live(username)).toEqual([])
    expect(await calls()).toEqual([`DELETE /api/v1/users/${id}/sessions`])
  })
})
