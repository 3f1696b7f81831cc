import type { Fault } from './item.ts'

/**
 * What `.pack-ignore` lets pass: `ignore=CODE,CODE` under `[file:NAME]`, by the file's name without folders. A line that
 * begins with `#` is a comment, and says why.
 */
export function readIgnore(text: string): (fault: Fault) => boolean {
  const codes = new Map<string, Set<string>>()
  let section = new Set<string>()
  for (const line of text.split(/\r?\n/)) {
    const [, file] = /^\s*\[file:(.+)\]\s*$/.exec(line) ?? []
    if (file !== undefined) {
      section = codes.get(file.trim()) ?? new Set()
      codes.set(file.trim(), section)
    } else if (/^\s*\[/.test(line)) section = new Set()
    const [, ignored = ''] = /^\s*ignore\s*=\s*(.*)$/.exec(line) ?? []
    for (const code of ignored.split(',')) if (code.trim() !== '') section.add(code.trim())
  }
  return ({ file, code }) => codes.get(file.split('/').at(-1) ?? '')?.has(code) ?? false
}
