import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Rule } from '../item.ts'
import { objectOf, textOf } from '../json.ts'

const LARGEST = 10 * 1024

/** Width and height stand at fixed places of a PNG's first chunk (RFC 2083, IHDR). */
function sizeOf(png: Buffer): string {
  return png.length < 24 ? 'unknown' : `${png.readUInt32BE(16)}×${png.readUInt32BE(20)}`
}

/** The image of an integration beside its YAML, as `<Name>_image.png`. */
function imageOf(file: string, files: ReadonlySet<string>): string | undefined {
  const folder = dirname(file)
  return [...files].find(name => dirname(name) === folder && name.endsWith('_image.png'))
}

const isUnified = (image: unknown): boolean => typeof image === 'string' && image.startsWith('data:image/')

/** DO100, DO101, DO104: the platform takes images from two accounts only and never one that may change. */
function dockerFault(image: string, type: string): { code: string; message: string } | undefined {
  if (type === 'javascript') return undefined
  if (image === '') return { code: 'DO104', message: 'is absent; name a demisto/<image>:<tag>.' }
  if (!/^demisto(extended)?\//.test(image))
    return { code: 'DO101', message: `"${image}" must start with demisto/ or demistoextended/.` }
  const [, tag = ''] = image.split(':')
  if (tag === '' || tag === 'latest')
    return { code: 'DO100', message: `"${image}" may change; name a fixed tag.` }
  return undefined
}

const docker = ['DO100', 'DO101', 'DO104'].map(
  (code): Rule => ({
    code,
    kinds: ['integration', 'automation'],
    *find({ kind, data }) {
      const script = kind === 'integration' ? objectOf(data.script) : data
      const fault = dockerFault(textOf(script.dockerimage), textOf(script.type))
      if (fault?.code === code) yield { at: '/dockerimage', message: fault.message }
    },
  }),
)

export const IMAGES: readonly Rule[] = [
  ...docker,
  {
    code: 'IM100',
    kinds: ['integration'],
    *find({ file, data }, { files }) {
      if (!isUnified(data.image) && imageOf(file, files) === undefined)
        yield { at: '', message: 'has no image; put <Name>_image.png (120×50) beside the YAML.' }
    },
  },
  {
    code: 'IM101',
    kinds: ['integration'],
    *find({ file }, { files, folder }) {
      const image = imageOf(file, files)
      const bytes = image === undefined ? 0 : readFileSync(join(folder, image)).length
      if (bytes > LARGEST)
        yield { at: image ?? '', message: `has ${bytes} bytes; at most ${LARGEST} are taken.` }
    },
  },
  {
    code: 'IM111',
    kinds: ['integration'],
    *find({ file }, { files, folder }) {
      const image = imageOf(file, files)
      const size = image === undefined ? '120×50' : sizeOf(readFileSync(join(folder, image)))
      if (size !== '120×50') yield { at: image ?? '', message: `is ${size}; it must be 120×50.` }
    },
  },
]
