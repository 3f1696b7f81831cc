import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { zlibSync } from 'fflate'

export interface Launcher {
  /** The Python text that the unified YAML of an integration carries. */
  readonly script: string
  /** The text for one automation of the bundle. */
  scriptOf(automation: string): string
  /** Bytes of the compressed bundle before base64. */
  readonly compressedBytes: number
}

/** launch.py around a bundle: the code compressed (RFC 1950), named by its hash, and the image that can run it. */
export function launcher(code: string, image: string): Launcher {
  const bytes = Buffer.from(code)
  const compressed = zlibSync(bytes, { level: 9 })
  const hash = createHash('sha256').update(bytes).digest('hex')
  const marked = readFileSync('kit/launch.py', 'utf8')
    // The platform hands `demisto` to a script and has no such module; its own unifier drops the line as well.
    .replace(/^import demistomock as demisto.*\n/m, '')
    .replaceAll('@HASH@', hash)
    .replace('@BUNDLE@', Buffer.from(compressed).toString('base64'))
    .replace('@IMAGE@', image)
  const scriptOf = (automation: string) => marked.replace('@AUTOMATION@', automation)
  return { script: scriptOf(''), scriptOf, compressedBytes: compressed.length }
}
