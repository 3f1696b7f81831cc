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
/** A person with these factors, in this order. */
async function somebody(...types: string[]) {
  people += 1
  const username = `factor${people}@example.com`
  const id = await org.person(username, 'ACTIVE')
  const factors: Record<string, string> = {}
  for (const factorType of types) {
    const phone = factorType === 'sms' ? { profile: { phoneNumber: '+1 303 555 0100' } } : {}
    const answer = await org.call('POST', `/api/v1/users/${id}/factors?activate=true`, {
      factorType,
      provider: 'OKTA',
      ...phone,
    })
    const factor = (await answer.json()) as { id: string; status: string }
    if (!answer.ok) throw new Error(JSON.stringify(factor))
    if (factor.status !== 'ACTIVE')
      await org.call('POST', `/api/v1/users/${id}/factors/${factor.id}/lifecycle/activate`, {
        passCode: '123456',
      })
    factors[factorType] = factor.id
  }
  await org.forget()
  return { username, id, factors, factor: (type: string) => factors[type] ?? '' }
}
const run = async (command: string, args: JsonObject) => toldOf(await org.command(command, args))
const calls = async () => changing(await org.requests())
const factorsOf = async (id: string) =>
  (await (await org.call('GET', `/api/v1/users/${id}/factors`)).json()) as (JsonObject & { id: string })[]
const choose = (choices: JsonObject) =>
  fetch(`${org.okta.url}/_test/choices`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(choices),
  })
const ACCOUNT = 'Account(val.ID && val.ID === obj.ID)'
const TOTP = 'token:software:totp'

describe('okta-get-user-factors', () => {
  it('gives every factor: the raw ones, the context, the table', async () => {
    const { username, id } = await somebody('push', 'sms')
    const told = await run('okta-get-user-factors', { username })
    const raw = await factorsOf(id)
    expect(told.contents).toEqual(raw)
    expect(told.context).toEqual({
      [ACCOUNT]: {
        ID: id,
        Factor: raw.map(({ id: ID, factorType, provider, status, profile }) => ({
          ID,
          FactorType: factorType,
          Provider: provider,
          Status: status,
          Profile: profile,
        })),
      },
    })
    expect(told.text).toMatch(
      new RegExp(
        `^Factors for user: ${id}\n### Factors\n\\|FactorType\\|ID\\|Profile\\|Provider\\|Status\\|`,
      ),
    )
  })

  it('none is a text and no context', async () => {
    const { id } = await somebody()
    const told = { failed: false, text: 'No Factors found', contents: [], context: {} }
    expect(await run('okta-get-user-factors', { userId: id })).toEqual(told)
  })
})

describe('okta-reset-factor', () => {
  it('removes that factor and no other', async () => {
    const { username, id, factor } = await somebody('push', 'sms')
    const told = await run('okta-reset-factor', { username, factorId: factor('sms') })
    expect(told).toMatchObject({ failed: false, text: `Factor: ${factor('sms')} deleted`, context: {} })
    expect((await factorsOf(id)).map(one => one.id)).toEqual([factor('push')])
    expect(await calls()).toEqual([`DELETE /api/v1/users/${id}/factors/${factor('sms')}`])
  })

  it('says what goes with a push', async () => {
    const { username, id, factor } = await somebody('push', TOTP, 'sms')
    const told = await run('okta-reset-factor', { username, factorId: factor('push') })
    expect(told.text).toContain(`Okta removes with it: ${factor(TOTP)} (${TOTP})`)
    expect((await factorsOf(id)).map(one => one.id)).toEqual([factor('sms')])
  })

  it('of a factor that the user does not have names both', async () => {
    const { username } = await somebody('sms')
    const told = await run('okta-reset-factor', { username, factorId: 'nope' })
    expect(told).toMatchObject({ failed: true, contents: { status: 404, user: username, factorId: 'nope' } })
    expect(told.text).toMatch(/has no factor with the id "nope"; okta-get-user-factors/)
    expect(await calls()).toEqual([])
  })

  it('of a deactivated user is refused before anything is sent', async () => {
    const { username, id, factor } = await somebody('sms')
    await org.call('POST', `/api/v1/users/${id}/lifecycle/deactivate`)
    await org.forget()
    const told = await run('okta-reset-factor', { username, factorId: factor('sms') })
    expect(told).toMatchObject({ failed: true, contents: { status: 'DEPROVISIONED' } })
    expect(await calls()).toEqual([])
  })

  it('is done when somebody else removed it', async () => {
    const { username, id, factor } = await somebody('sms')
    const body = await factorsOf(id)
    await org.call('DELETE', `/api/v1/users/${id}/factors/${factor('sms')}`)
    await org.faults({
      match: { method: 'GET', path: '.*/factors' },
      times: 1,
      answer: { kind: 'status', status: 200, body },
    })
    expect((await run('okta-reset-factor', { username, factorId: factor('sms') })).failed).toBe(false)
  })

  it('dry-run shows the call and what goes with it', async () => {
    const { username, id, factor } = await somebody('push', TOTP)
    const plan = await run('okta-reset-factor', { username, factorId: factor('push'), 'dry-run': 'true' })
    expect(plan.contents).toMatchObject({
      effect: 'destroy',
      calls: [{ method: 'DELETE', path: `/api/v1/users/${id}/factors/${factor('push')}` }],
      reason: expect.stringContaining(TOTP),
    })
    expect(await factorsOf(id)).toHaveLength(2)
  })
})

/** Runs a polling command to its end as the platform does; gives every run. */
async function poll(command: string, args: JsonObject, most = 5) {
  const runs: ReturnType<typeof toldOf>[] = []
  for (let next: JsonObject | undefined = args; next && runs.length < most; ) {
    const done = await org.command(command, next)
    runs.push(toldOf(done))
    const { PollingCommand, PollingArgs, NextRun, Timeout } = (done.entries[0] ?? {}) as JsonObject
    if (PollingCommand !== undefined)
      expect({ PollingCommand, NextRun, Timeout }).toEqual({
        PollingCommand: command,
        NextRun: '10',
        Timeout: '300',
      })
    next = PollingArgs as JsonObject | undefined
  }
  return runs
}
const result = ({ context }: { context: JsonObject }) => (context[ACCOUNT] as JsonObject).VerifyPushResult
const PUSH = { 'okta-verify-push-factor': 'the factor', 'okta-send-push-notification': 'the type' }

it('okta-send-push-notification: SUCCESS stays so when the factors cannot be read after it', async () => {
  await choose({ pushAnswer: 'SUCCESS', pushPolls: 0 })
  const person = await somebody('push')
  const done = await org.command('okta-send-push-notification', { username: person.username })
  await org.faults({
    match: { method: 'GET', path: '.*/factors$' },
    times: 9,
    answer: { kind: 'status', status: 500 },
  })
  const later = done.entries[0]?.PollingArgs as JsonObject
  let told = await run('okta-send-push-notification', later)
  while (told.text.endsWith('WAITING')) told = await run('okta-send-push-notification', later)
  expect(told).toMatchObject({ failed: false, contents: [{ factorResult: 'SUCCESS' }] })
})

describe.each(Object.keys(PUSH))('%s', command => {
  const isSend = command === 'okta-send-push-notification'
  const argsOf = ({ username, factor }: Awaited<ReturnType<typeof somebody>>): JsonObject =>
    isSend ? { username } : { username, factorId: factor('push') }

  it.each([
    ['SUCCESS', false],
    ['REJECTED', isSend],
    ['TIMEOUT', isSend],
  ])('waits until the person answers %s; an error: %s', async (pushAnswer, failed) => {
    await choose({ pushAnswer, pushPolls: 2 })
    const person = await somebody('push', 'sms')
    const runs = await poll(command, argsOf(person))
    expect(runs.map(result)).toEqual(['WAITING', 'WAITING', 'WAITING', pushAnswer])
    expect(runs.map(one => one.failed)).toEqual([false, false, false, failed])
    const last = runs.at(-1)
    expect(last?.text).toBe(`Verify push factor result for user ${person.username}: ${pushAnswer}`)
    expect(last?.context).toEqual({
      [ACCOUNT]: { ID: person.id, VerifyPushResult: pushAnswer, VerifyPushNumber: null },
    })
    const raw = expect.objectContaining({ factorResult: pushAnswer })
    expect(last?.contents).toEqual(isSend ? [raw, ...(await factorsOf(person.id))] : raw)
    expect(await calls()).toEqual([`POST /api/v1/users/${person.id}/factors/${person.factor('push')}/verify`])
  })

  it('its plan names the person', async () => {
    const person = await somebody('push')
    const { contents } = await run(command, { ...argsOf(person), 'dry-run': 'true' })
    expect(contents).toMatchObject({ target: person.username })
    expect(await calls()).toEqual([])
  })

  it('shows the number to choose', async () => {
    await choose({ pushAnswer: 'SUCCESS', pushPolls: 1 })
    const person = await somebody('push')
    const [first, second, last] = await poll(command, { ...argsOf(person), number_matching: 'true' })
    const number = (first?.context[ACCOUNT] as JsonObject | undefined)?.VerifyPushNumber
    expect(number).toMatch(/^\d{1,2}$/)
    for (const one of [first, second])
      expect(one?.text).toContain(`\nNumber to choose on the phone: ${number}`)
    expect(last?.text).not.toContain('Number')
  })

  it('sends nothing in a later run, and one request is enough', async () => {
    await choose({ pushAnswer: 'WAITING' })
    const person = await somebody('push')
    const done = await org.command(command, argsOf(person))
    await org.forget()
    await org.command(command, done.entries[0]?.PollingArgs as JsonObject)
    expect(await org.requests()).toEqual([
      expect.stringMatching(
        new RegExp(`^GET /api/v1/users/${person.id}/factors/${person.factor('push')}/transactions/`),
      ),
    ])
  })

  it('a push that Okta has forgotten is an error', async () => {
    const person = await somebody('push')
    const args = { userId: person.id, factorId: person.factor('push'), transaction: 'v2mgone' }
    expect(await run(command, args)).toMatchObject({ failed: true, contents: { status: 404 } })
  })

  it('an answer that does not say where to ask is an error', async () => {
    const person = await somebody('push')
    const body = { factorResult: 'WAITING', _links: {} }
    await org.faults({ match: { method: 'POST' }, times: 1, answer: { kind: 'status', status: 201, body } })
    expect((await run(command, argsOf(person))).text).toMatch(/^No poll link for the push factor challenge/)
  })

  it('dry-run shows the call and sends no push', async () => {
    const person = await somebody('push')
    const plan = await run(command, { ...argsOf(person), number_matching: 'true', 'dry-run': 'true' })
    expect(plan.contents).toMatchObject({
      calls: [{ method: 'POST', body: { useNumberMatchingChallenge: true } }],
    })
    expect(await calls()).toEqual([])
  })

  it('a factor whose enrolment is not finished is not used', async () => {
    const person = await somebody('push')
    const body = (await factorsOf(person.id)).map(one => ({ ...one, status: 'PENDING_ACTIVATION' }))
    const answer = { kind: 'status', status: 200, body: isSend ? body : body[0] } as JsonObject
    await org.faults({ match: { method: 'GET', path: '.*/factors' }, times: 1, answer })
    const told = await run(command, argsOf(person))
    expect(told.failed).toBe(true)
    expect(told.text).toMatch(isSend ? /no active push factor/ : /PENDING_ACTIVATION and not ACTIVE/)
    expect(await calls()).toEqual([])
  })

  it('names who was looked for', async () =>
    expect(await run(command, { username: 'nobody@example.com', factorId: 'x' })).toMatchObject({
      failed: true,
      contents: { status: 404, user: 'nobody@example.com' },
    }))
})

describe('which factor', () => {
  it('okta-verify-push-factor sends to no other type, nor to a factor of nobody', async () => {
    const { username, factor } = await somebody('sms')
    const sms = await run('okta-verify-push-factor', { username, factorId: factor('sms') })
    expect(sms).toMatchObject({ failed: true, contents: { factorType: 'sms' } })
    const none = await run('okta-verify-push-factor', { username, factorId: 'nope' })
    expect(none).toMatchObject({ failed: true, contents: { status: 404, factorId: 'nope' } })
    expect(await calls()).toEqual([])
  })

  it.each([
    [[], /no active push factor; there is no factor at all/],
    [['sms', TOTP], /no active push factor; there is sms, token:software:totp/],
  ])('okta-send-push-notification with the factors %j says what there is', async (types, text) => {
    const { username } = await somebody(...types)
    const told = await run('okta-send-push-notification', { username })
    expect(told.failed).toBe(true)
    expect(told.text).toMatch(text)
    expect(await calls()).toEqual([])
  })

  it('two phones are not guessed between', async () => {
    const { username, id } = await somebody('push')
    const [one] = await factorsOf(id)
    const body = [one ?? {}, { ...one, id: 'opf2', profile: { name: 'Pixel' } }]
    await org.faults({
      match: { method: 'GET', path: '.*/factors' },
      times: 1,
      answer: { kind: 'status', status: 200, body },
    })
    const told = await run('okta-send-push-notification', { username })
    expect(told.text).toMatch(
      /2 push factors: .*opf2 \(Pixel\); okta-verify-push-factor sends to the one you mean/,
    )
    expect(await calls()).toEqual([])
  })

  it('the person is found by e-mail, login or id in the argument email', async () => {
    await choose({ pushAnswer: 'WAITING' })
    const { username, id } = await somebody('push')
    await org.call('POST', `/api/v1/users/${id}`, { profile: { email: `mail-${username}` } })
    for (const email of [`mail-${username}`, username, id])
      expect(result(await run('okta-send-push-notification', { email }))).toBe('WAITING')
    expect(await run('okta-send-push-notification', { email: 'no@example.com' })).toMatchObject({
      failed: true,
      contents: { status: 404, email: 'no@example.com' },
    })
  })
})
