import { describe, expect, it } from 'vitest'
import { clientCredentials } from '../../../Integrations/ScimIAM/scim/oauth.ts'
import { sendPatiently } from '../../../Integrations/ScimIAM/scim/patience.ts'
import type { Message, Reply } from '../../../kit/http.ts'

const reply = (status: number, body: unknown, headers = {}): Reply => ({
  ...{ status, headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const tokenUrl = new URL('https://idp.test/token')
const CLIENT = { tokenUrl, clientId: 'a b', clientSecret: 's:1', scope: 'x y' }

/** The way of signing in on an endpoint that gives these answers in turn. */
function signIn(answers: Reply[], stored?: string, client: typeof CLIENT = CLIENT) {
  const asked: Message[] = []
  const secrets: string[] = []
  const ask = async (message: Message) => {
    asked.push(message)
    return answers.shift() ?? reply(500, '')
  }
  const keepSecret = (text: string) => void secrets.push(text)
  return { ...clientCredentials(client, ask, { keepSecret }, stored), asked, secrets }
}
const given = (access_token: string, more = {}) => reply(200, { access_token, expires_in: 3600, ...more })

describe('client credentials', () => {
  it('are sent as RFC 6749 has it, once for many requests', async () => {
    const one = signIn([given('t1')])
    expect(await Promise.all([one.headers(), one.headers()])).toEqual(
      Array(2).fill({ authorization: 'Bearer t1' }),
    )
    expect(one.asked).toHaveLength(1)
    const { headers = {}, body = '' } = one.asked[0] ?? {}
    expect(Buffer.from(String(headers.authorization).slice(6), 'base64').toString()).toBe('a%20b:s%3A1')
    expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
      grant_type: 'client_credentials',
      scope: 'x y',
    })
    // The secret as it travels, for a token endpoint may give back what it was asked.
    expect(one.secrets).toEqual([Buffer.from('a%20b:s%3A1').toString('base64'), 's%3A1', 's%3A1', 't1'])
  })

  it('go into the body for a server that does not take them in the header', async () => {
    const one = signIn([reply(401, { error: 'invalid_client' }), given('t2')])
    await one.headers()
    expect(one.asked[1]?.headers).not.toHaveProperty('authorization')
    expect(one.asked[1]?.body).toContain('client_id=a+b&client_secret=s%3A1')
  })

  it('give a token that is kept, used again by the same client, and by no other', async () => {
    const first = signIn([given('t1')])
    await first.headers()
    const kept = first.kept()
    const second = signIn([], kept)
    expect([await second.headers(), second.kept()]).toEqual([{ authorization: 'Bearer t1' }, undefined])
    const other = signIn([given('t9')], kept, { ...CLIENT, scope: 'z' })
    expect(await other.headers()).toEqual({ authorization: 'Bearer t9' })
  })

  it.each(['', 'no json', '{}', '{"accessToken":7}'])('take %j for no token', async stored => {
    expect(await signIn([given('t1')], stored).headers()).toEqual({ authorization: 'Bearer t1' })
  })

  it('ask anew for a token that has ended or is refused', async () => {
    const one = signIn([given('t1', { expires_in: 20 }), given('t2'), given('t3')])
    expect(await one.headers()).toEqual({ authorization: 'Bearer t1' })
    expect(await one.headers()).toEqual({ authorization: 'Bearer t2' })
    expect(one.renew()).toBe(true)
    expect(await one.headers()).toEqual({ authorization: 'Bearer t3' })
  })

  it.each<[Reply, RegExp]>([
    [
      reply(400, { error: 'invalid_scope', error_description: 'x?' }),
      /no token: invalid_scope \(x\?\); check Client ID/,
    ],
    [reply(200, { token_type: 'Bearer' }), /instead of SCIM's JSON/],
    [reply(200, '<html>Sign in</html>'), /an HTML page \("Sign in"\)/],
    [reply(503, 'down'), /something else \("down"\).*HTTP 503/],
  ])('that bring none are told of: %j', async (answer, words) => {
    await expect(signIn([answer, answer]).headers()).rejects.toThrow(words)
  })
})

describe('patience', () => {
  const url = new URL('https://app.test/scim/v2/Users')
  const failing = (code: string) => Object.assign(new Error('failed'), { code })
  const patient = async (
    method: string,
    answers: (Reply | Error)[],
    harmless: boolean,
    longestWaitSeconds = 90,
  ) => {
    const waits: number[] = []
    const authorization = { headers: async () => ({ authorization: 'Bearer t' }), renew: () => false }
    const send = async () => {
      const next = answers.shift() ?? reply(200, {})
      if (next instanceof Error) throw next
      return next
    }
    const settings = {
      send,
      authorization,
      longestWaitSeconds,
      log: () => {},
      sleep: async (ms: number) => void waits.push(ms),
    }
    const outcome = await sendPatiently(settings, { method, url, headers: {} }, harmless).then(
      ({ status }) => status,
      (error: Error) => error.message,
    )
    return [outcome, waits]
  }
  const busy = (after?: string) => reply(429, '', after === undefined ? {} : { 'retry-after': after })

  it.each<[string, string, (Reply | Error)[], boolean, unknown, number[]]>([
    ['429 once', 'POST', [busy('2')], false, 200, [2000]],
    ['429 without a word', 'GET', [busy(), busy()], true, 200, [1000, 2000]],
    ['429 for 0 s', 'GET', [busy('0')], true, 200, [1000]],
    ['429 too long', 'GET', [busy('91')], true, expect.stringMatching(/opens again in 91 s/), []],
    ['503 of a reading', 'GET', [reply(503, '')], true, 200, [1000]],
    ['503 for good', 'GET', Array(9).fill(reply(503, '')), true, 503, [1000, 2000, 4000]],
    ['503 of a creation', 'POST', [reply(503, '')], false, 503, []],
    ['500', 'GET', [reply(500, '')], true, 500, []],
    ['a lost connection', 'PUT', [failing('ECONNRESET')], true, 200, [1000]],
    [
      'a lost creation',
      'POST',
      [failing('ECONNRESET')],
      false,
      expect.stringMatching(/is not known; run the command again/),
      [],
    ],
    ['a name that passes', 'POST', [failing('EAI_AGAIN')], false, 200, [1000]],
    [
      'a closed port',
      'GET',
      [failing('ECONNREFUSED')],
      true,
      expect.stringMatching(/^No answer from https:\/\/app\.test to GET/),
      [],
    ],
  ])('%s', async (_, method, answers, harmless, outcome, waits) => {
    expect(await patient(method, answers, harmless)).toEqual([outcome, waits])
  })

  it('waits no longer in all than it may', async () => {
    expect(await patient('GET', [busy('3'), busy('3')], true, 5)).toEqual([
      expect.stringMatching(/Longest wait \(5 s\)/),
      [3000],
    ])
  })
})
