import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { AUTOMATIONS } from '../../scripts/pack/automations.ts'
import { INTEGRATIONS } from '../../scripts/pack/integrations.ts'
import { type PackItem, readItems, refuseSameIds } from '../../scripts/pack/items.ts'
import { packMetadata } from '../../scripts/pack/metadata.ts'
import { buildPack, writeWhole } from '../../scripts/pack/pack.ts'
import { zip, zipItems } from '../../scripts/pack/zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'pack-zip-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the zip', () => {
  it('is the same bytes for the same input', async () => {
    await buildPack(join(folder, 'one.zip'))
    await buildPack(join(folder, 'two.zip'))
    expect(readFileSync(join(folder, 'one.zip')).equals(readFileSync(join(folder, 'two.zip')))).toBe(true)
  })

  it('does not depend on the order in which files were found', () => {
    const files: [string, string][] = [
      ['b', '2'],
      ['a', '1'],
    ]
    const date = '2026-11-22T00:00:00Z'
    expect(zip(new Map(files), date)).toEqual(zip(new Map(files.toReversed()), date))
  })

  it('holds what the platform wants, where it wants it', () => {
    const files = unzipSync(readFileSync('dist/OktaIdentityLifecycle.zip'))
    const beside = [
      'IncidentFields',
      'IncidentTypes',
      'IndicatorFields',
      'IndicatorTypes',
      'Layouts',
      'Lists',
    ]
    const contents = [...beside, 'Playbooks', 'Jobs', 'PreProcessRules'].filter(existsSync).flatMap(kind =>
      readdirSync(kind)
        .filter(name => /\.(json|yml)$/.test(name))
        // Pack layout §2: the zip has indicator fields under another name.
        .map(name => `${kind}/${name.replace(/^indicatorfield-/, 'incidentfield-indicatorfield-')}`),
    )
    const automations = readdirSync(AUTOMATIONS)
      .filter(name => existsSync(`${AUTOMATIONS}/${name}/index.ts`))
      .map(name => `Scripts/script-${name}.yml`)
    expect(Object.keys(files).sort()).toEqual(
      [
        ...['Classifiers', 'Mappers'].flatMap(kind => readdirSync(kind).map(name => `Classifiers/${name}`)),
        ...contents,
        ...automations,
        ...INTEGRATIONS.map(({ folder: name }) => `Integrations/integration-${name}.yml`),
        ...readdirSync('ReleaseNotes').map(name => `ReleaseNotes/${name}`),
        ...(existsSync('doc_files') ? readdirSync('doc_files') : []).map(name => `doc_files/${name}`),
        'README.md',
        'metadata.json',
        'pack_metadata.json',
      ].sort(),
    )
    const metadata = JSON.parse(strFromU8(files['metadata.json'] ?? new Uint8Array()))
    expect(metadata).toMatchObject({
      id: 'OktaIdentityLifecycle',
      currentVersion: '1.0.0',
      serverMinVersion: '6.10.0',
    })
    expect(metadata.contentItems.integration).toMatchObject(
      INTEGRATIONS.map(({ declaration: { id } }) => ({ id, fromversion: '6.10.0' })),
    )
    // The platform's own unifier lists mappers as classifiers.
    const mappers = ['Classifiers', 'Mappers'].flatMap(folder => readdirSync(folder))
    expect(metadata.contentItems.classifier).toHaveLength(mappers.length)
    expect(metadata.contentItems.preprocessrule).toMatchObject([
      { id: 'IAM - HR incident that is open already', fromversion: '6.10.0' },
      { id: 'IAM - Involuntary termination in Okta', fromversion: '6.10.0' },
    ])
    expect(metadata.contentItems.incidenttype).toContainEqual(
      expect.objectContaining({ id: 'IAM - App Add', playbook: 'IAM - App Sync', fromversion: '6.10.0' }),
    )
    expect(metadata.contentDisplays).toMatchObject({
      integration: 'Integrations',
      preprocessrule: 'Preprocess Rules',
      incidentfield: 'Incident Fields',
    })
    expect(metadata.dependencies.DemistoLocking).toMatchObject({ mandatory: true, name: 'Demisto Lock' })
    expect(metadata.categories).toEqual(['Identity and Access Management'])
    expect(metadata.contentItems.incidentfield).toContainEqual(
      expect.objectContaining({ id: 'incident_employeeid', name: 'Employee ID' }),
    )
  })
})

const item = (kind: PackItem['kind'], id: string, file: string, stem = 'x'): PackItem => ({
  ...{ kind, file, stem },
  data: kind === 'integration' || kind === 'automation' ? { commonfields: { id } } : { id },
})

describe('items that collide', () => {
  it('two of one kind with one id are refused, and both files are named', () => {
    const items = [item('layout', 'A', 'Layouts/a.json'), item('layout', 'A', 'Layouts/b.json')]
    expect(() => refuseSameIds(items)).toThrow(
      'Layouts/b.json and Layouts/a.json are both the layout "A"; give each its own id.',
    )
  })

  it('two of different kinds may have one id, as a type and its playbook do', () =>
    expect(() =>
      refuseSameIds([
        item('playbook', 'A', 'Playbooks/a.yml'),
        item('incident type', 'A', 'IncidentTypes/a.json'),
      ]),
    ).not.toThrow())

  it('an item without an id is told', () =>
    expect(() => refuseSameIds([item('layout', '', 'Layouts/a.json')])).toThrow(
      'Layouts/a.json: the layout has no id.',
    ))

  it('two that would be one file of the zip are refused', () => {
    const items = [
      item('layout', 'A', 'Layouts/x.json'),
      item('layout', 'B', 'Layouts/layoutscontainer-x.json'),
    ]
    expect(() =>
      zipItems([items[0] as PackItem, { ...(items[1] as PackItem), stem: 'layoutscontainer-x' }]),
    ).toThrow(
      'Layouts/layoutscontainer-x.json and Layouts/x.json would both be Layouts/layoutscontainer-x.json in the zip; name one of them otherwise.',
    )
  })

  it('a file that is no item is told by its name', () => {
    mkdirSync(join(folder, 'odd', 'Layouts'), { recursive: true })
    writeFileSync(join(folder, 'odd', 'Layouts', 'a.json'), '{"colour":1}')
    expect(() => readItems(join(folder, 'odd'))).toThrow(/Layouts\/a\.json is no kind of content item/)
  })
})

describe('the place of an item in the zip', () => {
  it.each([
    ['indicator field', 'indicatorfield-City', 'IndicatorFields/incidentfield-indicatorfield-City.json'],
    ['mapper', 'classifier-mapper-incoming-X', 'Classifiers/classifier-mapper-incoming-X.json'],
    ['mapper', 'X', 'Classifiers/classifier-mapper-X.json'],
    ['classifier', 'classifier-X', 'Classifiers/classifier-X.json'],
    ['playbook', 'playbook-IAM_-_App_Sync', 'Playbooks/playbook-IAM_-_App_Sync.yml'],
    ['indicator type', 'reputation-User_Profile', 'IndicatorTypes/reputation-User_Profile.json'],
  ] as const)('%s %s', (kind, stem, path) =>
    expect([...zipItems([item(kind, 'A', 'some/file', stem)]).keys()]).toEqual([path]),
  )
})

describe('metadata.json', () => {
  const pack = { name: 'A Pack', url: '', email: 'a@example.com', created: '2026-01-01T00:00:00Z' }

  it('says how many there are of a kind by its name', () => {
    const many = [item('layout', 'A', 'a'), item('layout', 'B', 'b'), item('list', 'C', 'c')]
    expect(packMetadata(pack, many).contentDisplays).toEqual({
      layoutscontainer: 'Layouts Containers',
      list: 'List',
    })
  })

  it('gives the support only what is there', () =>
    expect(packMetadata(pack, []).supportDetails).toEqual({ email: 'a@example.com' }))

  it('lists the commands of an integration', () => {
    const data = {
      commonfields: { id: 'I' },
      name: 'I',
      script: { isfetch: true, commands: [{ name: 'c', description: 'd' }] },
    }
    const { contentItems } = packMetadata(pack, [{ ...item('integration', 'I', 'i'), data }])
    expect(contentItems).toMatchObject({
      integration: [{ id: 'I', isfetch: true, commands: [{ name: 'c', description: 'd' }] }],
    })
  })
})

describe('writing', () => {
  it('leaves the file that was there when it fails, and no half one beside it', () => {
    const place = join(folder, 'writes')
    mkdirSync(join(place, 'is-a-folder', 'full'), { recursive: true })
    writeFileSync(join(place, 'one.zip'), 'old')
    expect(() => writeWhole(join(place, 'is-a-folder'), new Uint8Array([1]))).toThrow()
    expect(readdirSync(place)).toEqual(['is-a-folder', 'one.zip'])
    writeWhole(join(place, 'one.zip'), new Uint8Array([110, 101, 119]))
    expect(readFileSync(join(place, 'one.zip'), 'utf8')).toBe('new')
    expect(readdirSync(place)).toEqual(['is-a-folder', 'one.zip'])
  })
})
