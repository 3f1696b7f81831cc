import { describe, expect, test } from 'vitest'
import { printable, renderMarkdown } from '../../../warroom/face/markdown.ts'

const plain = (markdown: string, width = 80): string => renderMarkdown(markdown, { colour: false, width })

describe('markdown as text', () => {
  test.each([
    ['### Title\n**No entries.**\n', 'Title\n\nNo entries.\n'],
    ['### T\n|a|b|\n|---|---|\n| 1 | x\\|y |\n', 'T\n\na  b\n─  ───\n1  x|y\n'],
    ['|a|\n|---|\n| p<br>q |\n', 'a\n─\np\nq\n'],
    ['|a|b|\n|---|---|\n| p\u2028q\u2029r | x |\n| s\u0085t | y |\n', 'a  b\n─  ─\np  x\nq\nr\ns  y\nt\n'],
    ['p\u2028q', 'p\nq\n'],
    ['`x\u001ey`', 'xy\n'],
    ['|mail|\n|---|\n| ann@acme.example |\n', 'mail\n────────────────\nann@acme.example\n'],
    [
      'see [the docs](https://x.example/a) or https://y.example',
      'see the docs (https://x.example/a) or https://y.example\n',
    ],
    ['* one\n* two\n  * deep\n', '• one\n• two\n  • deep\n'],
    ['3. c\n4. d', '3. c\n4. d\n'],
    ['a `code` and ~~gone~~ _it_', 'a code and gone it\n'],
    ['```\nx = 1\n\ny\n```', 'x = 1\n\n  y\n'],
    ['> said', '> said\n'],
    ['a\n\n---\n\nb', `a\n\n${'─'.repeat(40)}\n\nb\n`],
    ['![pic](p.png)', 'pic (p.png)\n'],
    ['5 < 6 & "x"', '5 < 6 & "x"\n'],
    ['under_score_name and a*b*c', 'under_score_name and abc\n'],
    ['', '\n'],
  ])('%j', (markdown, text) => {
    expect(plain(markdown)).toBe(text)
  })

  test('has colours only where they are wanted', () => {
    expect(renderMarkdown('**x** `y`', { colour: true, width: 80 })).toBe(
      '\u001b[1mx\u001b[22m \u001b[33my\u001b[39m\n',
    )
  })
})

describe('what a service sends', () => {
  test.each([
    ['\u001b[2Jgone\u0007', '[2Jgone'],
    ['a\r\nb\tc\u009b31m', 'a\nb\tc31m'],
    ['émoji 🎉 stays', 'émoji 🎉 stays'],
  ])('%j cannot act on the terminal', (text, safe) => {
    expect(printable(text)).toBe(safe)
    expect(plain(text)).not.toMatch(/[\u001b\u0007\u009b]/)
  })
})
