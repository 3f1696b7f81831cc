import type { Json, JsonObject } from '../../kit/wire.ts'

/** An indicator as the platform keeps it; custom fields by cliName under CustomFields. */
export type Indicator = JsonObject & {
  id: string
  value: string
  indicator_type: string
  score: number
  CustomFields: JsonObject
  investigationIDs: string[]
}

/** Reputations, by score (HC §4: DBotScore). */
const VERDICTS = ['Unknown', 'Benign', 'Suspicious', 'Malicious']
const SCORES = new Map(
  [...VERDICTS.map((name, score) => [name, score] as const), ['Good', 1] as const, ['Bad', 3] as const].map(
    ([name, score]) => [name.toLowerCase(), score],
  ),
)

export function verdictOf(score: number): string {
  return VERDICTS[score] ?? 'Unknown'
}

/** The score that a number or the name of a verdict means; undefined when it means none. */
export function scoreOf(given: Json): number | undefined {
  const text = String(given).trim().toLowerCase()
  return SCORES.get(text) ?? (/^[0-3]$/.test(text) ? Number(text) : undefined)
}

/** Members of an indicator that are no custom fields, by the name that arguments and queries use, in lower case. */
const SYSTEM: ReadonlyMap<string, string> = new Map([
  ...['id', 'value', 'score', 'source', 'comment', 'timestamp', 'modified'].map(
    name => [name, name] as const,
  ),
  ...['firstSeen', 'lastSeen', 'investigationIDs', 'sourceBrands', 'sourceInstances', 'expiration'].map(
    name => [name.toLowerCase(), name] as const,
  ),
  ['type', 'indicator_type'],
  ['indicator_type', 'indicator_type'],
  ['reputation', 'score'],
  ['created', 'timestamp'],
  ['investigationid', 'investigationIDs'],
  ['incident.id', 'investigationIDs'],
])

/** The member a field name means; undefined for a custom field. */
export function systemMember(field: string): string | undefined {
  return SYSTEM.get(field.toLowerCase())
}

/** What an indicator holds under a field name, whatever its case; undefined for nothing. `verdict` is the score's name. */
export function fieldOf(indicator: Indicator, field: string): Json | undefined {
  if (field.toLowerCase() === 'verdict') return verdictOf(indicator.score)
  const member = systemMember(field)
  if (member !== undefined) return indicator[member]
  const { CustomFields: custom } = indicator
  if (Object.hasOwn(custom, field)) return custom[field]
  const wanted = field.toLowerCase()
  return Object.entries(custom).find(([name]) => name.toLowerCase() === wanted)?.[1]
}
