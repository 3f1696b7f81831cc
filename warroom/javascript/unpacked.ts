import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

const UNPACK = new Map([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
])

/** A body without its content encodings, the last first (RFC 9110, 8.4). One that is unknown leaves the rest as it is. */
export function unpacked(body: Uint8Array, encodings: string): Uint8Array {
  let content = body
  const names = encodings.split(',').map(name => name.trim().toLowerCase())
  for (const name of names.reverse()) {
    const unpack = UNPACK.get(name)
    if (!unpack || content.length === 0) return content
    content = unpack(content)
  }
  return content
}
