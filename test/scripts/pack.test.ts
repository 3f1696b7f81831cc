import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { OktaIAM } from '../../Integrations/OktaIAM/index.ts'
import { automationsBundle, readAutomations, unifyAutomations } from '../../scripts/pack/automations.ts'
import { foreignInputs, originOf } from '../../scripts/pack/bundle.ts'
import { fillMarkers } from '../../scripts/pack/markers.ts'

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

describe('the automations of the pack', () => {
  const samples = 'test/wire/automations'
  const scriptsOf = async () =>
    [...(await unifyAutomations(samples)).yamls].map(
      ([name, yaml]) => [name, parse(yaml).script as string] as const,
    )
  const bundleOf = (script: string) => /^BUNDLE = '(.*)'$/m.exec(script)?.[1]

  it('share one bundle, and each script names its own automation', async () => {
    const scripts = await scriptsOf()
    expect(scripts.map(([name]) => name)).toEqual(readdirSync(samples).sort())
    expect(new Set(scripts.map(([, script]) => bundleOf(script))).size).toBe(1)
    for (const [name, script] of scripts) expect(script).toContain(`\nAUTOMATION = '${name}'\n`)
  })

  it('no mark of the launcher is left, in the script of an integration neither', async () => {
    const files = unzipSync(readFileSync('dist/OktaIdentityLifecycle.zip'))
    const integration = parse(strFromU8(files['Integrations/integration-OktaIAM.yml'] ?? new Uint8Array()))
    const scripts = [...(await scriptsOf()).map(([, script]) => script), integration.script.script]
    for (const script of scripts) expect(script).not.toMatch(/^\w+ = '@/m)
    expect(integration.script.script).toContain("\nAUTOMATION = ''\n")
  })

  it('a folder without automations, or none at all, has no bundle', async () => {
    expect(await unifyAutomations(join(folder, 'absent'))).toEqual({ yamls: new Map() })
    mkdirSync(join(folder, 'begun', 'Later'), { recursive: true })
    writeFileSync(join(folder, 'begun', 'shared.ts'), '')
    expect(await readAutomations(join(folder, 'begun'))).toEqual([])
  })

  it('an index.ts that exports another name is told', async () => {
    mkdirSync(join(folder, 'wrong', 'Greet'), { recursive: true })
    writeFileSync(join(folder, 'wrong', 'Greet', 'index.ts'), "export const Other = { name: 'Other' }\n")
    await expect(readAutomations(join(folder, 'wrong'))).rejects.toThrow(
      /Greet\/index\.ts must export the automation "Greet" under this name\.$/,
    )
  })

  it('hold nothing but their folder, the kit and zod', async () => {
    const automations = await readAutomations(samples)
    await expect(automationsBundle(automations, 'test/elsewhere')).rejects.toThrow(
      /^The bundle test\/elsewhere must not hold test\/wire\/automations\//,
    )
  })

  it('stand in metadata.json as automations', () => {
    const { 'metadata.json': text = new Uint8Array() } = unzipSync(
      readFileSync('dist/OktaIdentityLifecycle.zip'),
    )
    const { automation } = JSON.parse(strFromU8(text)).contentItems
    expect(automation).toContainEqual(
      expect.objectContaining({
        ...{ id: 'GetEnabledInstances', name: 'GetEnabledInstances', fromversion: '6.10.0' },
        description: expect.stringMatching(/^Lists the integration instances/),
      }),
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
