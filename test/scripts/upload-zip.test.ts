import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, it } from 'vitest'
import { readArchive } from '../../scripts/upload/archive.ts'
import { readPack } from '../../scripts/upload/pack.ts'
import { FILES, METADATA, packZip } from './upload-pack.ts'
import { run } from './upload-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'upload-zip-'))
afterAll(() => rmSync(folder, { recursive: true }))

function written(bytes: Uint8Array): string {
  const file = join(folder, 'pack.zip')
  writeFileSync(file, bytes)
  return file
}
const json = (change: object): string => JSON.stringify({ ...METADATA, ...change })

describe('a pack that may be sent', () => {
  it('is read with its facts and items', () => {
    const { file, bytes, ...facts } = readPack(written(packZip()))
    expect([file, bytes.equals(packZip())]).toEqual(['pack.zip', true])
    expect(facts).toEqual({
      id: 'Small',
      name: 'Small Pack',
      version: '1.2.0',
      serverMinVersion: '6.10.0',
      items: [
        { kind: 'playbook', id: 'Play', name: 'Play' },
        { kind: 'integration', id: 'Okta IAM', name: 'Okta IAM' },
      ],
    })
  })

  it('is the one that is built', () => {
    const pack = readPack('dist/OktaIdentityLifecycle.zip')
    expect(pack.id).toBe('OktaIdentityLifecycle')
    expect(pack.items).toContainEqual({ kind: 'integration', id: 'Okta IAM', name: 'Okta IAM' })
    const files = readArchive('zip', readFileSync('dist/OktaIdentityLifecycle.zip'))
    expect(JSON.parse(String(files.get('metadata.json')))).toMatchObject({ currentVersion: pack.version })
  })
})

/** The zip with its bytes changed from a place on. */
function changed(find: string, by: (zip: Buffer, at: number) => void): Buffer {
  const zip = packZip()
  by(zip, zip.indexOf(find))
  return zip
}
const whole = packZip()

describe('a zip that is not whole', () => {
  it.each<[string, Buffer, string]>([
    ['an empty file', Buffer.alloc(0), 'it does not end as a zip does'],
    ['no zip', Buffer.from('hello '.repeat(20)), 'it does not end as a zip does'],
    ['half of it', whole.subarray(0, whole.length / 2), 'it does not end as a zip does'],
    ['without its last byte', whole.subarray(0, -1), 'it does not end as a zip does'],
    ['with something behind it', Buffer.concat([whole, Buffer.from('x')]), 'it does not end as a zip does'],
    ['without its beginning', whole.subarray(40), 'is not where it should be|points outside|breaks off'],
    [
      'another byte in a file',
      changed('{"id":"rows"', zip => zip.writeUInt8((zip[60] ?? 0) ^ 0xff, 60)),
      'does not have the contents that were put into it \\(CRC\\)',
    ],
    [
      'another CRC in its table',
      changed('PK\u0001\u0002', (zip, at) => zip.writeUInt32LE(1, at + 16)),
      '\\(CRC\\)',
    ],
    [
      'a table that breaks off',
      changed('PK\u0001\u0002', (zip, at) => zip.writeUInt8(0, at)),
      'its table of contents breaks off after 0 of 5 files',
    ],
    [
      'an encrypted file',
      changed('PK\u0001\u0002', (zip, at) => zip.writeUInt16LE(1, at + 8)),
      'is encrypted',
    ],
    [
      'another method',
      changed('PK\u0001\u0002', (zip, at) => zip.writeUInt16LE(12, at + 10)),
      'packed in a way',
    ],
    [
      'an offset outside',
      changed('PK\u0001\u0002', (zip, at) => zip.writeUInt32LE(0x7fffffff, at + 42)),
      'a record of it points outside the file',
    ],
  ])('%s is refused before any request', async (_, bytes, sentence) => {
    const file = written(bytes)
    const { status, out, err } = await run(['--url', 'http://127.0.0.1:9', '--zip', file])
    expect([status, out]).toEqual([1, ''])
    expect(err).toMatch(new RegExp(`^\\S+pack\\.zip is damaged or half-written: .*(${sentence}).*\\.\\n$`))
  })

  it('is found wherever a byte of a file was changed', () => {
    const at = whole.indexOf('PK\u0001\u0002')
    fc.assert(
      fc.property(fc.integer({ min: 0, max: at - 1 }), fc.integer({ min: 1, max: 255 }), (place, mask) => {
        const zip = Buffer.from(whole)
        zip[place] = (zip[place] ?? 0) ^ mask
        try {
          // What a local header repeats of the table is not read; all that is read must be what was put in.
          const files = readArchive('zip', zip)
          for (const [path, text] of Object.entries(FILES)) expect(files.get(path)?.toString()).toBe(text)
        } catch (error) {
          expect(error).toMatchObject({ name: 'Refused' })
        }
      }),
    )
  })

  it('is found wherever it was cut', () => {
    for (let length = 0; length < whole.length; length++)
      expect(() => readArchive('zip', whole.subarray(0, length))).toThrow('is damaged or half-written')
  })
})

describe('a zip that is no pack', () => {
  it.each<[string, Record<string, string | undefined>, string]>([
    ['no metadata.json', { 'metadata.json': undefined }, 'at its root, so it is no pack.'],
    [
      'the form of a repository',
      { 'metadata.json': undefined, 'pack_metadata.json': '{}' },
      'it is a pack in the form of a repository; npm run build writes the form that uploads',
    ],
    [
      'a pack in a folder',
      { 'metadata.json': undefined, 'Small/metadata.json': '{}' },
      'lies in the folder Small',
    ],
    ['a zip of packs', { 'metadata.json': undefined, 'Small.zip': '' }, 'it is a zip of packs'],
    ['metadata that is cut', { 'metadata.json': '{"id":' }, 'metadata.json in \\S+ is no JSON object'],
    ['metadata that is a list', { 'metadata.json': '[]' }, 'is no JSON object'],
    ['no id', { 'metadata.json': json({ id: undefined }) }, 'has no id; build'],
    ['no version', { 'metadata.json': json({ currentVersion: 1 }) }, 'has no currentVersion'],
    ['no least server', { 'metadata.json': json({ serverMinVersion: '' }) }, 'has no serverMinVersion'],
    [
      'two playbooks of one id',
      { 'Playbooks/playbook-Two.yml': 'id: Play\n' },
      'Playbooks/playbook-Play.yml and Playbooks/playbook-Two.yml in \\S+ have one id, Play; only one can be kept',
    ],
    [
      'two integrations of one id',
      { 'Integrations/integration-Two.yml': 'commonfields: {id: Okta IAM}\n' },
      'integration-OktaIAM.yml and Integrations/integration-Two.yml in \\S+ have one id, Okta IAM',
    ],
    [
      'an item that is cut',
      { 'Lists/list-x.json': '{"id":' },
      'Lists/list-x.json in \\S+ cannot be read as json',
    ],
    [
      'an item that is no YAML',
      { 'Playbooks/x.yml': 'a: [' },
      'Playbooks/x.yml in \\S+ cannot be read as yml',
    ],
  ])('%s', (_, files, sentence) =>
    expect(() => readPack(written(packZip(files)))).toThrow(new RegExp(sentence)),
  )

  it('one id in two kinds is no collision', () =>
    expect(readPack(written(packZip({ 'Layouts/layoutscontainer-Play.json': '{"id":"Play"}' }))).id).toBe(
      'Small',
    ))

  it('one path twice is told', () => {
    const zip = Buffer.from(zipSync({ 'a.txt': new Uint8Array(1), 'b.txt': new Uint8Array(1) }))
    for (let at = zip.indexOf('b.txt'); at >= 0; at = zip.indexOf('b.txt', at)) zip.write('a', at)
    expect(() => readPack(written(zip))).toThrow('it holds a.txt twice')
  })

  it('a file that is not there is told with what makes it', () =>
    expect(() => readPack(join(folder, 'absent.zip'))).toThrow('is no file; npm run build writes the pack'))
})
