import { headerText } from './words.ts'

/** A part of a MIME message (RFC 2045): its headers, and its body as it is written. */
export interface Part {
  headers: string[]
  body: string
}

/** RFC 5322, 2.1.1: no line is longer, so such a text is encoded. */
const LONGEST_LINE = 998

const hex = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`

/** One line, quoted-printable (RFC 2045, 6.7): at most 76 characters a line, a blank at its end written as hex. */
function quotedLine(line: string): string {
  const tokens = [...Buffer.from(line)].map((byte, at, all) => {
    const isBlank = byte === 0x20 || byte === 0x09
    if (isBlank) return at === all.length - 1 ? hex(byte) : String.fromCharCode(byte)
    return byte > 0x20 && byte < 0x7f && byte !== 0x3d ? String.fromCharCode(byte) : hex(byte)
  })
  const lines: string[] = []
  let written = ''
  for (const token of tokens) {
    if (written.length + token.length > 75) {
      lines.push(`${written}=`)
      written = ''
    }
    written += token
  }
  return [...lines, written].join('\n')
}

/** Text as it is when every mail program can take it so, else quoted-printable. Line ends of any kind become the file's. */
export function textPart(subtype: 'plain' | 'html', given: string): Part {
  const text = given.replace(/\r\n?/g, '\n')
  const lines = text.split('\n')
  const isBare = /^[\t\n\x20-\x7e]*$/.test(text) && lines.every(line => line.length <= LONGEST_LINE)
  return {
    headers: [
      `Content-Type: text/${subtype}; charset=utf-8`,
      `Content-Transfer-Encoding: ${isBare ? '7bit' : 'quoted-printable'}`,
    ],
    body: isBare ? text : lines.map(quotedLine).join('\n'),
  }
}

export interface Attachment {
  name: string
  content: Uint8Array
  /** What `cid:` in the HTML body calls it. */
  contentId?: string
}

/** RFC 2231: a name in a parameter, percent-encoded so that it may be any text. */
function fileParameter(name: string): string {
  const bytes = [...Buffer.from(name)].map(byte => {
    const character = String.fromCharCode(byte)
    return /[A-Za-z0-9._-]/.test(character) ? character : hex(byte).replace('=', '%')
  })
  return `filename*=utf-8''${bytes.join('')}`
}

/** A file, in base64; one with a content id belongs to the HTML body. */
export function filePart({ name, content, contentId }: Attachment): Part {
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, '_')
  const named = plain === name ? `filename="${plain}"` : `filename="${plain}";\n ${fileParameter(name)}`
  const base64 = Buffer.from(content).toString('base64')
  return {
    headers: [
      'Content-Type: application/octet-stream',
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: ${contentId === undefined ? 'attachment' : 'inline'};\n ${named}`,
      ...(contentId === undefined ? [] : [`Content-ID: <${headerText(contentId).replace(/[<>\s]/g, '')}>`]),
    ],
    body: base64.match(/.{1,76}/g)?.join('\n') ?? '',
  }
}

/** Parts as one (RFC 2046, 5.1). A boundary is a text that none of them can hold: it is made of a hash of all of them. */
export function multipart(
  subtype: 'alternative' | 'mixed' | 'related',
  parts: Part[],
  boundary: string,
): Part {
  const [only] = parts
  if (only && parts.length === 1) return only
  const written = parts.map(({ headers, body }) => `--${boundary}\n${headers.join('\n')}\n\n${body}\n`)
  return {
    headers: [`Content-Type: multipart/${subtype};\n boundary="${boundary}"`],
    body: `${written.join('')}--${boundary}--`,
  }
}
