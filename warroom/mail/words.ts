import { domainToASCII } from 'node:url'

/** RFC 2047: an encoded word has 75 characters at most, of which these many bytes of text make 60. */
const WORD_BYTES = 45

/** A header's text on one line: a line break in it would begin another header. */
const onOneLine = (text: string): string => text.replace(/[\x00-\x1f\x7f]+/g, ' ').trim()

/** Text in pieces of so many bytes of UTF-8, no character cut in two. */
function pieces(text: string): string[] {
  const found: string[] = []
  let piece = ''
  for (const character of text) {
    if (Buffer.byteLength(piece + character) > WORD_BYTES) {
      found.push(piece)
      piece = ''
    }
    piece += character
  }
  return [...found, piece]
}

const encoded = (text: string): string =>
  pieces(text)
    .map(piece => `=?utf-8?B?${Buffer.from(piece).toString('base64')}?=`)
    .join('\n ')

/** Text that a reader would take for an encoded word, or that no header line holds, is encoded as well. */
const isPlain = (text: string): boolean =>
  /^[\x20-\x7e]*$/.test(text) && !text.includes('=?') && text.length <= 900

/** The text of a header such as Subject (RFC 5322, RFC 2047): never a line break that begins another header. */
export function headerText(text: string): string {
  const line = onOneLine(text)
  return isPlain(line) ? line : encoded(line)
}

/** The name of a mailbox: as it is, in quotes, or encoded. */
function phrase(name: string): string {
  const bare = name.replace(/^"(.*)"$/, '$1').replace(/\\(.)/g, '$1')
  if (!isPlain(bare)) return encoded(bare)
  return /^[\w !#$%&'*+/=?^`{|}~-]+$/.test(bare) ? bare : `"${bare.replace(/["\\]/g, '\\$&')}"`
}

/** A domain is written in ASCII; what is none stays as it is. */
function addressText(address: string): string {
  const at = address.lastIndexOf('@')
  if (at < 0) return address
  const domain = address.slice(at + 1)
  return `${address.slice(0, at)}@${domainToASCII(domain) || domain}`
}

/** A mailbox: a name, which may be empty, and an address. */
export interface Mailbox {
  name: string
  address: string
}

/** The mailboxes of a list such as `Ann <ann@x.example>, "Lee, Bob" <bob@x.example>`; commas in quotes part nothing. */
export function mailboxes(list: string): Mailbox[] {
  const items = onOneLine(list).match(/(?:"(?:\\.|[^"\\])*"|<[^>]*>|[^,])+/g) ?? []
  return items
    .map(item => item.trim())
    .filter(item => item !== '')
    .map(item => {
      const angled = /^(.*?)<([^<>]*)>$/.exec(item)
      const [, name = '', address = item] = angled ?? []
      return { name: name.trim(), address: address.trim() }
    })
}

/** A header of mailboxes, one a line where there are several. */
export function headerMailboxes(list: string): string {
  return mailboxes(list)
    .map(({ name, address }) =>
      name === '' ? addressText(address) : `${phrase(name)} <${addressText(address)}>`,
    )
    .join(',\n ')
}
