import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { parse } from 'yaml'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { IT } from '../people.ts'
import { PACK } from '../set-up.ts'
import { addressOf } from './company.ts'

/** What an administrator writes into the inputs of the playbooks. */
const INPUTS: Readonly<Record<string, string>> = {
  ITNotificationEmail: IT,
  ServiceDeskEmail: addressOf('servicedesk'),
  ADNotificationEmails: addressOf('directory'),
  SecondsToWaitBeforeWelcomeEmail: '1',
  ManuallyApprovePastHireDates: 'True',
}

/** The instances that the list app-provisioning-settings names; all of them do everything. */
const PROVISIONED = ['Okta', 'CRM', 'AD']

const settingsOf = (instance_name: string): JsonObject => ({
  instance_name,
  ...{ create_user_enabled: true, create_user_group: 'All', update_user_enabled: true },
  ...{ enable_user_enabled: true, disable_user_enabled: true },
  create_user_email_notification_ids: IT,
  enable_user_email_notification_ids: IT,
  disable_user_email_notification_ids: IT,
})

const listsOf = (tufeActors: readonly string[]): Readonly<Record<string, string>> => ({
  'app-provisioning-settings': JSON.stringify(PROVISIONED.map(settingsOf)),
  'email-notification-list': IT,
  'tufe-actors': JSON.stringify(tufeActors.map(addressOf)),
})

/** An item with the inputs of the administrator; what a parent playbook hands over is none of them. */
function withInputs(item: JsonObject): JsonObject {
  const inputs = (item.inputs ?? []) as JsonObject[]
  const set = inputs.map(input => {
    const simple = INPUTS[String(input.key)]
    return simple === undefined ? input : { ...input, value: { simple } }
  })
  return { ...item, inputs: set }
}

/** The item of a file as the administrator has it; undefined where the file stays as it is. */
function itemSetUp(name: string, text: string, lists: Readonly<Record<string, string>>): Json | undefined {
  if (name.startsWith('Playbooks/') && name.endsWith('.yml')) return withInputs(parse(text) as JsonObject)
  if (name.endsWith('.yml')) return parse(text) as Json
  // The war room makes each list from its sample.
  const data = lists[/^Lists\/list-(.+)-sample\.json$/.exec(name)?.[1] ?? '']
  return data === undefined ? undefined : { ...(JSON.parse(text) as JsonObject), data }
}

/**
 * Writes the built pack as an administrator has set it up, with lists and inputs; gives the file. Its YAML is told as JSON, because
 * parsing it takes most of the time that a war room needs to start, and one that is killed again and again starts often.
 */
export function packSetUp(folder: string, tufeActors: readonly string[]): string {
  const lists = listsOf(tufeActors)
  const files: Zippable = {}
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(PACK)))) {
    const item = itemSetUp(name, strFromU8(bytes), lists)
    const content = item === undefined ? bytes : strToU8(JSON.stringify(item))
    files[name.replace(/\.yml$/, '.json')] = [content, { level: 0 }]
  }
  const file = join(folder, 'pack.zip')
  writeFileSync(file, zipSync(files))
  return file
}
