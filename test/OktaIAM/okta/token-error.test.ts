import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OktaError } from '../../../Integrations/OktaIAM/okta/errors.ts'
import { tokenError } from '../../../Integrations/OktaIAM/okta/token-error.ts'

const app = { clientId: '0oaRobot', scopes: ['okta.users.read', 'okta.logs.read'] }
const answer = (status = 401) => ({ request: 'POST /oauth2/v1/token', status, requestId: 'r1' })
const said = (error: string, error_description?: string) => JSON.stringify({ error, error_description })
const of = (body: string, status?: number) => tokenError(answer(status), body, app)

describe('every refusal of the token endpoint tells its next step', () => {
  it.each([
    [
      'invalid_client',
      'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.',
      /Client authentication to "Public key \/ Private key"/,
    ],
    [
      'invalid_client',
      'The audience claim for client_assertion must be the endpoint invoked for the request.',
      /URL parameter must be the org itself/,
    ],
    [
      'invalid_client',
      "The client_assertion token has no 'kid' of the client.",
      /set Key ID to the id of a public key/,
    ],
    [
      'invalid_client',
      'The client does not have any public keys (JWKS) registered.',
      /Next step: add the public key of Private Key to the app/,
    ],
    ['invalid_client', 'The client_assertion signature is invalid.', /not the other half of a public key/],
    ['invalid_client', 'The client_assertion token is expired.', /the clock of this machine is wrong/],
    [
      'invalid_client',
      'The client_assertion token has an expiration too far into the future.',
      /the clock of this machine/,
    ],
    [
      'invalid_client',
      'The client_assertion token has an issue time (iat) in the future.',
      /the clock of this machine/,
    ],
    ['invalid_client', "Invalid value for 'client_id' parameter.", /check Client ID/],
    ['invalid_client', undefined, /no token: invalid_client\. Next step: check Client ID/],
    [
      'invalid_client',
      'The issuer was not what is expected.',
      /Next step: check Client ID, and that the public key/,
    ],
    [
      'invalid_scope',
      'No such scope.',
      /Asked for: okta\.users\.read, okta\.logs\.read\. Next step: take out/,
    ],
    ['consent_required', 'None allowed.', /Asked for: .*grant the app at least one of them/],
    ['unauthorized_client', 'No grant.', /must be an API Services app/],
    ['invalid_dpop_proof', 'htu.', /without "Require Demonstrating Proof of Possession"/],
    ['temporarily_unavailable', 'Later.', /see the app in the Admin Console/],
    [
      'constructor',
      'A name that objects have.',
      /no token: A name that objects have\. Next step: see the app/,
    ],
  ])('%s: %s', (error, description, next) => {
    const failure = of(said(error, description))
    expect(failure).toBeInstanceOf(OktaError)
    expect(failure.message).toMatch(next)
    expect(failure.message).toMatch(/^Okta gave the service app 0oaRobot no token: \w/)
    expect(failure.message).not.toMatch(/\.\.|native code|undefined/)
    expect(failure.code).toBe(error)
    expect(failure.requestId).toBe('r1')
  })
})

it('of a wrong signature names the key of Key ID when there is one', () => {
  const body = said('invalid_client', 'The client_assertion signature is invalid.')
  expect(tokenError(answer(), body, { ...app, keyId: 'k1' }).message).toMatch(
    /not the other half of the public key that Key ID names/,
  )
})

it.each(['', '<html>', said('server_error', 'Oops.')])('an outage blames neither URL nor app: %s', body => {
  const failure = of(body, 503)
  expect(failure.message).toMatch(
    /^Okta gives the service app 0oaRobot no token at present, .* Next step: try again later\. \[POST \/oauth2\/v1\/token: HTTP 503/,
  )
})

describe('what is no refusal of OAuth is told as every answer of Okta is', () => {
  it.each<[string, string, RegExp]>([
    ["Okta's envelope", '{"errorCode":"E0000047","errorSummary":"limit"}', /^limit\. .*E0000047/],
    ['HTML', '<html>', /an HTML page; check that the URL/],
    ['nothing', '', /an empty body/],
    ['null', 'null', /something else than the JSON expected/],
    ['an error that is no text', '{"error":{"code":1}}', /something else than the JSON expected/],
  ])('%s', (_, body, expected) => expect(of(body, 429).message).toMatch(expected))
})

it('any body makes one error of one kind', () => {
  const body = fc.oneof(
    fc.string(),
    fc.json(),
    fc
      .record({ error: fc.string(), error_description: fc.oneof(fc.string(), fc.integer()) })
      .map(one => JSON.stringify(one)),
  )
  fc.assert(fc.property(body, text => void expect(of(text)).toBeInstanceOf(OktaError)))
})
