/** Reads a message as a mail program does, by the RFCs and not by how ours is written. */
export interface ReadMail {
  headers: Map<string, string>
  /** The parts that hold no others, in their order. */
  parts: ReadPart[]
}

export interface ReadPart {
  type: string
  disposition: string
  contentId: string
  content: Buffer
}

function decodedWords(text: string): string {
  const bytes = text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?B\?([^?]*)\?=/g, (_, base64: string) =>
      Buffer.from(base64, 'base64').toString('latin1'),
    )
  return text.includes('=?') ? Buffer.from(bytes, 'latin1').toString() : text
}

function split(text: string): { headers: Map<string, string>; body: string } {
  const at = text.indexOf('\n\n')
  const lines = text
    .slice(0, at)
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(': ')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 2)]
  })
  return { headers: new Map(headers), body: text.slice(at + 2) }
}

function quoted(text: string): Buffer {
  const bytes = text
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1')
}

function partsOf(text: string): ReadPart[] {
  const { headers, body } = split(text)
  const type = headers.get('content-type') ?? 'text/plain'
  const boundary = /boundary="([^"]+)"/.exec(type)?.[1]
  if (boundary !== undefined) {
    const pieces = `\n${body}`.split(`\n--${boundary}`)
    if (pieces.at(-1)?.trim() !== '--') throw new Error(`the part of ${type} has no end`)
    return pieces.slice(1, -1).flatMap(piece => partsOf(piece.slice(1)))
  }
  const encoding = headers.get('content-transfer-encoding')
  const content =
    encoding === 'base64'
      ? Buffer.from(body, 'base64')
      : encoding === '7bit'
        ? Buffer.from(body)
        : quoted(body)
  const [disposition, contentId] = [headers.get('content-disposition'), headers.get('content-id')]
  return [{ type, disposition: disposition ?? '', contentId: contentId ?? '', content }]
}

export function readMail(text: string): ReadMail {
  const { headers } = split(text)
  return {
    headers: new Map([...headers].map(([name, value]) => [name, decodedWords(value)])),
    parts: partsOf(text.replace(/\n$/, '')),
  }
}
