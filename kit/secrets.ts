import type { Parameters } from './integration.ts'
import type { Json, JsonObject } from './wire.ts'

const MASK = '********'
// A shorter text would blot out half of every line and is no secret worth the name.
const SHORTEST_SECRET = 4

/** Every secret text among the given parameters: those declared secret, whether a text or credentials. */
export function secretsOf(params: Parameters, values: JsonObject): string[] {
  return Object.entries(params)
    .filter(([, { facts }]) => facts.secret)
    .flatMap(([name]) => secretTexts(values[name]))
    .filter(text => text.length >= SHORTEST_SECRET)
}

function secretTexts(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (!value || typeof value !== 'object' || Array.isArray(value)) return []
  return typeof value.password === 'string' ? [value.password] : []
}

/**
 * A line of JSON with every secret blotted out: the last net under whatever an answer, an error or a library may echo.
 */
export function maskSecrets(line: string, secrets: readonly string[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(JSON.stringify(secret).slice(1, -1), MASK), line)
}
