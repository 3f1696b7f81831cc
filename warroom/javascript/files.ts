import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The files that scripts save, by id; a file entry names one as its FileID (HC §4). */
export interface Files {
  save(content: Uint8Array | string): string
  /** Throws, naming the id, when there is no such file. */
  read(id: string): Uint8Array
}

const ID = /^file-(\d+)$/

/** Keeps files in a folder, made with the first of them; ids count on from those that are there. */
export function openFiles(folder: string): Files {
  function next(): string {
    const numbers = readdirSync(folder).map(name => Number(ID.exec(name)?.[1] ?? 0))
    return `file-${Math.max(0, ...numbers) + 1}`
  }
  return {
    save(content) {
      mkdirSync(folder, { recursive: true })
      const id = next()
      writeFileSync(path.join(folder, id), content, { mode: 0o600, flag: 'wx' })
      return id
    },
    read(id) {
      // An id comes from a script: nothing but ours is a file name.
      if (!ID.test(id)) throw new Error(`"${id}" is no file that a script has saved.`)
      return readFileSync(path.join(folder, id))
    },
  }
}
