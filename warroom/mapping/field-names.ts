import type { Field } from './types.ts'

/** Without a definition: lower case, letters and digits only (MP-31): `Cost Center Code` is `costcentercode`. */
function normalise(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
}

/** Fields of every incident, in the platform's own spelling. */
const SYSTEM_FIELDS: ReadonlyMap<string, string> = new Map(
  [
    'name',
    'details',
    'occurred',
    'severity',
    'owner',
    'phase',
    'roles',
    'dueDate',
    'sourceBrand',
    'sourceInstance',
    'dbotMirrorId',
    'dbotMirrorInstance',
    'dbotMirrorDirection',
    'dbotMirrorLastSync',
    'dbotMirrorTags',
  ].map(name => [normalise(name), name]),
)

/** What the system keeps itself (MP-23). Source Instance is one of them too, but public mappers do set it. */
const NOT_MAPPABLE: ReadonlySet<string> = new Set(
  [
    'Type',
    'Category',
    'DBot Status',
    'DBot Created Time',
    'DBot Closed Time',
    'DBot Modified Time',
    'DBot Total Time',
    'Playbook',
    'SLA',
    'Close Reason',
    'Close User',
    'Close Notes',
    'Reminder',
    'Labels',
    'Run Status',
    'Dropped Count',
    'Linked Count',
    'Feed Based',
  ].map(normalise),
)

/** Whether a mapper may set this field of an incident. */
export function isMappable(target: string): boolean {
  return !NOT_MAPPABLE.has(normalise(target))
}

/** The cliName that a target stands for, and the type of its field where it has a definition. */
export type FieldOf = (target: string) => { cliName: string; type?: string }

/** Finds fields by display name, cliName, id or alias, whatever their case and punctuation (MP-30, MP-32). */
export function openFields(
  definitions: Iterable<Field>,
): (target: string) => { cliName: string; type?: string } {
  const known = new Map<string, Field>()
  const learn = (name: string | undefined, field: Field) => {
    const key = normalise(name ?? '')
    if (key !== '' && !known.has(key)) known.set(key, field)
  }
  const fields = [...definitions]
  for (const field of fields) {
    learn(field.name, field)
    learn(field.cliName, field)
    learn(field.id?.replace(/^(incident|indicator)_/, ''), field)
  }
  // A field's own name counts before another field's alias.
  for (const field of fields)
    for (const alias of field.Aliases ?? []) {
      learn(alias.name, field)
      learn(alias.cliName, field)
    }
  return target => {
    const name = normalise(target)
    const field = known.get(name)
    if (!field) return { cliName: SYSTEM_FIELDS.get(name) ?? name }
    return field.type === undefined
      ? { cliName: field.cliName }
      : { cliName: field.cliName, type: field.type }
  }
}
