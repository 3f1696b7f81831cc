import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { outletOf } from '../../../warroom/face/output.ts'
import { acmeZip, emptyFolder, ONE_ACME } from '../stand-in.ts'
import { objects, PROGRAM, runProgram } from './program.ts'

function place(): { cwd: string; options: string[] } {
  const cwd = emptyFolder()
  writeFileSync(path.join(cwd, 'instances.yaml'), ONE_ACME)
  return { cwd, options: ['--pack', acmeZip(), '--instances', 'instances.yaml', '--json'] }
}

/** Runs the program with a reader of stdout, or of stderr, that leaves at once. */
async function withoutReader(which: 'stdout' | 'stderr', args: string[], cwd: string): Promise<number> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  child[which].destroy()
  child[which === 'stdout' ? 'stderr' : 'stdout'].resume()
  const [status] = await once(child, 'close')
  return status
}

describe('when the reader leaves', () => {
  test.each<['stdout' | 'stderr', string, number]>([
    ['stdout', '!acme-fail', 1],
    ['stdout', '/instances', 0],
    ['stderr', '!nope', 2],
  ])('%s: the lines behind %s run, the room is closed, the status is %i', async (which, line, status) => {
    const { cwd, options } = place()
    const lines = ['!acme-echo a', line, '!acme-echo b']
    expect(await withoutReader(which, [...options, ...lines], cwd)).toBe(status)
    expect(existsSync(path.join(cwd, '.warroom/lock'))).toBe(false)
    const after = await runProgram([...options, '/context Acme.Echo.text'], { cwd })
    expect(objects(after)).toMatchObject([{ value: ['a', 'b'] }])
  })

  test('results that are lost otherwise are told, with status 2', async () => {
    const { cwd, options } = place()
    const readOnly = openSync(path.join(cwd, 'instances.yaml'), 'r')
    const words = [PROGRAM, ...options, '/instances', '/incidents']
    const child = spawn(process.execPath, words, { cwd, stdio: ['ignore', readOnly, 'pipe'] })
    let err = ''
    child.stderr?.on('data', chunk => {
      err += chunk
    })
    const [status] = await once(child, 'close')
    closeSync(readOnly)
    expect([status, err]).toEqual([2, expect.stringMatching(/^The output cannot be written: EBADF.*\.\n$/)])
  })
})

describe('an outlet', () => {
  function open(code: string) {
    const fails = Object.assign(new Error(`write ${code}`), { code })
    const written: string[] = []
    const stream = new Writable({
      autoDestroy: false,
      write(chunk, _encoding, done) {
        written.push(String(chunk))
        done(written.length > 1 ? fails : null)
      },
    })
    const told: string[] = []
    return { stream, written, told, out: outletOf(stream, sentence => told.push(sentence)) }
  }

  test.each([
    ['EPIPE', []],
    ['EIO', ['The output cannot be written: write EIO.']],
  ])('that fails with %s writes no more and tells %j', async (code, sentences) => {
    const { stream, written, told, out } = open(code)
    const failed = once(stream, 'close').catch(() => {})
    for (const text of ['a', 'b', 'c']) {
      out(text)
      await new Promise(setImmediate)
    }
    stream.destroy()
    await failed
    expect(written).toEqual(['a', 'b'])
    expect(told).toEqual(sentences)
  })
})
