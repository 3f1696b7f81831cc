import { describe, expect, test } from 'vitest'
import { IAMKeepInvoluntaryTermination } from '../../../Automations/IAMKeepInvoluntaryTermination/index.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { renamed } from '../../../scripts/pack/suffix/automation.ts'
import { getList, hostWith } from '../host-with.ts'

const lists = { 'tufe-actors': '["hr@x.example"]' }
const hostOf = (CustomFields: Json | undefined, held: Record<string, Json> = lists) =>
  hostWith({
    executeCommand: getList(held),
    incident: { name: 'x', ...(CustomFields !== undefined && { CustomFields }) },
  })

describe('IAMKeepInvoluntaryTermination', () => {
  test.each<[fields: Json | undefined, answer: string]>([
    [{ actor: 'HR@x.example' }, 'true'],
    [{ actor: 'routine@x.example' }, 'false'],
    [{ actor: '' }, 'false'],
    [{ actor: null }, 'false'],
    [{ actor: ['hr@x.example'] }, 'false'],
    [{ username: 'hr@x.example' }, 'false'],
    [{}, 'false'],
    [null, 'false'],
    [undefined, 'false'],
  ])('an incident with the fields %j: %s', async (fields, answer) => {
    expect(await IAMKeepInvoluntaryTermination.run({}, hostOf(fields))).toBe(answer)
  })

  test('a list that the platform hands over parsed is a list', async () => {
    const host = hostOf({ actor: 'hr@x.example' }, { 'tufe-actors': ['hr@x.example'] })
    expect(await IAMKeepInvoluntaryTermination.run({}, host)).toBe('true')
  })

  test.each<[held: Record<string, Json>, sentence: string]>([
    [{}, 'There is no list "tufe-actors". It has to be a JSON array with the Okta logins'],
    [{ 'tufe-actors': 'hr@x.example' }, 'The list "tufe-actors" is wrong at line 1, column 1'],
    [{ 'tufe-actors': '' }, 'The list "tufe-actors" is wrong at line 1, column 1'],
    [{ 'tufe-actors': '{}' }, 'The list "tufe-actors" is {}.'],
    [{ 'tufe-actors': '[1]' }, 'Entry 1 of the list "tufe-actors" is 1.'],
  ])('with the lists %j it answers nothing, also for nobody', async (held, sentence) => {
    for (const fields of [{ actor: 'hr@x.example' }, {}])
      await expect(IAMKeepInvoluntaryTermination.run({}, hostOf(fields, held))).rejects.toThrow(sentence)
  })

  test.each<[fields: JsonObject, answer: string]>([
    [{ actortrial: 'hr@x.example' }, 'true'],
    [{ actortrial: 'routine@x.example', actor: 'hr@x.example' }, 'false'],
    [{ actor: 'hr@x.example' }, 'false'],
  ])('in a pack with a suffix it reads that pack’s field: %j, %s', async (fields, answer) => {
    const one = renamed(IAMKeepInvoluntaryTermination, { suffix: 'Trial', fields: { actor: 'actortrial' } })
    expect(one.name).toBe('IAMKeepInvoluntaryTerminationTrial')
    expect(await one.run({}, hostOf(fields))).toBe(answer)
  })
})
