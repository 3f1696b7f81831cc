import { PassThrough, Readable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { Session } from '../../../warroom/engine/session.ts'
import { type Face, linesOf, runLine, runLines } from '../../../warroom/face/lines.ts'
import type { Operation } from '../../../warroom/operations/operation.ts'
import { testRoom } from '../engine/room.ts'
import { TOKEN } from '../stand-in.ts'

function face(options: Partial<Face> = {}): Face & { printed: { out: string; err: string } } {
  const printed = { out: '', err: '' }
  return {
    json: false,
    debug: false,
    look: { colour: false, width: 80 },
    out: text => {
      printed.out += text
    },
    err: text => {
      printed.err += text
    },
    ...options,
    printed,
  }
}

/** An operation with a fault of ours in it. */
const broken: Operation = {
  name: 'broken',
  argument: '',
  description: '',
  run: () => {
    throw new TypeError(`x is not a function, token ${TOKEN}`)
  },
}

describe('a line', () => {
  test.each<[string, 0 | 1 | 2, string, string]>([
    ['!acme-echo hi', 0, 'Echo\n\ntext\n────\nhi\n', ''],
    ['!acme-fail', 1, 'Error: it went wrong\n', ''],
    ['!nope', 2, '', 'Unknown command "nope"; /help lists the commands.\n'],
    ['!acme-does nothing', 0, '', ''],
  ])('%s has status %i', async (line, status, out, err) => {
    const { session } = await testRoom()
    const own = face()
    expect(await runLine(session, line, own)).toBe(status)
    expect(own.printed).toEqual({ out, err })
  })

  test('a fault of ours is told without secrets, and the next line runs', async () => {
    const { parts } = (await testRoom()).session
    const session = new Session(parts, [broken])
    const own = face()
    expect(await runLines(session, ['/broken', '!acme-echo on'], own, false)).toBe(2)
    expect(own.printed.err).toBe('Fault of the war room: x is not a function, token ********\n')
    expect(own.printed.out).toContain('on')
    const debug = face({ debug: true, json: true })
    await runLine(session, '/broken', debug)
    expect(JSON.parse(debug.printed.out)).toEqual({
      line: '/broken',
      error: 'Fault of the war room: x is not a function, token ********',
    })
    expect(debug.printed.err).toMatch(/^TypeError: .*\*{8}\n\s+at /)
  })

  test('lines of several runs: the highest status counts, and --stop ends them', async () => {
    const { session } = await testRoom()
    const lines = ['!acme-fail', '!acme-echo a', '!nope', '!acme-echo b']
    expect(await runLines(session, lines, face(), false)).toBe(2)
    const stopped = face()
    expect(await runLines(session, lines, stopped, true)).toBe(1)
    expect(stopped.printed.out).toBe('Error: it went wrong\n')
  })
})

const bytes = (text: string): Buffer[] => Array.from(Buffer.from(text), byte => Buffer.from([byte]))

test.each<[(string | Buffer)[], string[]]>([
  [['a\nb\n'], ['a', 'b']],
  [['a\u2028b\u2029c\u0085d\re\n'], ['a\u2028b\u2029c\u0085d\re']],
  [bytes('\ufeffü\r\n€ 😀'), ['ü', '€ 😀']],
  [
    ['a\r\n\r\n  \n', 'b c'],
    ['a', 'b c'],
  ],
  [['one li', 'ne\n'], ['one line']],
  [[], []],
])('the lines of %j', async (chunks, expected) => {
  const lines: string[] = []
  for await (const line of linesOf(Readable.from(chunks))) lines.push(line)
  expect(lines).toEqual(expected)
})

test('an ending ends the wait for lines and what was typed of one', async () => {
  const input = new PassThrough()
  const ending = new AbortController()
  const lines: string[] = []
  input.write('a\nb\nhal')
  for await (const line of linesOf(input, ending.signal)) {
    lines.push(line)
    if (line === 'b') setImmediate(() => ending.abort())
  }
  expect(lines).toEqual(['a', 'b'])
})

test('no line begins after an ending', async () => {
  const { session } = await testRoom()
  const ending = new AbortController()
  const own = face({ out: () => ending.abort() })
  expect(await runLines(session, ['!acme-fail', '!nope'], own, false, ending.signal)).toBe(1)
})
