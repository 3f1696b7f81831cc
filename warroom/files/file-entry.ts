import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Entry, Json, JsonObject } from '../../kit/wire.ts'
import type { Files } from '../javascript/files.ts'
import { contentKind } from './content-kind.ts'

/** HC §4, Type codes. */
const FILE = 3
const INFO_FILE = 9
const ERROR = 4

/** What an entry's FileMetadata says of its file; `entryId` is the entry that brought the file. */
interface FileMetadata extends JsonObject {
  entryId: string
  size: number
  md5: string
  sha1: string
  sha256: string
  sha512: string
  type: string
  info: string
}

/** The file that an entry names, `{FileID, File}`; undefined when it names none. */
export function fileOf({ FileID, File }: Entry): { FileID: string; File: string } | undefined {
  if (typeof FileID !== 'string' || FileID === '') return undefined
  return { FileID, File: typeof File === 'string' && File !== '' ? File : FileID }
}

/** The entry that first brought the file, when the entry already says. */
function broughtBy({ FileMetadata }: Entry): Json | undefined {
  if (FileMetadata === null || typeof FileMetadata !== 'object' || Array.isArray(FileMetadata))
    return undefined
  return FileMetadata.entryId
}

function metadataOf(entryId: string, content: Uint8Array): FileMetadata {
  const hash = (algorithm: string) => createHash(algorithm).update(content).digest('hex')
  return {
    entryId,
    size: content.length,
    md5: hash('md5'),
    sha1: hash('sha1'),
    sha256: hash('sha256'),
    sha512: hash('sha512'),
    ...contentKind(content),
  }
}

/** An entry that names a file which is not there: an error entry, whose context still counts (HC-64). */
function withoutFile(entry: Entry, sentence: string): Entry {
  const { FileID: _, File: __, FileMetadata: ___, HumanReadable: ____, ...rest } = entry
  const Metadata = { ...(entry.Metadata as JsonObject | undefined), type: ERROR, format: 'text' }
  return { ...rest, Type: ERROR, ContentsFormat: 'text', Contents: sentence, Metadata }
}

/**
 * A new entry as it is kept: one with a file also says what the file is (FileMetadata), so that its context can be written
 * again without the file. One that shows another entry's file again (getEntry) stays as it is.
 */
export function withFileMetadata(entry: Entry, files: Files): Entry {
  const file = entry.Type === FILE || entry.Type === INFO_FILE ? fileOf(entry) : undefined
  const id = String(entry.ID)
  const first = broughtBy(entry)
  if (!file || (typeof first === 'string' && first !== id)) return entry
  try {
    return { ...entry, FileMetadata: metadataOf(id, files.read(file.FileID)) }
  } catch {
    return withoutFile(
      entry,
      `There is no file "${file.FileID}" for "${file.File}"; a script saves one with saveFile, or with http and SaveToFile.`,
    )
  }
}

/** Describes the files of new entries in place, so that the line of the journal holds what the files were. */
export function describeFiles(entries: Entry[], files: Files | undefined): void {
  if (files) for (const [at, entry] of entries.entries()) entries[at] = withFileMetadata(entry, files)
}

/** HC-68: what an entry's file writes into the context, `File` or `InfoFile`. We compute no SSDeep, so there is none. */
export function fileContext(entry: Entry): JsonObject | undefined {
  const file = fileOf(entry)
  if (!file || broughtBy(entry) !== entry.ID) return undefined
  const { size, md5, sha1, sha256, sha512, type, info } = entry.FileMetadata as FileMetadata
  const Name = file.File
  const shared = { EntryID: String(entry.ID), Info: info, Type: type, Extension: path.extname(Name).slice(1) }
  if (entry.Type === INFO_FILE) return { InfoFile: { Name, Size: size, ...shared } }
  return { File: { Name, Size: size, MD5: md5, SHA1: sha1, SHA256: sha256, SHA512: sha512, ...shared } }
}
