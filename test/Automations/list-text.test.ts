import { expect, test } from 'vitest'
import { listText } from '../../Automations/list-text.ts'
import { Refusal } from '../../kit/errors.ts'
import type { Json } from '../../kit/wire.ts'
import { getList, hostWith } from './host-with.ts'

test.each<[Json, string]>([
  ['<p>Hi</p>', '<p>Hi</p>'],
  ['', ''],
  [[{ instance_name: 'AD' }], '[{"instance_name":"AD"}]'],
])('a list whose Contents is %j is the text %j', async (contents, text) => {
  expect(await listText(hostWith({ executeCommand: getList({ mail: contents }) }), 'mail')).toBe(text)
})

test.each(['refused', 'answered'] as const)('a missing list that the host has %s is undefined', async how => {
  expect(await listText(hostWith({ executeCommand: getList({}, how) }), 'mail')).toBeUndefined()
})

test('any other failure names the list and the reason', async () => {
  const fails = hostWith({
    executeCommand: async () => [{ Type: 4, ContentsFormat: 'text', Contents: 'No permission.' }],
  })
  await expect(listText(fails, 'mail')).rejects.toThrow('The list "mail" cannot be read: No permission.')
  const refuses = hostWith({
    executeCommand: async () => {
      throw new Refusal('Too deep.')
    },
  })
  await expect(listText(refuses, 'mail')).rejects.toThrow('The list "mail" cannot be read: Too deep.')
  await expect(listText(hostWith({}), 'mail')).rejects.toThrow('Nobody expects a executeCommand here.')
})
