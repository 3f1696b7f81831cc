import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { Refusal } from '../refusal.ts'
import { unzip } from './zip.ts'

/** One file of a pack: `place` is what a message calls it, `path` its slash-separated path inside the pack. */
export interface PackFile {
  place: string
  path: string
  bytes: Uint8Array
}

// Not content: dependencies, build output, tests with their stand-in packs, pictures of the documentation.
const PASSED_OVER = new Set(['node_modules', 'dist', 'test', 'tests', 'test_data', 'doc_files', '__MACOSX'])

/** A unified integration is about half a megabyte; nothing in a pack comes near this. It bounds what a zip can unfold to. */
const LARGEST_FILE = 64 * 1024 * 1024

function wanted(name: string): boolean {
  return !name.split('/').some(part => PASSED_OVER.has(part) || (part.startsWith('.') && part !== '.'))
}

/** The files of a zip; a zip inside it is a pack of its own (PL-2). */
function unzipped(place: string, bytes: Uint8Array): PackFile[] {
  const files = unzip(
    bytes,
    file => !file.name.endsWith('/') && wanted(file.name) && file.originalSize <= LARGEST_FILE,
  )
  return Object.entries(files).flatMap(([name, content]) => {
    const inner = `${place}#${name}`
    return name.endsWith('.zip') ? unzipped(inner, content) : [{ place: inner, path: name, bytes: content }]
  })
}

function folderFiles(root: string): PackFile[] {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .map(file => ({ file, inner: path.relative(root, file).split(path.sep).join('/') }))
    .filter(({ inner }) => wanted(inner))
    .sort((a, b) => (a.inner < b.inner ? -1 : 1))
    .map(({ file, inner }) => ({ place: file, path: inner, bytes: readFileSync(file) }))
}

/** How the file of code beside a YAML may be called. */
export function codeNames(yaml: string): string[] {
  if (!/\.ya?ml$/.test(yaml)) return []
  const stem = yaml.replace(/\.ya?ml$/, '')
  return [`${stem}.js`, `${stem}.py`, `${stem}.ps1`]
}

/** A file given by itself, with the code that stands beside it. */
function fileAlone(file: string): PackFile[] {
  const places = [file, ...codeNames(file).filter(beside => existsSync(beside))]
  return places.map(place => ({ place, path: path.basename(place), bytes: readFileSync(place) }))
}

/**
 * The files of a pack given as a zip, a folder or one file, in a fixed order. A path that is absent or a zip that cannot
 * be read is refused with the path and the reason.
 */
export function packFiles(source: string): PackFile[] {
  if (!existsSync(source))
    throw new Refusal(`Pack ${source} does not exist; give a pack's zip, folder or file.`)
  if (statSync(source).isDirectory()) return folderFiles(source)
  if (!source.endsWith('.zip')) return fileAlone(source)
  const bytes = readFileSync(source)
  try {
    return unzipped(source, bytes).sort((a, b) => (a.place < b.place ? -1 : 1))
  } catch (cause) {
    throw new Refusal(
      `Pack ${source} is no readable zip: ${cause instanceof Error ? cause.message : cause}.`,
      { cause },
    )
  }
}
