import path from 'node:path'
import type { Json } from '../../kit/wire.ts'
import type { Room } from '../investigation/room.ts'
import { type Files, openFiles } from '../javascript/files.ts'
import type { ScriptHost } from '../javascript/index.ts'
import { Refusal } from '../refusal.ts'
import { fileOf } from './file-entry.ts'

/** The part of the state that files need: the entries that name them, and the folder they lie in. */
interface Kept {
  room: Room
  folder: string
}

/** Where the files of scripts lie in a state folder; open.ts gives the runner the same. */
function folderOf({ folder }: Pick<Kept, 'folder'>): string {
  return path.resolve(folder, 'files')
}

/** The files that scripts have saved in a state folder. */
export function filesOf(kept: Pick<Kept, 'folder'>): Files {
  return openFiles(folderOf(kept))
}

/** The `{FileID, File}` of a file entry; null when there is no such entry, or none with a file. */
function fileEntry({ room }: Kept, id: string): { FileID: string; File: string } | null {
  const entries = room.investigations.get(id.slice(id.indexOf('@') + 1))?.entries ?? []
  const entry = entries.find(({ ID }) => ID === id)
  return (entry && fileOf(entry)) ?? null
}

/**
 * getFilePath: the entry's id, and the path and name of its file. A Refusal when there is no such file entry or its file is
 * gone.
 */
export function filePath(kept: Kept, id: string): { id: string; path: string; name: string } {
  const file = fileEntry(kept, id)
  if (!file)
    throw new Refusal(`There is no file entry ${id}; give the id of an entry with a file, such as 3@1.`)
  try {
    filesOf(kept).read(file.FileID)
  } catch (cause) {
    throw new Refusal(`The file "${file.File}" of entry ${id} is not there any more.`, { cause })
  }
  return { id, path: path.join(folderOf(kept), file.FileID), name: file.File }
}

/**
 * The host function by which entrytoa and httpMultipart find the file of an entry: `[entryId] → {FileID, File}`, null for
 * none.
 */
export function fileCalls(kept: Kept): ScriptHost {
  return { getFileEntry: ([id]): Json => fileEntry(kept, String(id ?? '')) }
}
