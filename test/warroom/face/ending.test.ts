import { EventEmitter } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { endingOf } from '../../../warroom/face/ending.ts'
import { runPrompt } from '../../../warroom/face/prompt.ts'
import { contentsOf, testRoom } from '../engine/room.ts'
import { acmeZip, emptyFolder, ONE_ACME } from '../stand-in.ts'
import { objects, runProgram, startProgram } from './program.ts'

const REASON = 'The command was interrupted.'

function place(): { cwd: string; options: string[] } {
  const cwd = emptyFolder()
  writeFileSync(path.join(cwd, 'instances.yaml'), ONE_ACME)
  return { cwd, options: ['--pack', acmeZip(), '--instances', 'instances.yaml', '--json'] }
}

describe('a signal from outside', () => {
  test.each<[NodeJS.Signals, number]>([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('%s records and prints what it interrupted, and no line follows', async (signal, status) => {
    const { cwd, options } = place()
    const lines = ['!acme-echo before', '!acme-does hang', '!acme-echo never']
    const program = startProgram([...options, ...lines], { cwd, stdin: null })
    await program.says('before')
    // What hangs began in the same turn in which the line before it was printed.
    program.child.kill(signal)
    const ended = await program.ended
    expect(ended).toMatchObject({ status, err: '' })
    expect(objects(ended)).toMatchObject([
      { line: '!acme-echo before' },
      {
        line: '!acme-does hang',
        instance: 'acme_1',
        entries: [{ ID: '2@0', Type: 4, Contents: REASON }],
      },
    ])
    expect(existsSync(path.join(cwd, '.warroom/lock'))).toBe(false)
    const after = await runProgram([...options, '!acme-echo after'], { cwd })
    expect(objects(after)).toMatchObject([{ entries: [{ ID: '3@0' }] }])
  })

  test('ends the wait for a line', async () => {
    const { cwd, options } = place()
    const program = startProgram(options, { cwd, stdin: null })
    program.child.stdin?.write('!acme-echo x\n')
    await program.says('"x"')
    program.child.kill('SIGTERM')
    expect((await program.ended).status).toBe(143)
  })

  test('ends the prompt', async () => {
    const room = await testRoom()
    const terminal = { input: new PassThrough(), output: new PassThrough() }
    terminal.output.resume()
    const ending = new AbortController()
    const face = {
      json: false,
      debug: false,
      look: { colour: false, width: 80 },
      out: () => {},
      err: () => {},
    }
    const ended = runPrompt(room, face, terminal, ending.signal)
    ending.abort(143)
    expect(await ended).toBe(0)
  })
})

describe('an interruption', () => {
  const TWO = `${ONE_ACME}- { name: acme_2, brand: Acme Directory, params: { credentials: x } }\n`

  test('stops the other instances of the line as well, and not the next line', async () => {
    const room = await testRoom({ yaml: TWO })
    const line = contentsOf(room, '!acme-does hang')
    room.interrupt(REASON)
    expect(await line).toEqual([REASON, REASON])
    expect(await contentsOf(room, '!acme-echo x using=acme_1')).toMatchObject([{ text: 'x' }])
  })

  test.each([
    ['!acme-fail retry-count=3 retry-interval=1000000', 'it went wrong'],
    ['!Sleep 1000000', REASON],
  ])('ends the waiting of %s', async (text, told) => {
    const room = await testRoom()
    const { interruption } = room.session.parts
    const waits = vi.spyOn(interruption, 'wait')
    const line = contentsOf(room, text)
    await vi.waitUntil(() => waits.mock.calls.length > 0)
    room.interrupt(REASON)
    expect(await line).toEqual([told])
  })
})

describe('which signals count', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  function opened() {
    vi.useFakeTimers({ toFake: ['performance'] })
    const own = Object.assign(new EventEmitter(), { exit: vi.fn() })
    const room = { interrupt: vi.fn(), kill: vi.fn() }
    const ending = endingOf(room as never, own as never)
    return { own, room, ending }
  }

  test('the first interrupts and ends; one that follows at once is the same, passed on by npm', () => {
    const { own, room, ending } = opened()
    expect(ending.aborted).toBe(false)
    own.emit('SIGINT')
    own.emit('SIGINT')
    expect(ending.reason).toBe(130)
    expect(room.interrupt.mock.calls).toEqual([[REASON]])
    expect(own.exit).not.toHaveBeenCalled()
  })

  test('a second one ends at once', () => {
    const { own } = opened()
    own.emit('SIGINT')
    vi.advanceTimersByTime(2000)
    own.emit('SIGTERM')
    expect(own.exit.mock.calls).toEqual([[143]])
  })

  test('the processes of the integrations never outlive the program', () => {
    const { own, room } = opened()
    own.emit('exit')
    expect(room.kill).toHaveBeenCalled()
  })
})
