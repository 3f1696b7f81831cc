import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { progressOf } from '../../../warroom/face/progress.ts'
import type { TaskEvent } from '../../../warroom/playbook/playbooks.ts'
import { packOf, playbook, printing, task } from '../playbook/room.ts'
import { emptyFolder } from '../stand-in.ts'
import { objects, runProgram } from './program.ts'

function told(event: Partial<TaskEvent>, isTerminal: boolean): string {
  const texts: string[] = []
  const face = { json: false, debug: false, look: { colour: false, width: 80 }, out: () => {} }
  const watch = progressOf({ ...face, err: said => void texts.push(said) }, isTerminal)
  watch({ incident: '1', path: '4', name: 'Disable', state: 'Completed', took: 1500, ...event })
  return texts.join('')
}

describe('the progress of a run', () => {
  test.each<[Partial<TaskEvent>, string, string]>([
    [{}, '✓ 4 Disable  Completed  1.5 s\n', 'incident 1, task 4 Disable: Completed, 1.5 s\n'],
    [
      { path: '4/7' },
      '  ✓ 7 Disable  Completed  1.5 s\n',
      'incident 1, task 4/7 Disable: Completed, 1.5 s\n',
    ],
    [{ state: 'Error' }, '✗ 4 Disable  Error  1.5 s\n', 'incident 1, task 4 Disable: Error, 1.5 s\n'],
    [
      { path: '1/2/3/4/5/6/7' },
      `${'  '.repeat(5)}✓ 7 Disable  Completed  1.5 s\n`,
      'incident 1, task 1/…/5/6/7 Disable: Completed, 1.5 s\n',
    ],
    [{ state: 'InProgress' }, '… 4 Disable  InProgress\n', ''],
    [
      { name: 'a\u001b[2J\nb' },
      '✓ 4 a[2J b  Completed  1.5 s\n',
      'incident 1, task 4 a[2J b: Completed, 1.5 s\n',
    ],
  ])('%j is a line of a tree, or elsewhere one line when it is finished', (event, tree, line) => {
    expect(told(event, true)).toBe(tree)
    expect(told(event, false)).toBe(line)
  })

  test('stands on stderr, and with --json nowhere; the result on stdout; mails in --outbox', async () => {
    const cwd = emptyFolder()
    const ask = task('2', 'condition', { Yes: [] }, { message: { to: { simple: 'a@x.example' } } })
    const pack = packOf([playbook('P', ['1'], [printing('1', 'x', ['2']), ask])])
    writeFileSync(path.join(cwd, 'instances.yaml'), '[]')
    const options = ['--pack', pack, '--instances', 'instances.yaml', '--outbox', path.join(cwd, 'mails')]
    const human = await runProgram([...options, '/playbook P'], { cwd })
    expect(human.err).toMatch(
      /^incident 1, task 1 Print: Completed, \d+ ms\nincident 1, task 2 condition 2: Waiting/,
    )
    expect(human.out).toContain('Playbook "P", incident 1: waiting')
    expect(human.out).toContain('? 2 condition 2  Waiting')
    const json = await runProgram([...options, '--json', '--incident', '1', '/playbook P --answer 2=Yes'], {
      cwd,
    })
    expect(json).toMatchObject({ err: '', status: 0 })
    expect(objects(json)).toMatchObject([{ value: { incident: '1', state: 'completed' } }])
  })
})
