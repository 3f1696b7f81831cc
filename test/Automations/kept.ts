import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** All that stands in the files under a folder, but for the code of bundles. */
export function keptIn(folder: string): string {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(file => file.isFile() && !file.parentPath.includes('bundles'))
    .map(file => readFileSync(path.join(file.parentPath, file.name), 'utf8'))
    .join('\n')
}
