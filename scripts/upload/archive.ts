import { crc32, inflateRawSync } from 'node:zlib'
import { Refused } from './refused.ts'

/** Signatures and sizes of a zip's records (PKWARE APPNOTE 4.3). */
const END = { signature: 0x06054b50, size: 22 }
const CENTRAL = { signature: 0x02014b50, size: 46 }
const LOCAL = { signature: 0x04034b50, size: 30 }
/** A unified integration is about one megabyte; nothing in a pack comes near this. */
const LARGEST_FILE = 64 * 1024 * 1024

interface Entry {
  readonly path: string
  readonly flags: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
  readonly offset: number
}

/**
 * The files of a zip by path, each unpacked and held against its size and its CRC, so that a half-written or damaged zip is
 * found before anything is sent. Throws Refused with the entry and what is wrong.
 */
export function readArchive(name: string, zip: Buffer): Map<string, Buffer> {
  const broken = (what: string) => new Refused(`${name} is damaged or half-written: ${what}. Build it again.`)
  const files = new Map<string, Buffer>()
  try {
    for (const entry of directory(zip, broken)) {
      if (entry.path.endsWith('/')) continue
      if (files.has(entry.path)) throw broken(`it holds ${entry.path} twice`)
      files.set(entry.path, unpacked(zip, entry, broken))
    }
  } catch (error) {
    // A record that points behind the end of the file.
    if (error instanceof RangeError) throw broken('a record of it points outside the file')
    throw error
  }
  return files
}

type Broken = (what: string) => Refused

function directory(zip: Buffer, broken: Broken): Entry[] {
  const end = endRecord(zip)
  if (end === undefined) throw broken('it does not end as a zip does')
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  const entries: Entry[] = []
  for (let read = 0; read < count; read++) {
    if (zip.readUInt32LE(at) !== CENTRAL.signature)
      throw broken(`its table of contents breaks off after ${read} of ${count} files`)
    const [named, extra, comment] = [28, 30, 32].map(offset => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ]
    const path = zip.toString('utf8', at + CENTRAL.size, at + CENTRAL.size + named)
    entries.push({
      path,
      flags: zip.readUInt16LE(at + 8),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      offset: zip.readUInt32LE(at + 42),
    })
    at += CENTRAL.size + named + extra + comment
  }
  return entries
}

/** The end record stands last, before a comment of its own length: anything else is a file that was cut or appended to. */
function endRecord(zip: Buffer): number | undefined {
  for (let at = zip.length - END.size; at >= Math.max(0, zip.length - END.size - 0xffff); at--) {
    if (zip.readUInt32LE(at) === END.signature && at + END.size + zip.readUInt16LE(at + 20) === zip.length)
      return at
  }
  return undefined
}

function unpacked(zip: Buffer, entry: Entry, broken: Broken): Buffer {
  const { path, offset, packed, size, method } = entry
  if (zip.readUInt32LE(offset) !== LOCAL.signature) throw broken(`${path} is not where it should be`)
  const from = offset + LOCAL.size + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28)
  const raw = zip.subarray(from, from + packed)
  if (raw.length < packed) throw broken(`${path} breaks off`)
  if (entry.flags & 1 || (method !== 0 && method !== 8) || size > LARGEST_FILE)
    throw broken(`${path} is encrypted, too large or packed in a way that packs are not`)
  const bytes = method === 0 ? raw : inflated(raw, size)
  if (bytes?.length !== size || crc32(bytes) !== entry.crc)
    throw broken(`${path} does not have the contents that were put into it (CRC)`)
  return bytes
}

function inflated(raw: Buffer, size: number): Buffer | undefined {
  try {
    return inflateRawSync(raw, { maxOutputLength: Math.max(size, 1) })
  } catch {
    return undefined
  }
}
