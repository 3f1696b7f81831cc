import { expect, test } from 'vitest'
import type { ScriptItem } from '../script-pack.ts'
import { answerTo, packOf, playbook, printing, roomOn, saidIn, script } from './room.ts'

const SOURCE: ScriptItem = {
  integration: 'Source',
  code: `if (getLastRun().done) return '[]'; setLastRun({done: true});
return JSON.stringify([1, 2].map(n => ({name: 'Leaver ' + n, type: 'Leave', rawJSON: JSON.stringify({n})})));`,
}

const leave = playbook(
  'Leaving',
  ['1'],
  [script('1', 'Set', { key: 'Who', value: '${incident.name}' }, ['2']), printing('2', '${Who} has left')],
)

const items = {
  'IncidentTypes/leave.json': {
    ...{ id: 'Leave', name: 'Leave', color: '#fff', playbookId: 'Leaving', autorun: true },
  },
}

test('/fetch runs the whole chain: event, incident, playbook (playbook.md §11)', async () => {
  const yaml = '- { name: source_1, brand: Source, params: { isFetch: true } }\n'
  const room = await roomOn(packOf([leave], [SOURCE], items), { yaml })
  expect(await answerTo(room, '/fetch')).toEqual([{ instance: 'source_1', created: ['1', '2'], dropped: 0 }])
  expect(saidIn(room, '1').at(-1)).toBe('Leaver 1 has left')
  expect(saidIn(room, '2').at(-1)).toBe('Leaver 2 has left')
  expect(await answerTo(room, '/incident 2')).toMatchObject({ runStatus: 'completed' })
  await room.session.run('/fetch')
  expect(saidIn(room, '1')).toHaveLength(2)
})
