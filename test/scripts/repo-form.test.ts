import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { startOkta } from '../../okta-server/server.ts'
import { checkPack } from '../../scripts/check/check.ts'
import { type Pack, readPack, zipName } from '../../scripts/pack/pack.ts'
import { writeRepoForm } from '../../scripts/pack/repo-form.ts'
import { loadPacks } from '../../warroom/pack/load.ts'
import { runProgram } from '../warroom/face/program.ts'

const folder = mkdtempSync(join(tmpdir(), 'repo-form-'))
const target = join(folder, 'Packs', 'OktaIdentityLifecycle')
afterAll(() => rmSync(folder, { recursive: true }))

let pack: Pack
beforeAll(async () => {
  pack = await readPack()
  writeRepoForm(pack, target)
}, 60_000)

describe("the public repository's form", () => {
  it('has code, image, description and README beside the YAML', () => {
    expect(readdirSync(join(target, 'Integrations/OktaIAM')).sort()).toEqual([
      ...['OktaIAM.py', 'OktaIAM.yml', 'OktaIAM_description.md', 'OktaIAM_image.png', 'README.md'],
    ])
    expect(readdirSync(join(target, 'Scripts/GetEnabledInstances')).sort()).toEqual([
      ...['GetEnabledInstances.py', 'GetEnabledInstances.yml', 'README.md'],
    ])
  })

  it('has the mappers in Classifiers, the READMEs beside the playbooks, and the files of its root', () => {
    expect(readdirSync(join(target, 'Classifiers')).filter(name => name.includes('mapper'))).toEqual(
      readdirSync('Mappers'),
    )
    expect(existsSync(join(target, 'Playbooks/playbook-IAM_-_App_Sync_README.md'))).toBe(true)
    expect(readdirSync(target)).toEqual(
      expect.arrayContaining([
        '.pack-ignore',
        '.secrets-ignore',
        'README.md',
        'ReleaseNotes',
        'pack_metadata.json',
      ]),
    )
    expect(existsSync(join(target, 'Mappers'))).toBe(false)
    expect(existsSync(join(target, 'metadata.json'))).toBe(false)
  })

  it('has the import that the platform takes away when it unifies', () =>
    expect(readFileSync(join(target, 'Integrations/OktaIAM/OktaIAM.py'), 'utf8')).toContain(
      'import demistomock as demisto',
    ))

  it('is found in order by our checks', () => expect(checkPack(target).faults).toEqual([]))

  it('holds the same items as the zip', () => {
    const warnings: string[] = []
    const [repo, zip] = [target, zipName('dist')].map(source =>
      loadPacks([source], sentence => warnings.push(sentence)),
    )
    expect(warnings).toEqual([])
    expect([...(repo?.integrations.keys() ?? [])]).toEqual([...(zip?.integrations.keys() ?? [])])
    expect([...(repo?.automations.keys() ?? [])].sort()).toEqual([...(zip?.automations.keys() ?? [])].sort())
    for (const kind of ['playbook', 'mapper', 'list', 'incident field', 'indicator field'] as const)
      expect(repo?.of(kind).map(({ item }) => item)).toEqual(zip?.of(kind).map(({ item }) => item))
  })

  it('runs in the war room as the zip does', { timeout: 60_000 }, async () => {
    const lines = [
      '!iam-get-user user-profile={"email":"rania.delgado@northwind.example"}',
      '!okta-list-groups limit=2',
      '!GetEnabledInstances brand="Okta IAM"',
    ]
    const said = await Promise.all(
      [target, zipName('dist')].map(async (source, at) => {
        const cwd = join(folder, `room-${at}`)
        mkdirSync(cwd)
        const okta = await startOkta({ now: '2026-03-02T08:00:00Z' })
        const options = ['--pack', resolve(source), '--json']
        const where = [
          '--okta-url',
          okta.url,
          '--okta-token',
          'env:OKTA_TOKEN',
          '--now',
          '2026-03-02T08:00:00Z',
        ]
        const { out } = await runProgram([...options, ...where, '--', ...lines], {
          cwd,
          env: { OKTA_TOKEN: okta.token },
        })
        await okta.close()
        // Both run at the same hour, and not in the same millisecond.
        return out.replaceAll(okta.url, 'OKTA').replace(/2026-03-02T08:00:\d\d\.\d+Z/g, 'NOW')
      }),
    )
    expect(said[0]).toContain('rania.delgado@northwind.example')
    expect(said[0]?.trim().split('\n')).toHaveLength(3)
    expect(said[0]).toBe(said[1])
  })
})

describe('a folder that cannot be taken', () => {
  it('one with something in it is refused, and nothing in it is touched', () => {
    const full = join(folder, 'full')
    mkdirSync(full)
    writeFileSync(join(full, 'mine.txt'), 'mine')
    expect(() => writeRepoForm(pack, full)).toThrow(
      `The folder ${full} is not empty; name one that is, or that does not exist yet.`,
    )
    expect(readdirSync(full)).toEqual(['mine.txt'])
    expect(readdirSync(folder).filter(name => name.includes('.part'))).toEqual([])
  })

  it.each(['', '  '])('a name that is empty (%j) is refused, and the folder one is in stays', name => {
    const mine = join(folder, 'where-one-is')
    mkdirSync(mine, { recursive: true })
    writeFileSync(join(mine, 'mine.txt'), 'mine')
    // Whatever the code does, a name that is missing must not stand for the project.
    const cwd = vi.spyOn(process, 'cwd').mockReturnValue(mine)
    try {
      expect(resolve('')).toBe(mine)
      expect(() => writeRepoForm(pack, name)).toThrow('The folder of --repo-form has no name')
    } finally {
      cwd.mockRestore()
    }
    expect(readdirSync(mine)).toEqual(['mine.txt'])
  })

  it('one that is filled while the pack is written is refused, and keeps what it has', () => {
    const late = join(folder, 'late')
    mkdirSync(late)
    const items = new Proxy(pack.items, {
      get(target, key) {
        writeFileSync(join(late, 'mine.txt'), 'mine')
        return Reflect.get(target, key)
      },
    })
    expect(() => writeRepoForm({ ...pack, items }, late)).toThrow(`The folder ${late} is not empty`)
    expect(readdirSync(late)).toEqual(['mine.txt'])
    expect(readdirSync(folder).filter(name => name.includes('.part'))).toEqual([])
  })

  it('a file is refused and kept', () => {
    const file = join(folder, 'file')
    writeFileSync(file, 'mine')
    expect(() => writeRepoForm(pack, file)).toThrow(`${file} is a file`)
    expect(readFileSync(file, 'utf8')).toBe('mine')
  })

  it('a link to an empty folder is followed', () => {
    const [real, link] = [join(folder, 'real'), join(folder, 'link')]
    mkdirSync(real)
    symlinkSync(real, link)
    writeRepoForm(pack, link)
    expect(readdirSync(real)).toContain('pack_metadata.json')
  })

  it('others may read what is written, as the umask has it', () =>
    expect(statSync(target).mode & 0o777).toBe(0o777 & ~process.umask()))

  it('an empty one is taken', () => {
    const empty = join(folder, 'empty')
    mkdirSync(empty)
    writeRepoForm(pack, empty)
    expect(readdirSync(empty)).toContain('pack_metadata.json')
  })
})
