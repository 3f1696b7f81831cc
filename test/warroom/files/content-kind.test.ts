import { expect, test } from 'vitest'
import { contentKind } from '../../../warroom/files/content-kind.ts'

test.each<[string, Uint8Array, string, string]>([
  ['nothing', Buffer.from(''), 'empty', 'inode/x-empty'],
  ['ASCII', Buffer.from('a\tb\r\n'), 'ASCII text', 'text/plain; charset=utf-8'],
  ['coloured text', Buffer.from('\x1b[1mbold\x1b[0m'), 'ASCII text', 'text/plain; charset=utf-8'],
  ['UTF-8', Buffer.from('Grüße'), 'Unicode text, UTF-8 text', 'text/plain; charset=utf-8'],
  ['Latin-1', Buffer.from('Grüße', 'latin1'), 'data', 'application/octet-stream'],
  ['a zero byte', Buffer.from('a\0b'), 'data', 'application/octet-stream'],
  ['a PDF', Buffer.from('%PDF-1.7\n'), 'PDF document', 'application/pdf'],
  ['a picture', Buffer.from('89504e470d0a1a0a00', 'hex'), 'PNG image data', 'image/png'],
  ['a zip', Buffer.from('504b0304ff', 'hex'), 'Zip archive data', 'application/zip'],
  ['a name for one that is none', Buffer.from('PDF-'), 'ASCII text', 'text/plain; charset=utf-8'],
])('%s', (_, content, type, info) => {
  expect(contentKind(content)).toEqual({ type, info })
})
