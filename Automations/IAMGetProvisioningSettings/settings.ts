import { Refusal } from '../../kit/errors.ts'
import { flag, type Kind, list, text } from '../../kit/kinds.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { jsonList } from '../json-list.ts'

const EXAMPLE = '[{"instance_name":"AD","create_user_enabled":true}]'
const FLAGS = ['create_user_enabled', 'update_user_enabled', 'enable_user_enabled', 'disable_user_enabled']
/** The lists of addresses: member of the list's entry, and our own. Update mails have no member in the article (L7). */
const ADDRESSES = new Map(
  ['create', 'enable', 'disable', 'update'].map(kind => [
    `${kind}_user_email_notification_ids`,
    `${kind}_notify`,
  ]),
)
const KNOWN = new Set(['instance_name', 'create_user_group', ...FLAGS, ...ADDRESSES.keys()])

export interface ProvisioningSettings {
  readonly settings: JsonObject[]
  /** Members that mean nothing to us, such as a slip of the pen: `instance: member`. */
  readonly unknown: string[]
}

/** Reads the text of the list app-provisioning-settings (ilm §7). A Refusal names the list, the place, the value and what is expected. */
export function provisioningSettings(listName: string, source: string): ProvisioningSettings {
  const entries = jsonList(listName, source, EXAMPLE)
  const settings = entries.map((entry, index) =>
    setting(entry, `Entry ${index + 1} of the list "${listName}"`),
  )
  refuseRepeated(listName, settings)
  const unknown = entries.flatMap((entry, index) =>
    Object.keys(entry ?? {})
      .filter(name => !KNOWN.has(name))
      .map(name => `${String(settings[index]?.instance_name)}: ${name}`),
  )
  return { settings, unknown }
}

function setting(entry: Json, where: string): JsonObject {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry))
    throw new Refusal(
      `${where} is ${shown(entry)}; expected an object such as {"instance_name":"AD","create_user_enabled":true}.`,
    )
  const { instance_name } = entry
  if (typeof instance_name !== 'string' || !instance_name.trim())
    throw new Refusal(
      `${where} has ${instance_name === undefined ? 'no instance_name' : `${shown(instance_name)} as its instance_name`}; expected the name of an integration instance.`,
    )
  const read = <T>(name: string, kind: Kind<T>, absent: T) => member(entry, name, kind, absent, where)
  return {
    ...Object.fromEntries(Object.entries(entry).filter(([name]) => !KNOWN.has(name))),
    instance_name: instance_name.trim(),
    ...Object.fromEntries(FLAGS.map(name => [name, read(name, flag, false)])),
    // The article writes All, the flows compare with all (L7).
    create_for_all: read('create_user_group', text, '').trim().toLowerCase() === 'all',
    ...Object.fromEntries([...ADDRESSES].map(([name, ours]) => [ours, read(name, list, [])])),
  }
}

function member<T>(entry: JsonObject, name: string, kind: Kind<T>, absent: T, where: string): T {
  const value = Object.hasOwn(entry, name) ? entry[name] : undefined
  if (value === undefined || value === null || value === '') return absent
  const result = kind.schema.safeParse(value)
  if (result.success) return result.data
  throw new Refusal(
    `${where} (instance_name ${shown(entry.instance_name ?? null)}) has ${shown(value)} as its ${name}; expected ${kind.expects}.`,
  )
}

function refuseRepeated(listName: string, settings: readonly JsonObject[]): void {
  const positions = new Map<Json | undefined, number>()
  settings.forEach(({ instance_name }, index) => {
    const earlier = positions.get(instance_name)
    if (earlier !== undefined)
      throw new Refusal(
        `Entries ${earlier} and ${index + 1} of the list "${listName}" both have the instance_name ${shown(instance_name ?? null)}; expected one entry per instance. Put its settings into one of them.`,
      )
    positions.set(instance_name, index + 1)
  })
}

function shown(value: Json): string {
  return JSON.stringify(value).slice(0, 80)
}
