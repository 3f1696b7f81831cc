import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { runner } from '../javascript/runner.ts'
import { DEMISTO_LOCKING } from './room.ts'

const code = readFileSync(`${DEMISTO_LOCKING}/Integrations/DemistoLock/DemistoLock.js`, 'utf8')

/** Runs a command among others that write: `before` is what they make of the locks ahead of each write of ours. */
async function among(before: (JsonObject | undefined)[], command: string) {
  let context: JsonObject = {}
  let version = 1
  const result = await runner.run(
    {
      kind: 'integration',
      name: 'Demisto Lock',
      code,
      command,
      args: { name: 'L' },
      params: {},
      incident: { id: '7' },
    },
    {
      getIntegrationContext: () => ({ context, version }),
      setIntegrationContext([given, seen]: Json[]) {
        const others = before.shift()
        if (others) {
          context = others
          version += 1
        }
        if (seen !== version) return { Error: 'stale' }
        context = given as JsonObject
        version += 1
        return {}
      },
    },
  )
  return { entry: result.entries[0], context }
}

const OTHER = { incident: '8', info: '', taken: 'now' }

test('who writes first has the lock: the other reads it again, and waits', async () => {
  const { entry, context } = await among([{ L: OTHER }], 'demisto-lock-get')
  expect(entry).toMatchObject({
    Contents: 'Lock L is held by incident 8; waiting for it.',
    NextRun: '20',
    Timeout: '680',
  })
  expect(context).toEqual({ L: OTHER })
})

test('what others wrote about other locks is kept', async () => {
  const { entry, context } = await among([{ M: OTHER }, { M: OTHER, N: OTHER }], 'demisto-lock-get')
  expect(entry).toMatchObject({ Contents: 'Lock L is taken by incident 7.' })
  expect(context).toMatchObject({ L: { incident: '7' }, M: OTHER, N: OTHER })
})

test.each([
  ['demisto-lock-get', { Type: 1, PollingCommand: 'demisto-lock-get' }],
  ['demisto-lock-release', { Type: 4, Contents: expect.stringMatching(/^Lock L could not be released/) }],
])('%s does not try for ever', async (command, expected) => {
  const busy = Array.from({ length: 9 }, () => ({ M: OTHER }))
  expect((await among(busy, command)).entry).toMatchObject(expected)
})
