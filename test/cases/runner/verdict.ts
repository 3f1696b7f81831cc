import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Then } from './case.ts'
import { changes, differences, fitsText } from './compare.ts'

/** Everything that a case can compare, at one point of it. */
export type Kept = JsonObject

const objectIn = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
const textsIn = (value: Json | undefined): string[] => (Array.isArray(value) ? value.map(String) : [])

/** What has a state before the steps: it must be as the case says, and as before in all that the case does not name. */
const LASTING = ['okta', 'scim', 'directories', 'indicators', 'lists'] as const

function lasting(part: (typeof LASTING)[number], then: Then, before: Kept, after: Kept): string[] {
  const wanted = then[part] as JsonObject
  return [...differences(wanted, after[part], part), ...changes(wanted, before[part], after[part], part)]
}

/** The connections of an instance are said whole: what was connected and is not named is to be gone. */
function connections(then: Then, before: Kept, after: Kept): string[] {
  const [was, is] = [objectIn(before.configuration), objectIn(after.configuration)]
  const names = new Set([...Object.keys(was), ...Object.keys(is), ...Object.keys(then.configuration)])
  return [...names].flatMap(name => {
    const wanted = then.configuration[name] ?? objectIn(was[name])
    const found = objectIn(is[name])
    const all = new Set([...Object.keys(wanted), ...Object.keys(found)])
    return [...all].flatMap(app =>
      differences(wanted[app] ?? null, found[app], `configuration.${name}.${app}`),
    )
  })
}

/** Texts that entries must hold, in this order; an entry may hold several. */
function unsaid(wanted: readonly string[], entries: readonly string[], at: string): string[] {
  let from = 0
  for (const text of wanted) {
    const index = entries.findIndex(
      (entry, place) => place >= from && (entry.includes(text) || fitsText(text, entry)),
    )
    if (index < 0) return [`${at}: no entry (after those before it) holds ${JSON.stringify(text)}`]
    from = index
  }
  return []
}

/** A mail's body must hold a text; what else is said of it is compared. */
function mailDifferences({ body, ...wanted }: JsonObject, found: JsonObject, at: string): string[] {
  const said = String(found.body)
  const isThere = body === undefined || said.includes(String(body)) || fitsText(String(body), said)
  return [
    ...differences(wanted, found, at),
    ...(isThere ? [] : [`${at}.body: does not hold ${JSON.stringify(body)} but ${JSON.stringify(said)}`]),
  ]
}

/** An incident that is not as said: the errors of its run mostly tell why. */
function incidentDifferences(wanted: JsonObject, found: JsonObject, at: string): string[] {
  const problems = differences(wanted, found, at)
  const errors = Object.entries(objectIn(found.errors)).map(
    ([task, error]) => `${at}: task "${task}" said: ${error}`,
  )
  return problems.length > 0 ? [...problems, ...errors] : []
}

function listed(
  name: 'incidents' | 'mails',
  wanted: readonly JsonObject[],
  after: Kept,
  compare: (wanted: JsonObject, found: JsonObject, at: string) => string[],
): string[] {
  const found = (after[name] ?? []) as JsonObject[]
  const short = found.map(({ id, type, to, subject }) => [id, type, to, subject].filter(Boolean).join(' '))
  const count =
    found.length === wanted.length
      ? []
      : [`${name}: expected ${wanted.length}, there are ${found.length}: ${short.join('; ')}`]
  return [...count, ...wanted.flatMap((one, index) => compare(one, found[index] ?? {}, `${name}[${index}]`))]
}

/** What is not as the case says, one sentence a place; nothing when all is. */
export function verdict(then: Then, before: Kept, after: Kept): string[] {
  return [
    ...listed('incidents', then.incidents as JsonObject[], after, incidentDifferences),
    ...listed('mails', then.mails as JsonObject[], after, mailDifferences),
    ...LASTING.flatMap(part => lasting(part, then, before, after)),
    ...connections(then, before, after),
    ...differences(then.context as JsonObject, after.context, 'context'),
    ...Object.entries(then.entries).flatMap(([incident, texts]) =>
      unsaid(texts, textsIn(objectIn(after.entries)[incident]), `entries.${incident}`),
    ),
    ...differences(then.locks, after.locks, 'locks'),
  ]
}
