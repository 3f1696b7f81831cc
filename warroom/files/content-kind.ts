import { isAscii, isUtf8 } from 'node:buffer'

/** What a file is, as the platform words it: `type` like file(1), `info` the media type. */
export interface ContentKind {
  type: string
  info: string
}

// By the bytes that a file begins with, written in hex; what a name says is not looked at.
const BEGINNINGS: [hex: string, type: string, info: string][] = [
  ['255044462d', 'PDF document', 'application/pdf'],
  ['89504e470d0a1a0a', 'PNG image data', 'image/png'],
  ['ffd8ff', 'JPEG image data', 'image/jpeg'],
  ['47494638', 'GIF image data', 'image/gif'],
  ['504b0304', 'Zip archive data', 'application/zip'],
  ['1f8b', 'gzip compressed data', 'application/x-gzip'],
  ['4d5a', 'MS-DOS executable', 'application/octet-stream'],
  ['7f454c46', 'ELF', 'application/octet-stream'],
]

/** Control characters that no text has; tab, line ends, form feed and escape are in texts. */
function isBinary(byte: number): boolean {
  return byte < 0x20 && !(byte >= 0x08 && byte <= 0x0d) && byte !== 0x1b
}

/** Tells what bytes are by how they begin, and otherwise whether they are text. Which words the platform has for the rest is UNKNOWN. */
export function contentKind(content: Uint8Array): ContentKind {
  if (content.length === 0) return { type: 'empty', info: 'inode/x-empty' }
  const first = Buffer.from(content.subarray(0, 16)).toString('hex')
  const known = BEGINNINGS.find(([hex]) => first.startsWith(hex))
  if (known) return { type: known[1], info: known[2] }
  if (content.some(isBinary) || !isUtf8(content)) return { type: 'data', info: 'application/octet-stream' }
  const type = isAscii(content) ? 'ASCII text' : 'Unicode text, UTF-8 text'
  return { type, info: 'text/plain; charset=utf-8' }
}
