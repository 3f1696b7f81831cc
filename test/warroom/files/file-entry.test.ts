import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Entry } from '../../../kit/wire.ts'
import { fileContext, fileOf, withFileMetadata } from '../../../warroom/files/file-entry.ts'
import { openFiles } from '../../../warroom/javascript/files.ts'

const files = openFiles(path.join(mkdtempSync(path.join(tmpdir(), 'file-entry-')), 'files'))
const ABC = files.save('abc')

const entry = (more: Partial<Entry> = {}): Entry => ({
  Type: 3,
  ContentsFormat: 'text',
  Contents: '',
  ID: '1@0',
  FileID: ABC,
  File: 'report.tar.gz',
  ...more,
})

// NIST's test vectors for "abc".
const MD5 = '900150983cd24fb0d6963f7d28e17f72'
const SHA1 = 'a9993e364706816aba3e25717850c26c9cd0d89d'
const SHA256 = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const SHA512 =
  'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f'
const TEXT = { Info: 'text/plain; charset=utf-8', Type: 'ASCII text' }

describe('HC-68: what a file entry writes into the context', () => {
  test.each<[string, Partial<Entry>, ReturnType<typeof fileContext>]>([
    [
      'a file',
      {},
      {
        File: {
          ...{ Name: 'report.tar.gz', Size: 3, MD5, SHA1, SHA256, SHA512, EntryID: '1@0' },
          ...{ ...TEXT, Extension: 'gz' },
        },
      },
    ],
    [
      'an info file',
      { Type: 9 },
      { InfoFile: { Name: 'report.tar.gz', Size: 3, EntryID: '1@0', ...TEXT, Extension: 'gz' } },
    ],
    [
      'a file without a name',
      { Type: 9, File: '' },
      { InfoFile: { Name: ABC, Size: 3, EntryID: '1@0', ...TEXT, Extension: '' } },
    ],
    ['a note that names a file', { Type: 1 }, undefined],
    ['a file entry without a file', { FileID: '' }, undefined],
    ['a file of another entry, shown again', { FileMetadata: { entryId: '7@0' } }, undefined],
  ])('%s', (_, more, context) => {
    expect(fileContext(withFileMetadata(entry(more), files))).toEqual(context)
  })

  test('what a script says of the file itself does not count', () => {
    const forged = entry({ FileMetadata: { entryId: '1@0', size: 99, md5: 'x' } })
    expect(fileContext(withFileMetadata(forged, files))).toMatchObject({ File: { Size: 3, MD5 } })
    for (const FileMetadata of [[], 'x', null, { size: 99 }])
      expect(fileContext(withFileMetadata(entry({ FileMetadata }), files))).toMatchObject({
        File: { Size: 3 },
      })
  })
})

test.each([
  ['file-99', /^There is no file "file-99" for "report\.tar\.gz";/],
  ['../warroom.json', /^There is no file "\.\.\/warroom\.json"/],
])('an entry that names the absent file %s is an error entry that says so', (FileID, sentence) => {
  const given = entry({
    FileID,
    HumanReadable: 'done',
    EntryContext: { A: 1 },
    Metadata: { type: 3, brand: 'B' },
  })
  expect(withFileMetadata(given, files)).toEqual({
    Type: 4,
    ContentsFormat: 'text',
    Contents: expect.stringMatching(sentence),
    ID: '1@0',
    EntryContext: { A: 1 },
    Metadata: { type: 4, format: 'text', brand: 'B' },
  })
})

test.each<[Partial<Entry>, ReturnType<typeof fileOf>]>([
  [{}, { FileID: ABC, File: 'report.tar.gz' }],
  [{ File: 5 }, { FileID: ABC, File: ABC }],
  [{ FileID: 5 }, undefined],
  [{ FileID: '' }, undefined],
])('the file of %j', (more, file) => {
  expect(fileOf(entry(more))).toEqual(file)
})
