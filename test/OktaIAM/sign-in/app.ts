import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { JsonObject } from '../../../kit/wire.ts'
import { DEFAULT_PARAMS, type TestOrg } from '../org.ts'

export const SCOPES = ['okta.users.read', 'okta.users.manage', 'okta.groups.read', 'okta.logs.read']
export const CLIENT = '0oaTestRobotAAAAAAAA'

const CURVES: Record<string, string> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' }
const pairs = new Map<string, KeyPair>()
interface KeyPair {
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

/** A key pair that an algorithm can sign with; one per kind, because RSA keys take their time. */
export function keyPair(algorithm: string): KeyPair {
  const curve = CURVES[algorithm]
  const kind = curve ?? 'RSA'
  const pair =
    pairs.get(kind) ??
    (curve
      ? generateKeyPairSync('ec', { namedCurve: curve })
      : generateKeyPairSync('rsa', { modulusLength: 2048 }))
  pairs.set(kind, pair)
  return pair
}

/** The forms in which an administrator may have the key. */
export const FORMS: Record<string, (key: KeyObject) => string> = {
  'PKCS#8': key => key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  'PKCS#1 or SEC 1': key =>
    key.asymmetricKeyType === 'rsa'
      ? key.export({ type: 'pkcs1', format: 'pem' }).toString()
      : key.export({ type: 'sec1', format: 'pem' }).toString(),
  JWK: key => JSON.stringify(key.export({ format: 'jwk' })),
  'PEM in one line': key =>
    key.export({ type: 'pkcs8', format: 'pem' }).toString().trim().replaceAll('\n', ' '),
  'PEM with \\n': key => key.export({ type: 'pkcs8', format: 'pem' }).toString().replaceAll('\n', '\\n'),
}

/** Registers the service app anew, with the public half of the algorithm's key. */
export async function register(org: TestOrg, algorithm: string, more: JsonObject = {}): Promise<void> {
  const jwk = {
    ...keyPair(algorithm).publicKey.export({ format: 'jwk' }),
    kid: `kid-${algorithm}`,
  } as JsonObject
  const answer = await org.call('POST', '/_test/service-apps', {
    clientId: CLIENT,
    label: 'Test Robot',
    jwks: { keys: [jwk] },
    scopes: SCOPES,
    adminRoles: ['SUPER_ADMIN'],
    dpop: false,
    ...more,
  })
  if (!answer.ok) throw new Error(await answer.text())
}

/** The parameters of an instance that signs in as that app, and has no API token. */
export function appParams(org: TestOrg, algorithm: string, more: JsonObject = {}): JsonObject {
  return {
    ...DEFAULT_PARAMS,
    url: org.okta.url,
    credentials: null,
    use_oauth: true,
    client_id: CLIENT,
    private_key: FORMS['PKCS#8']?.(keyPair(algorithm).privateKey) ?? '',
    jwt_algorithm: algorithm,
    key_id: `kid-${algorithm}`,
    scopes: SCOPES.join(','),
    ...more,
  }
}

/** How often the token endpoint was asked since the last `forget`. */
export async function tokenRequests(org: TestOrg): Promise<number> {
  return (await org.requests()).filter(request => request === 'POST /oauth2/v1/token').length
}
