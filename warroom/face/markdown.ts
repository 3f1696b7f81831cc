import { Marked, type RendererObject, type Tokens } from 'marked'
import { textTable } from './table.ts'

export interface Look {
  colour: boolean
  width: number
  /** The progress of runs stands in the same place as results. */
  watched?: boolean
}

const style =
  (on: number, off: number) =>
  (text: string, { colour }: Look): string =>
    colour && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text

export const bold = style(1, 22)
export const red = style(31, 39)
export const dim = style(2, 22)
const italic = style(3, 23)
const yellow = style(33, 39)

// What a service sends may hold escape sequences, which would act on the reader's terminal.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** The text without characters that a terminal would act upon. */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(CONTROL, '')
}

/** Characters that are line breaks to a terminal and to Unicode, but not to markdown, whose tables they would tear. */
const BREAKS = /[\u0085\u2028\u2029]/

/** Stands for such a break while markdown is read; `printable` leaves none of these in a text. */
const BREAK = '\u001e'

const broken = (text: string): string => text.replaceAll(BREAK, '\n')

const indented = (text: string, by: string): string => text.trimEnd().replaceAll(/^(?=.)/gm, by)

function blocks(look: Look): RendererObject {
  return {
    heading({ tokens }) {
      return `${bold(this.parser.parseInline(tokens), look)}\n\n`
    },
    paragraph({ tokens }) {
      return `${this.parser.parseInline(tokens)}\n\n`
    },
    blockquote({ tokens }) {
      return `${indented(this.parser.parse(tokens), '> ')}\n\n`
    },
    code: ({ text }) => `${indented(text, '  ')}\n\n`,
    hr: () => `${'─'.repeat(Math.min(look.width, 40))}\n\n`,
    list({ items, ordered, start }) {
      const marks = items.map((_, index) => (ordered ? `${Number(start) + index}. ` : '• '))
      // An item's text and the list inside it are tokens of their own, with no line break between them.
      const texts = items.map(({ tokens, loose }) =>
        tokens
          .map(token => this.parser.parse([token], loose).trim())
          .filter(Boolean)
          .join('\n'),
      )
      return `${texts.map((text, at) => `${marks[at]}${text.replaceAll('\n', '\n  ')}`).join('\n')}\n\n`
    },
    table({ header, rows }) {
      const text = ({ tokens }: Tokens.TableCell) => broken(this.parser.parseInline(tokens)).trim()
      const headers = header.map(cell => bold(text(cell), look))
      return `${textTable(
        headers,
        rows.map(row => row.map(text)),
        look.width,
      )}\n`
    },
  }
}

function inlines(look: Look): RendererObject {
  return {
    strong({ tokens }) {
      return bold(this.parser.parseInline(tokens), look)
    },
    em({ tokens }) {
      return italic(this.parser.parseInline(tokens), look)
    },
    del({ tokens }) {
      return this.parser.parseInline(tokens)
    },
    codespan: ({ text }) => yellow(text, look),
    br: () => '\n',
    // An e-mail address in a cell is a link to markdown; printed once it is enough.
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens)
      return href === text || href === `mailto:${text}` ? text : `${text} (${href})`
    },
    image: ({ href, text }) => `${text} (${href})`,
    html: ({ text }) => (/^<br\s*\/?>$/i.test(text.trim()) ? '\n' : text),
    text(token) {
      return 'tokens' in token && token.tokens ? this.parser.parseInline(token.tokens) : token.text
    },
  }
}

/**
 * Markdown as text for a terminal `width` columns wide, ending with one line break. The renderer is our own, because the
 * known one for terminals takes longer to load (every language of a highlighter) than a command takes to run, and its
 * tables cannot be read once they are wider than the terminal.
 */
export function renderMarkdown(markdown: string, look: Look): string {
  const marked = new Marked()
  marked.use({ renderer: blocks(look) }, { renderer: inlines(look) })
  const lines = markdown.split(BREAKS).map(printable)
  const text = broken(marked.parse(lines.join(BREAK), { async: false }))
  return `${text.replaceAll(/\n{3,}/g, '\n\n').trim()}\n`
}
