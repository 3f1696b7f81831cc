import { inflateRawSync } from 'node:zlib'
import { type UnzipFileInfo, unzipSync } from 'fflate'

type Files = Record<string, Uint8Array>
type Filter = (file: UnzipFileInfo) => boolean

/** Thrown when an archive is not as nearly all are: nothing need be wrong with it. */
const NOT_PLAIN = new Error('This archive is not plain.')

const [END, ENTRY, LOCAL, LARGE] = [0x06054b50, 0x02014b50, 0x04034b50, 0x07064b50]
const [END_SIZE, ENTRY_SIZE, LOCAL_SIZE, LARGE_SIZE] = [22, 46, 30, 20]
const [STORED, DEFLATED] = [0, 8]
/** The general purpose bits: names in UTF-8, and sizes behind the content, which the directory has as well. */
const KNOWN_FLAGS = 0x0808

function content(bytes: Buffer, at: number, { size, originalSize, compression }: UnzipFileInfo): Uint8Array {
  if (bytes.readUInt32LE(at) !== LOCAL) throw NOT_PLAIN
  const from = at + LOCAL_SIZE + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
  if (from + size > bytes.length) throw NOT_PLAIN
  if (compression === STORED && size === originalSize)
    return new Uint8Array(bytes.subarray(from, from + size))
  if (compression !== DEFLATED || originalSize === 0) throw NOT_PLAIN
  const inflated = inflateRawSync(bytes.subarray(from, from + size), { maxOutputLength: originalSize })
  if (inflated.length !== originalSize) throw NOT_PLAIN
  return new Uint8Array(inflated.buffer, inflated.byteOffset, inflated.length)
}

/** The files of an archive without a comment, of less than 4 GB, whose names are ASCII. Throws for any other. */
function plainFiles(bytes: Buffer, filter: Filter): Files {
  const end = bytes.length - END_SIZE
  if (bytes.readUInt32LE(end) !== END || bytes.readUInt32LE(end - LARGE_SIZE) === LARGE) throw NOT_PLAIN
  const count = bytes.readUInt16LE(end + 8)
  const files: Files = {}
  let at = bytes.readUInt32LE(end + 16)
  if (count === 0) throw NOT_PLAIN
  for (let entry = 0; entry < count; entry += 1) {
    const isKnown = bytes.readUInt32LE(at) === ENTRY && (bytes.readUInt16LE(at + 8) & ~KNOWN_FLAGS) === 0
    const next = at + ENTRY_SIZE + bytes.readUInt16LE(at + 28)
    const name = bytes.toString('latin1', at + ENTRY_SIZE, next)
    if (!isKnown || !/^[ -~]+$/.test(name) || name === '__proto__') throw NOT_PLAIN
    const file = {
      ...{ name, compression: bytes.readUInt16LE(at + 10) },
      ...{ size: bytes.readUInt32LE(at + 20), originalSize: bytes.readUInt32LE(at + 24) },
    }
    if (filter(file)) files[name] = content(bytes, bytes.readUInt32LE(at + 42), file)
    at = next + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return files
}

/** The files of an archive that has nothing unusual; undefined for any other, be it an archive or not. */
export function plainUnzip(archive: Uint8Array, filter: Filter): Files | undefined {
  try {
    return plainFiles(Buffer.from(archive.buffer, archive.byteOffset, archive.length), filter)
  } catch {
    return undefined
  }
}

/**
 * The same as fflate's `unzipSync`, with its errors. For a pack with ten launchers the library's inflation takes some ten times as
 * long as that of Node, which is used where the archive has nothing unusual; everything else, broken ones too, is left to the library.
 */
export function unzip(archive: Uint8Array, filter: Filter): Files {
  return plainUnzip(archive, filter) ?? unzipSync(archive, { filter })
}
