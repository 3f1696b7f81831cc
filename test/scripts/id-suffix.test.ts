import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { inflateSync } from 'node:zlib'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { JsonObject } from '../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { checkPack } from '../../scripts/check/check.ts'
import { readAutomations } from '../../scripts/pack/automations.ts'
import { INTEGRATIONS } from '../../scripts/pack/integrations.ts'
import { readItems } from '../../scripts/pack/items.ts'
import { type Pack, packZip, readPack, zipName } from '../../scripts/pack/pack.ts'
import { writeRepoForm } from '../../scripts/pack/repo-form.ts'
import { suffixOf } from '../../scripts/pack/suffix/suffix.ts'
import { idOf } from '../../warroom/pack/identify.ts'
import { loadPacks } from '../../warroom/pack/load.ts'
import { runProgram } from '../warroom/face/program.ts'

const folder = mkdtempSync(join(tmpdir(), 'id-suffix-'))
const PLAIN = resolve(zipName('dist'))
const TRIAL = join(folder, 'Trial.zip')
afterAll(() => rmSync(folder, { recursive: true }))

let pack: Pack
let files: Record<string, Uint8Array>
beforeAll(async () => {
  pack = await readPack('Trial')
  const bytes = packZip(pack)
  writeFileSync(TRIAL, bytes)
  files = unzipSync(bytes)
}, 60_000)

const item = (path: string): JsonObject => parse(strFromU8(files[path] ?? new Uint8Array())) as JsonObject

/** The bundle in a unified item. */
function bundleIn(path: string): string {
  const { script } = item(path)
  const text = typeof script === 'string' ? script : String((script as JsonObject).script)
  const [, packed = ''] = /^BUNDLE = '(.*)'$/m.exec(text) ?? []
  return inflateSync(Buffer.from(packed, 'base64')).toString()
}

describe('a suffix that ids may not have', () => {
  const expected = 'give letters and digits, 20 at most, such as Trial.'
  it.each([
    ['', `The suffix is empty; ${expected}`],
    ['a/b', `The suffix "a/b" holds "/", which ids may not have; ${expected}`],
    ['two words', `The suffix "two words" holds " ", which ids may not have; ${expected}`],
    ['-x', `The suffix "-x" holds "-", which ids may not have; ${expected}`],
    ['é', `The suffix "é" holds "é", which ids may not have; ${expected}`],
    ['a'.repeat(21), `The suffix "${'a'.repeat(21)}" is 21 characters long; ${expected}`],
  ])('%j', (word, message) => expect(() => suffixOf(word, [], [])).toThrow(message))
})

it('the build says so in one line, and writes nothing', { timeout: 60_000 }, () => {
  const before = readdirSync('dist')
  const options = ['--import', 'tsx', 'scripts/build.ts', '--id-suffix', 'a/b']
  const { status, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toBe(
    'The suffix "a/b" holds "/", which ids may not have; give letters and digits, 20 at most, such as Trial.\n',
  )
  expect(readdirSync('dist')).toEqual(before)
})

it.each([
  ['--id-suffix', 'One', 'Two'],
  ['--repo-form', join(folder, 'one'), join(folder, 'two')],
])('the build refuses %s when it is given twice', { timeout: 60_000 }, (name, one, two) => {
  const options = ['--import', 'tsx', 'scripts/build.ts', name, one, name, two]
  const { status, stderr } = spawnSync(process.execPath, options, { encoding: 'utf8' })
  expect([status, stderr]).toEqual([1, `${name} is given 2 times; give it once.\n`])
})

it('two suffixes that differ in case only are told to share their incident fields', () => {
  const own = pack.items.filter(({ kind }) => kind === 'incident field')
  expect(own.length).toBeGreaterThan(0)
  for (const { data } of own) expect(String(data.cliName)).toMatch(/trial$/)
  expect(readFileSync('docs/first-hour.md', 'utf8')).toContain('must differ in more than case')
})

describe('the ids of a suffixed pack', () => {
  it('all have the suffix, and the name where it is the id (BA101)', () => {
    for (const { kind, data } of pack.items) {
      const expected =
        kind === 'list' ? /-Trial-sample$/ : kind === 'incident field' ? /^incident_\w+trial$/ : /Trial$/
      expect(idOf(data)).toMatch(expected)
      expect(data.name).toMatch(/Trial(-sample)?$/)
      if (kind !== 'incident field') expect(data.name).toBe(idOf(data))
    }
  })

  it('are not those of the other pack, not the pack’s own neither', () => {
    const own = JSON.parse(strFromU8(files['metadata.json'] ?? new Uint8Array())) as JsonObject
    expect([own.id, own.name]).toEqual(['OktaIdentityLifecycleTrial', 'Okta Identity Lifecycle Trial'])
  })

  it('the User Profiles are left out, for every IAM pack of a tenant reads and writes the same', async () => {
    const kinds = new Set(pack.leftOut.map(({ kind }) => kind))
    expect([...kinds].sort()).toEqual(
      ['incident field', 'incident type', 'indicator field', 'indicator type', 'layout'].sort(),
    )
    const ids = pack.leftOut.map(({ data }) => idOf(data))
    expect(ids).toEqual(
      expect.arrayContaining(['User Profile', 'User Profile - Create', 'indicator_employeeid']),
    )
    expect(ids).not.toContain('incident_username')
    const withCode = INTEGRATIONS.length + (await readAutomations()).length
    expect(pack.leftOut.length + pack.items.length).toBe(readItems().length + withCode)
  })
})

describe('what names an item follows it', () => {
  it('the classifier and mappers of the integration, and their values on an instance', () => {
    const { configuration, ...yaml } = item('Integrations/integration-OktaIAM.yml')
    expect(yaml).toMatchObject({
      ...{ commonfields: { id: 'Okta IAM Trial' }, name: 'Okta IAM Trial', display: 'Okta IAM Trial' },
      defaultclassifier: 'Okta IAM - App Sync (classifier) Trial',
      defaultmapperin: 'Okta IAM - App Sync (mapper) Trial',
    })
    const defaults = (configuration as JsonObject[]).map(({ name, defaultvalue }) => [name, defaultvalue])
    expect(defaults).toEqual(
      expect.arrayContaining([
        ['mapper-in', 'User Profile - Okta (Incoming) Trial'],
        ['mapper-out', 'User Profile - Okta (Outgoing) Trial'],
      ]),
    )
  })

  it('types: their playbook and layout, the keys of mappers, the values of the classifier, the types of fields', () => {
    expect(item('IncidentTypes/incidenttype-IAM_-_App_Add.json')).toMatchObject({
      ...{ id: 'IAM - App Add Trial', playbookId: 'IAM - App Sync Trial', layout: 'IAM - App Sync Trial' },
    })
    const classifier = item('Classifiers/classifier-Okta_IAM_-_App_Sync.json')
    expect(Object.values(classifier.keyTypeMap as JsonObject)).toContain('IAM - App Add Trial')
    const mapper = item('Classifiers/classifier-mapper-incoming-Okta_IAM_-_App_Sync.json')
      .mapping as JsonObject
    const added = mapper['IAM - App Add Trial'] as { internalMapping: JsonObject }
    expect(Object.keys(added.internalMapping).sort()).toEqual(
      [
        ...['Application Id Trial', 'Application Name Trial', 'Display Name Trial', 'Event Type Trial'],
        ...['User Id Trial', 'Username Trial', 'actortrial', 'details', 'name', 'occurred'],
      ].sort(),
    )
    expect(item('IncidentFields/incidentfield-Username.json')).toMatchObject({
      ...{ id: 'incident_usernametrial', cliName: 'usernametrial', name: 'Username Trial' },
      associatedTypes: expect.not.arrayContaining(['User Profile', 'IAM - App Add']),
    })
  })

  it('the mappers of User Profiles keep their kinds of mapping and fields: these are shared', () => {
    const { mapping } = item('Classifiers/classifier-mapper-outgoing-User_Profile_-_Okta.json')
    const before = JSON.parse(
      readFileSync('Mappers/classifier-mapper-outgoing-User_Profile_-_Okta.json', 'utf8'),
    )
    expect(mapping).toEqual(before.mapping)
  })

  it('in playbooks: automations, sub-playbooks, brands, lists, types, fields of the incident', () => {
    const text = strFromU8(files['Playbooks/playbook-IAM_-_App_Sync.yml'] ?? new Uint8Array())
    expect(text).toContain('scriptName: IAMGetUserProfileTrial')
    expect(text).toContain('playbookName: IAM - Handle Failure Trial')
    expect(text).toContain('lists.email-notification-list-Trial}')
    expect(text).toContain('simple: IAM - App Add Trial')
    expect(text).toContain('simple: Okta IAM Trial')
    expect(text).toContain('incident.usernametrial')
    expect(text).not.toMatch(/incident\.(username|userid|applicationid|applicationname)\b/)
    expect(text).not.toMatch(/IAM - App (Add|Remove|Sync)(?! Trial)/)
    // Commands, and the lock of a profile that both packs write, are nobody's items.
    expect(text).toContain('|||iam-update-user')
    expect(text).toContain('IAM - User Profile ${')
  })

  it('the pre-process rule: the type and brand of its pack, and its automation', () => {
    const rule = item('PreProcessRules/preprocessrule-IAM_-_Involuntary_termination_in_Okta.json')
    expect(rule).toMatchObject({
      ...{ name: 'IAM - Involuntary termination in Okta Trial', packID: 'OktaIdentityLifecycleTrial' },
      scriptName: 'IAMKeepInvoluntaryTerminationTrial',
      description: expect.stringContaining('the list tufe-actors-Trial of'),
    })
    const filters = rule.newEventFilters as { right: { value: { simple: string } } }[][]
    expect(filters.flat().map(({ right }) => right.value.simple)).toEqual([
      'IAM - Terminate User Trial',
      'Okta IAM Trial',
    ])
    const automations = bundleIn('Scripts/script-IAMKeepInvoluntaryTermination.yml')
    expect(automations).toContain('"tufe-actors-Trial"')
    expect(automations).not.toMatch(/"tufe-actors"/)
  })

  it('the mapper of the HR report fills the fields of its pack', () => {
    const { mapping } = item('Classifiers/classifier-mapper-incoming-IAM_Sync_User_-_Workday.json')
    expect(Object.keys(mapping as JsonObject)).toHaveLength(7)
    for (const [type, { internalMapping }] of Object.entries(mapping as Record<string, JsonObject>)) {
      expect(type).toMatch(/^IAM - .* Trial$/)
      expect(Object.keys(internalMapping as JsonObject).filter(name => !name.endsWith(' Trial'))).toEqual([])
    }
  })

  it('in the README', () => {
    const readme = strFromU8(files['README.md'] ?? new Uint8Array())
    expect(readme).toContain('IAM - Configuration Trial')
    expect(readme).not.toMatch(/IAM - Configuration(?! (Trial|Change))/)
  })

  it('in the release notes', () => {
    const [path = ''] = Object.keys(files).filter(name => name.startsWith('ReleaseNotes/'))
    const notes = strFromU8(files[path] ?? new Uint8Array())
    expect(notes).toContain('New: Okta IAM Trial\n')
    expect(notes).not.toMatch(/New: (Okta IAM|IAM - App Sync|IAM - Configuration)\n/)
  })

  it('in what the code says and takes when it is told nothing', () => {
    const integration = bundleIn('Integrations/integration-OktaIAM.yml')
    expect(integration).toContain('"User Profile - Okta (Incoming) Trial"')
    expect(integration).toContain('"IAM - Configuration Trial"')
    expect(integration).toContain('email:"emailtrial"')
    const automations = bundleIn('Scripts/script-IAMGetProvisioningSettings.yml')
    expect(automations).toContain('connect one with IAM - Configuration Trial.')
    expect(automations).toContain('the list app-provisioning-settings-Trial-sample')
    expect(automations).toContain('"app-provisioning-settings-Trial"')
    expect(integration + automations).not.toMatch(
      /IAM - Configuration(?! Trial)|app-provisioning-settings["-](?!Trial)/,
    )
  })

  it('in layouts and lists', () => {
    const layout = JSON.stringify(item('Layouts/layoutscontainer-IAM_-_App_Sync.json'))
    expect(layout).toContain('"fieldId":"usernametrial"')
    expect(layout).toContain('"fieldId":"incident_usernametrial"')
    expect(layout).toContain('"fieldId":"incident_owner"')
    const list = item('Lists/list-iam-failure-email-sample.json')
    expect(list).toMatchObject({ id: 'iam-failure-email-Trial-sample', packID: 'OktaIdentityLifecycleTrial' })
    expect(list.data).toContain('${incident.usernametrial}')
  })

  it('nothing is named that the pack does not hold, but what is shared', () => {
    const target = join(folder, 'repo')
    writeRepoForm(pack, target)
    const { faults, listed } = checkPack(target)
    expect(faults).toEqual([])
    const plain = new Set(readItems().map(({ data }) => idOf(data)))
    const shared = new Set(pack.leftOut.map(({ data }) => idOf(data)))
    const named = listed.flatMap(({ message }) => /names the incident type "(.*?)"/.exec(message)?.[1] ?? [])
    expect(named.filter(name => plain.has(name) && !shared.has(name))).toEqual([])
  })
})

describe('side by side', () => {
  it('neither pack replaces an item of the other', () => {
    const warnings: string[] = []
    const content = loadPacks([PLAIN, TRIAL], sentence => warnings.push(sentence))
    expect(warnings).toEqual([])
    const ids = INTEGRATIONS.map(({ declaration }) => declaration.id)
    expect([...content.integrations.keys()]).toEqual([...ids, ...ids.map(id => `${id} Trial`)])
  })

  const ANN = 'ann.lee@company.example'
  const owner = {
    profile: { login: 'owner@x.example', email: 'owner@x.example', firstName: 'O', lastName: 'W' },
  }
  const ann = { profile: { login: ANN, email: ANN, firstName: 'Ann', lastName: 'Lee' } }
  const org = (seedNumber: number, more: object): Promise<RunningOkta> => {
    const file = join(folder, `seed-${seedNumber}.json`)
    const seed = { tokenOwner: 'owner@x.example', people: [owner], groups: [], apps: [], ...more }
    writeFileSync(file, JSON.stringify(seed))
    return startOkta({ seed: file, seedNumber, now: '2026-03-02T08:00:00Z' })
  }

  it('an assignment in Okta makes an account by each, with its own instance, mappers and playbooks', {
    timeout: 120_000,
  }, async () => {
    const apps = [{ name: 'crm', label: 'CRM', signOnMode: 'SAML_2_0', users: [], groups: [] }]
    const orgs = [await org(1, { people: [owner, ann], apps }), await org(2, {}), await org(3, {})] as const
    const [company, one, two] = orgs
    const app = [...company.org.apps.values()][0]?.id
    const user = company.org.users.find(ANN)?.id
    const filter = 'eventType sw "application.user_membership"'
    const fetching = {
      isFetch: true,
      auto_generate_query_filter: false,
      fetch_query_filter: filter,
      first_fetch: '1 hour',
    }
    const instance = (name: string, brand: string, { url, token }: RunningOkta, params: object) => ({
      ...{ name, brand },
      params: { url, credentials: token, ...params },
    })
    const account = { 'create-if-not-exists': true }
    writeFileSync(
      join(folder, 'instances.json'),
      JSON.stringify([
        instance('Okta', 'Okta IAM', company, fetching),
        instance('CRM', 'Okta IAM', one, account),
        instance('Okta trial', 'Okta IAM Trial', company, fetching),
        instance('CRM trial', 'Okta IAM Trial', two, account),
      ]),
    )
    const rows = (to: string) => JSON.stringify([{ ApplicationID: app, Label: 'CRM', Instance: to }])
    const profile = JSON.stringify({
      email: ANN,
      username: ANN,
      givenname: 'Ann',
      surname: 'Lee',
      title: 'Buyer',
    })
    const run = async (...lines: string[]) => {
      const options = ['--pack', PLAIN, '--pack', TRIAL, '--instances', 'instances.json', '--json']
      const { out, err } = await runProgram([...options, '--now', '2026-03-02T08:10:00Z', '--', ...lines], {
        cwd: folder,
      })
      expect(err).not.toContain('replaces')
      return out
        .trim()
        .split('\n')
        .map(line => JSON.parse(line) as JsonObject)
    }
    try {
      await run(
        `!okta-iam-set-configuration using="Okta" configuration=\`${rows('CRM')}\``,
        `!okta-iam-set-configuration using="Okta trial" configuration=\`${rows('CRM trial')}\``,
        `!createNewIndicator type="User Profile" value="${ANN}" customFields=\`${profile}\``,
      )
      await fetch(`${company.url}/api/v1/apps/${app}/users`, {
        method: 'POST',
        headers: { authorization: `SSWS ${company.token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ id: user, scope: 'USER' }),
      })
      const said = await run('/fetch', '/incident 1', '/incident 2')
      const incidents = said.slice(1).map(({ value }) => value as JsonObject)
      expect(incidents.map(({ type }) => type)).toEqual(['IAM - App Add', 'IAM - App Add Trial'])
      for (const incident of incidents)
        expect(incident).toMatchObject({ closeReason: 'Resolved', runStatus: 'completed' })
      const [first, second] = incidents.map(({ CustomFields }) => CustomFields as JsonObject)
      expect(first).toMatchObject({
        username: ANN,
        successfulprovisioning: [{ instancename: 'CRM', action: 'create' }],
      })
      expect(second).toMatchObject({
        usernametrial: ANN,
        successfulprovisioningtrial: [{ instancename: 'CRM trial', action: 'create' }],
      })
      expect(Object.keys(second ?? {}).filter(name => !name.endsWith('trial'))).toEqual([])
      for (const okta of [one, two])
        expect(okta.org.users.find(ANN)).toMatchObject({ status: 'PROVISIONED', profile: { title: 'Buyer' } })
    } finally {
      for (const okta of orgs) await okta.close()
    }
  })
})
