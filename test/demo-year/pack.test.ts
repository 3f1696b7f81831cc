import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../kit/wire.ts'
import { packSetUp } from '../../scripts/demo/year/pack.ts'
import { builtItems } from '../cases/runner/pack.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'year-pack-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files: Record<string, Uint8Array>
const itemOf = (name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array())) as JsonObject
beforeAll(() => {
  files = unzipSync(readFileSync(packSetUp(folder, ['ruth.tanner'])))
})

describe('the pack as its administrator has set it up', () => {
  it('has every item of the built pack, none of them as YAML', () => {
    const names = Object.keys(files)
    expect([...builtItems().keys()].filter(name => !names.includes(name))).toEqual([])
    expect(names.filter(name => name.endsWith('.yml'))).toEqual([])
  })

  it('has the lists that the flows read', () => {
    const dataOf = (list: string) => String(itemOf(`Lists/list-${list}-sample.json`).data)
    expect(JSON.parse(dataOf('tufe-actors'))).toEqual(['ruth.tanner@northwind.example'])
    expect(dataOf('email-notification-list')).toBe('it@northwind.example')
    const settings = JSON.parse(dataOf('app-provisioning-settings')) as JsonObject[]
    expect(settings.map(({ instance_name }) => instance_name)).toEqual(['Okta', 'CRM', 'AD'])
    expect(new Set(settings.map(one => one.enable_user_enabled))).toEqual(new Set([true]))
  })

  it('has the inputs of the administrator in every playbook, and leaves the others', () => {
    const playbook = 'Playbooks/playbook-IAM_-_Activate_User_In_Active_Directory.json'
    const valuesOf = (item: JsonObject) =>
      Object.fromEntries((item.inputs as JsonObject[]).map(({ key, value }) => [String(key), value]))
    const [own, shipped] = [itemOf(playbook), builtItems().get(playbook) ?? {}].map(valuesOf)
    expect(own).toEqual({
      ...shipped,
      ITNotificationEmail: { simple: 'it@northwind.example' },
      ServiceDeskEmail: { simple: 'servicedesk@northwind.example' },
      SecondsToWaitBeforeWelcomeEmail: { simple: '1' },
      ManuallyApprovePastHireDates: { simple: 'True' },
    })
  })
})
