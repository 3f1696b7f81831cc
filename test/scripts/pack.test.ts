import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { OktaIAM } from '../../Integrations/OktaIAM/index.ts'
import { foreignInputs, originOf } from '../../scripts/pack/bundle.ts'
import { fillMarkers } from '../../scripts/pack/markers.ts'
import { buildPack } from '../../scripts/pack/pack.ts'
import { zip } from '../../scripts/pack/zip.ts'

const folder = mkdtempSync(join(tmpdir(), 'pack-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the arrows', () => {
  const rules = { folders: ['Integrations/OktaIAM/', 'kit/'], packages: ['undici', 'zod'] }
  it.each([
    ['kit/run.ts', true],
    ['Integrations/OktaIAM/okta/client.ts', true],
    ['node_modules/zod/v4/index.js', true],
    ['<stdin>', true],
    ['warroom/context/index.ts', false],
    ['Integrations/WorkdayIAM/index.ts', false],
    ['kitchen/x.ts', false],
    ['node_modules/yaml/dist/index.js', false],
    ['node_modules/@scope/name/x.js', false],
    ['node_modules/undici/node_modules/other/x.js', false],
  ])('%s may be in the bundle: %s', (path, allowed) =>
    expect(foreignInputs([path], rules)).toEqual(allowed ? [] : [path]),
  )

  it('a package inside a package counts by its own name', () => {
    expect(originOf('node_modules/a/node_modules/@b/c/x.js')).toBe('@b/c')
    expect(originOf('kit/run.ts')).toBe('kit/run.ts')
  })
})

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
    expect(Object.keys(files).sort()).toEqual([
      'Classifiers/classifier-Okta_IAM_-_App_Sync.json',
      'Classifiers/classifier-mapper-incoming-Okta_IAM_-_App_Sync.json',
      'Classifiers/classifier-mapper-incoming-User_Profile_-_Okta.json',
      'Classifiers/classifier-mapper-outgoing-User_Profile_-_Okta.json',
      ...['IncidentFields', 'IncidentTypes'].flatMap(kind =>
        readdirSync(kind)
          .sort()
          .map(name => `${kind}/${name}`),
      ),
      'Integrations/integration-OktaIAM.yml',
      'README.md',
      'metadata.json',
      'pack_metadata.json',
    ])
    const metadata = JSON.parse(strFromU8(files['metadata.json'] ?? new Uint8Array()))
    expect(metadata).toMatchObject({
      id: 'OktaIdentityLifecycle',
      currentVersion: '1.0.0',
      serverMinVersion: '6.10.0',
    })
    expect(metadata.contentItems.integration).toMatchObject([{ id: 'Okta IAM', fromversion: '6.10.0' }])
    expect(metadata.contentItems.mapper).toHaveLength(3)
    expect(metadata.contentItems.classifier).toHaveLength(1)
    expect(metadata.contentItems.incidenttype).toContainEqual({
      id: 'IAM - App Add',
      name: 'IAM - App Add',
      fromversion: '6.10.0',
    })
    expect(metadata.contentItems.incidentfield).toContainEqual(
      expect.objectContaining({ id: 'incident_employeeid', name: 'Employee ID' }),
    )
  })
})

describe('the integration YAML', () => {
  const yaml = parse(readFileSync('Integrations/OktaIAM/OktaIAM.yml', 'utf8'))

  const names = yaml.script.commands.map(({ name }: { name: string }) => name) as string[]

  it('lists every command but those that the platform starts by itself', () => {
    const unlisted = ['test-module', 'fetch-incidents']
    const declared = OktaIAM.commands.map(({ name }) => name).filter(name => !unlisted.includes(name))
    expect(names.toSorted()).toEqual(declared.toSorted())
    expect(names).toEqual([...new Set(names)])
  })

  it('marks what changes the org, so that the platform asks first', () => {
    const silent = yaml.script.commands
      .filter(({ execution }: { execution?: boolean }) => !execution)
      .map(({ name }: { name: string }) => name)
    // Every command's name says whether it reads.
    expect(silent).toEqual(names.filter(name => /-(get|list|search)(-|$)|^get-/.test(name)))
  })

  it('allow-enable has no default, because absent and true are not the same', () => {
    for (const { name, arguments: args } of yaml.script.commands) {
      const allow = args.find((argument: { name: string }) => argument.name === 'allow-enable')
      if (allow) expect(allow, name).not.toHaveProperty('defaultValue')
    }
  })

  it('U17: declares action, skipped, reason and IAM.UserProfile, and the error code as text', () => {
    const create = yaml.script.commands[names.indexOf('iam-create-user')]
    const types = Object.fromEntries(
      create.outputs.map(({ contextPath, type }: { contextPath: string; type: string }) => [
        contextPath,
        type,
      ]),
    )
    expect(types).toMatchObject({
      'IAM.Vendor.errorCode': 'String',
      'IAM.Vendor.details': 'Unknown',
      'IAM.Vendor.action': 'String',
      'IAM.Vendor.skipped': 'Boolean',
      'IAM.Vendor.reason': 'String',
      'IAM.UserProfile': 'Unknown',
    })
  })

  it('U18: no text speaks of Active Directory or of the older field names', () => {
    expect(JSON.stringify(yaml)).not.toMatch(/Active Directory|\bAD\b|firstname|lastname/)
  })
})

describe('markers', () => {
  it('replaces what stands between them', () => {
    expect(fillMarkers('a\n<!-- x -->\nold\n<!-- /x -->\nb', 'x', 'new')).toBe(
      'a\n<!-- x -->\nnew\n<!-- /x -->\nb',
    )
  })
  it('says which are missing', () => expect(() => fillMarkers('a', 'x', 'new')).toThrow('<!-- x -->'))
})
