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

const OLD = 'Tr0ub4dor&3x'
const NEW = 'N3w-Passphrase!'
let people = 0
async function somebody(status: string) {
  people += 1
  const username = `password${people}@example.com`
  const id = await org.person(username, status)
  await org.forget()
  return { username, id }
}
const run = async (command: string, args: JsonObject) => toldOf(await org.command(command, args))
const calls = async () => changing(await org.requests())
const status = async (id: string) => (await org.user(id))?.status
/** Whether this is the user's password: who knows the old one may change it. */
async function isPassword(id: string, value: string) {
  const body = { oldPassword: { value }, newPassword: { value: `${value}-next` } }
  return (await org.call('POST', `/api/v1/users/${id}/credentials/change_password`, body)).ok
}

const SET = (id: string) => `POST /api/v1/users/${id}`
const EXPIRE = (id: string) => `POST /api/v1/users/${id}/lifecycle/expire_password`
const TEMPORARY = (id: string, revoke = false) =>
  `POST /api/v1/users/${id}/lifecycle/expire_password_with_temp_password?revokeSessions=${revoke}`
const RESET = (id: string, mail = true) =>
  `POST /api/v1/users/${id}/lifecycle/reset_password?sendEmail=${mail}`

const TEMPORARY_PASSWORD = { password: NEW, temporary_password: 'true' }
const REFUSED = 'refused'
const ALREADY = 'already'
/** Per command what becomes of a user in each status. */
const MATRIX: [string, JsonObject, (id: string) => string[], Record<string, string>][] = [
  [
    'okta-set-password',
    { password: NEW },
    id => [SET(id)],
    {
      STAGED: 'STAGED',
      PROVISIONED: 'ACTIVE',
      ACTIVE: 'ACTIVE',
      RECOVERY: 'ACTIVE',
      PASSWORD_EXPIRED: 'ACTIVE',
      LOCKED_OUT: 'LOCKED_OUT',
      SUSPENDED: 'SUSPENDED',
      DEPROVISIONED: REFUSED,
    },
  ],
  [
    'okta-set-password',
    TEMPORARY_PASSWORD,
    id => [SET(id), EXPIRE(id)],
    {
      STAGED: REFUSED,
      PROVISIONED: 'PASSWORD_EXPIRED',
      ACTIVE: 'PASSWORD_EXPIRED',
      RECOVERY: 'PASSWORD_EXPIRED',
      PASSWORD_EXPIRED: 'PASSWORD_EXPIRED',
      LOCKED_OUT: 'PASSWORD_EXPIRED',
      SUSPENDED: REFUSED,
      DEPROVISIONED: REFUSED,
    },
  ],
  [
    'okta-expire-password',
    {},
    id => [EXPIRE(id)],
    {
      STAGED: REFUSED,
      PROVISIONED: REFUSED,
      ACTIVE: 'PASSWORD_EXPIRED',
      RECOVERY: 'PASSWORD_EXPIRED',
      PASSWORD_EXPIRED: ALREADY,
      LOCKED_OUT: 'PASSWORD_EXPIRED',
      SUSPENDED: REFUSED,
      DEPROVISIONED: REFUSED,
    },
  ],
  [
    'okta-expire-password',
    { temporary_password: 'true' },
    id => [TEMPORARY(id)],
    {
      STAGED: REFUSED,
      PROVISIONED: REFUSED,
      ACTIVE: 'PASSWORD_EXPIRED',
      RECOVERY: 'PASSWORD_EXPIRED',
      PASSWORD_EXPIRED: 'PASSWORD_EXPIRED',
      SUSPENDED: REFUSED,
      DEPROVISIONED: REFUSED,
    },
  ],
  [
    'okta-reset-password',
    {},
    id => [RESET(id)],
    {
      STAGED: REFUSED,
      PROVISIONED: 'RECOVERY',
      ACTIVE: 'RECOVERY',
      RECOVERY: 'RECOVERY',
      PASSWORD_EXPIRED: 'RECOVERY',
      LOCKED_OUT: 'RECOVERY',
      SUSPENDED: REFUSED,
      DEPROVISIONED: REFUSED,
    },
  ],
]
const CELLS = MATRIX.flatMap(([command, args, sent, row]) =>
  Object.entries(row).map(([from, becomes]) => ({ command, args, sent, from, becomes })),
)

describe('every command × every status', () => {
  it.each(CELLS)(
    '$command $args of a user who is $from: $becomes',
    async ({ command, args, sent, from, becomes }) => {
      const { username, id } = await somebody(from)
      const told = await run(command, { username, ...args })
      expect(told.failed).toBe(becomes === REFUSED)
      const isSent = becomes !== REFUSED && becomes !== ALREADY
      expect(await calls()).toEqual(isSent ? sent(id) : [])
      expect(await status(id)).toBe(isSent ? becomes : from)
      if (!isSent)
        expect(told.text).toContain(becomes === REFUSED ? `${username} is ${from}` : `${username} is already`)
    },
  )
})

describe('okta-set-password', () => {
  it.each<[string, JsonObject]>([
    ['sets it', {}],
    [
      'sets it and has it changed at the next sign-in (V1: it is still this one)',
      { temporary_password: 'yes' },
    ],
  ])('%s', async (_, args) => {
    const { username, id } = await somebody('ACTIVE')
    const told = await run('okta-set-password', { username, password: NEW, ...args })
    expect(told.text).toMatch(new RegExp(`^${username} password was last changed on 20.*Z`))
    expect(told.text.includes('next sign-in')).toBe('temporary_password' in args)
    expect(told.contents).toMatchObject({ id, status: await status(id), _links: {} })
    expect(told.context).toEqual({})
    expect(await isPassword(id, NEW)).toBe(true)
  })

  it('a password that the policy refuses changes nothing, and Okta says why', async () => {
    const { username, id } = await somebody('ACTIVE')
    const told = await run('okta-set-password', { username, password: 'short', temporary_password: 'true' })
    expect(told).toMatchObject({ failed: true, contents: { errorCode: 'E0000001' } })
    expect(told.text).toContain('Password requirements were not met')
    expect(await calls()).toEqual([SET(id)])
    expect(await isPassword(id, OLD)).toBe(true)
  })

  it('says how far it got when it cannot be made temporary', async () => {
    const { username, id } = await somebody('ACTIVE')
    const body = { errorCode: 'E0000006', errorSummary: 'No permission', errorCauses: [] }
    await org.faults({
      match: { path: '.*/expire_password' },
      times: 1,
      answer: { kind: 'status', status: 403, body },
    })
    const told = await run('okta-set-password', { username, ...TEMPORARY_PASSWORD })
    expect(told.text).toMatch(/^Done: set the password\. Not done: made it temporary\. No permission/)
    expect(told.text).toContain(`okta-expire-password username=${username} makes it temporary`)
    expect(await isPassword(id, NEW)).toBe(true)
  })

  it('wants a password', async () =>
    expect((await run('okta-set-password', { username: 'x' })).text).toBe(
      'The argument "password" is missing; expected text.',
    ))
})

describe('okta-expire-password', () => {
  it.each([
    [{ revoke_session: 'true' }, expect.stringMatching(/made and shown to nobody; hide_password=false/)],
    [{ revoke_session: 'true', hide_password: 'false' }, null],
    [{}, null],
  ])('%j: the plan says what nobody will see', async (args, reason) => {
    const { username } = await somebody('ACTIVE')
    const told = await run('okta-expire-password', { username, ...args, 'dry-run': 'true' })
    expect(told.contents).toMatchObject({ reason })
  })

  it('gives the account', async () => {
    const { username, id } = await somebody('ACTIVE')
    const told = await run('okta-expire-password', { username })
    expect(told.context).toMatchObject({
      'Account(val.ID && val.ID === obj.ID)': {
        ID: id,
        Username: username,
        DisplayName: 'Test Person',
        Status: 'PASSWORD_EXPIRED',
        Type: 'Okta',
      },
    })
    expect(told.contents).toMatchObject({ id, status: 'PASSWORD_EXPIRED' })
    expect(told.text).toMatch(/^### Okta Expired Password\n\|Username\|Status\|PasswordChanged\|/)
    expect(await isPassword(id, OLD)).toBe(true)
  })

  it.each([
    [{ temporary_password: 'true' }, false],
    [{ revoke_session: 'true' }, true],
    [{ temporary_password: 'true', revoke_session: 'true' }, true],
  ])('%j replaces the password, and hides it', async (args, revoke) => {
    const { username, id } = await somebody('ACTIVE')
    const told = await run('okta-expire-password', { username, ...args })
    expect(await calls()).toEqual([TEMPORARY(id, revoke)])
    expect(told.contents).toMatchObject({ id, status: 'PASSWORD_EXPIRED', tempPassword: '********' })
    expect(told.text).toContain('hide_password=false')
    expect(JSON.stringify(told.context)).not.toMatch(/temp/i)
    expect(await isPassword(id, OLD)).toBe(false)
  })

  it('hide_password=false shows the very password, and never in the context', async () => {
    const { username, id } = await somebody('ACTIVE')
    const told = await run('okta-expire-password', {
      username,
      temporary_password: 'true',
      hide_password: 'false',
    })
    const { tempPassword } = told.contents as { tempPassword: string }
    expect(told.text).toContain(tempPassword)
    expect(JSON.stringify(told.context)).not.toContain(tempPassword)
    expect(await isPassword(id, tempPassword)).toBe(true)
  })
})

describe('okta-reset-password', () => {
  it('has the link mailed', async () => {
    const { username } = await somebody('ACTIVE')
    expect(await run('okta-reset-password', { username })).toEqual({
      failed: false,
      text: `User ${username} has to choose a new password. Okta mails the link.`,
      contents: {},
      context: {},
    })
  })

  it.each<[JsonObject, boolean]>([
    [{ sendEmail: 'false' }, false],
    [{ sendEmail: 'false', hide_url: 'false' }, true],
  ])('%j shows the link: %s', async (args, isShown) => {
    const { username, id } = await somebody('ACTIVE')
    const told = await run('okta-reset-password', { username, ...args })
    expect(await calls()).toEqual([RESET(id, false)])
    const { resetPasswordUrl } = told.contents as { resetPasswordUrl: string }
    expect(resetPasswordUrl).toMatch(isShown ? /^http.*reset/ : /^\*{8}$/)
    expect(told.text.includes('http')).toBe(isShown)
    expect(told.context).toEqual({})
  })
})

describe('dry-run and bad input', () => {
  it.each<[string, JsonObject]>([
    ['okta-set-password', { password: NEW }],
    ['okta-set-password', TEMPORARY_PASSWORD],
    ['okta-expire-password', { revoke_session: 'true' }],
    ['okta-reset-password', { sendEmail: 'no' }],
  ])('%s %j shows the calls that the real run then makes', async (command, args) => {
    const { username, id } = await somebody('ACTIVE')
    const before = await org.user(id)
    const plan = await run(command, { username, ...args, 'dry-run': 'true' })
    expect(await calls()).toEqual([])
    expect(await org.user(id)).toEqual(before)
    const planned = plan.contents as { calls: { method: string; path: string }[] }
    expect(planned).toMatchObject({ command, target: username, effect: 'destroy' })
    await run(command, { username, ...args })
    expect(await calls()).toEqual(planned.calls.map(({ method, path }) => `${method} ${path}`))
  })

  it.each(['okta-set-password', 'okta-expire-password', 'okta-reset-password'])(
    '%s names nobody',
    async command =>
      expect(await run(command, { userId: 'nobody', password: NEW })).toMatchObject({
        failed: true,
        contents: { status: 404, user: 'nobody' },
      }),
  )
})
