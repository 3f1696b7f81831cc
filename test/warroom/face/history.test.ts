import { appendFileSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { History } from '../../../warroom/face/history.ts'
import { emptyFolder } from '../stand-in.ts'

test('what was typed is there again, newest first, torn lines left out', () => {
  const folder = emptyFolder()
  const history = new History(folder)
  expect(history.lines).toEqual([])
  for (const line of ['!a', '/b "x"', 'ä note']) history.add(line)
  appendFileSync(path.join(folder, 'history.jsonl'), '{"v":1,"li')
  expect(new History(folder).lines).toEqual(['ä note', '/b "x"', '!a'])
})

test('is cut when it has grown long', () => {
  const folder = emptyFolder()
  const history = new History(folder)
  for (let n = 0; n <= 2 * history.size; n += 1) history.add(`line ${n}`)
  const again = new History(folder)
  expect(again.lines).toHaveLength(history.size)
  expect(again.lines[0]).toBe(`line ${2 * history.size}`)
  expect(readFileSync(path.join(folder, 'history.jsonl'), 'utf8').split('\n')).toHaveLength(history.size + 1)
})
