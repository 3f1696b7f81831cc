import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { parse, stringify } from 'yaml'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { ADMIN, IT } from './people.ts'
import { CRM_MAPPER, PACK } from './set-up.ts'

/** What an administrator writes into the inputs of the playbooks before they are used. */
const INPUTS: Readonly<Record<string, string>> = { AdminEmail: ADMIN }

/** The instances in which HR's people get their accounts; both do everything. */
const PROVISIONED = ['Okta', 'AD']

/** The lists that an administrator makes of the samples. */
const LISTS: Readonly<Record<string, string>> = {
  'email-notification-list': IT,
  'app-provisioning-settings': JSON.stringify(
    PROVISIONED.map(instance_name => ({
      instance_name,
      ...{ create_user_enabled: true, create_user_group: 'All', update_user_enabled: true },
      ...{ enable_user_enabled: true, disable_user_enabled: true },
      create_user_email_notification_ids: IT,
      enable_user_email_notification_ids: IT,
      disable_user_email_notification_ids: IT,
    })),
  ),
}

/** The shipped mapper, and the role that Okta holds of a person for the application. */
function crmMapper(shipped: string): string {
  const mapper = JSON.parse(shipped) as { mapping: Record<string, { internalMapping: JsonObject }> }
  for (const { internalMapping } of Object.values(mapper.mapping))
    internalMapping.userType = { simple: 'profileinapp.role', complex: null }
  return JSON.stringify({ ...mapper, id: CRM_MAPPER, name: CRM_MAPPER })
}

/** Writes the built pack as an administrator has set it up: inputs of playbooks, lists, a mapper; gives the file. */
function packSetUp(folder: string): string {
  const files = unzipSync(readFileSync(PACK))
  const [shipped, own] = ['User_Profile_-_Okta', 'CRM'].map(
    name => `Classifiers/classifier-mapper-outgoing-${name}.json`,
  ) as [string, string]
  files[own] = strToU8(crmMapper(strFromU8(files[shipped] ?? new Uint8Array())))
  for (const [name, data] of Object.entries(LISTS))
    files[`Lists/list-${name}.json`] = strToU8(JSON.stringify({ id: name, name, data }))
  for (const [path, bytes] of Object.entries(files)) {
    if (!/^Playbooks\/.*\.yml$/.test(path)) continue
    const playbook = parse(strFromU8(bytes)) as { inputs?: { key: string; value: Json }[] }
    for (const input of playbook.inputs ?? []) {
      const value = INPUTS[input.key]
      // What a parent playbook hands over is no input of the administrator's.
      if (value !== undefined) input.value = { simple: value }
    }
    files[path] = strToU8(stringify(playbook))
  }
  const file = join(folder, 'pack.zip')
  writeFileSync(file, zipSync(files))
  return file
}

/** The options of a war room with the pack as it is set up, and packs that stand for what it needs on a real tenant. */
export function packOptions(folder: string): string[] {
  const standIns = ['ActiveDirectory', 'MailOutbox', 'DemistoLocking'].map(name => `test/packs/${name}`)
  return [packSetUp(folder), ...standIns].flatMap(pack => ['--pack', pack])
}
