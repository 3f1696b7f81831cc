import { expect, test } from 'vitest'
import { type AutomationHost, automation } from '../../kit/automation.ts'
import type { Entry, JsonObject } from '../../kit/wire.ts'
import { renamed } from '../../scripts/pack/suffix/automation.ts'
import { hostWith } from '../Automations/host-with.ts'

const found: Entry[] = [
  {
    Type: 1,
    ContentsFormat: 'json',
    Contents: {
      total: 1,
      data: [{ id: '7', CustomFields: { employeeidtrial: '1001', employeeid: 'other' } }],
    },
  },
]

const asking = (name: string, args: JsonObject) =>
  automation({
    name: 'Asking',
    description: 'Runs a command.',
    args: {},
    outputs: [],
    run: async (_, host) => JSON.stringify((await host.executeCommand(name, args))[0]?.Contents ?? null),
  })

async function asked(name: string, args: JsonObject = {}) {
  const calls: [string, JsonObject][] = []
  const host: AutomationHost = hostWith({
    executeCommand: async (called, given) => {
      calls.push([called, given])
      return found
    },
  })
  const one = renamed(asking(name, args), {
    ...{ suffix: 'Trial', fields: { employeeid: 'employeeidtrial' }, automations: ['IAMGeneratePassword'] },
  })
  return { calls, told: JSON.parse(String(await one.run({}, host))) as JsonObject }
}

test('the incidents that a suffixed automation finds have its fields under their own names', async () => {
  const { told } = await asked('getIncidents', { query: 'x' })
  expect(told).toEqual({
    total: 1,
    data: [{ id: '7', CustomFields: { employeeidtrial: '1001', employeeid: '1001' } }],
  })
})

test('what it sets has the suffix, what others find stays as it is', async () => {
  const { calls, told } = await asked('setIncident', { employeeid: '1', other: 2 })
  expect(calls).toEqual([['setIncident', { employeeidtrial: '1', other: 2 }]])
  expect(told).toEqual(found[0]?.Contents)
})

test.each([
  ['IAMGeneratePassword', 'IAMGeneratePasswordTrial'],
  ['MyPassword', 'MyPassword'],
])('%s is run as %s', async (name, called) => {
  expect((await asked(name)).calls).toEqual([[called, {}]])
})
