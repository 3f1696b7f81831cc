import { describe, expect, it } from 'vitest'
import { lookUp } from '../../../Automations/IAMAppProvisioningSyncGroup/accounts.ts'
import { groupCommand } from '../../../Automations/IAMAppProvisioningSyncGroup/groups.ts'
import { filterFor } from '../../../Automations/IAMAppProvisioningSyncGroup/log.ts'
import type { Known } from '../../../Automations/IAMAppProvisioningSyncGroup/people.ts'
import { changesOf } from '../../../Automations/IAMAppProvisioningSyncGroup/places.ts'
import { updatedBy } from '../../../Automations/IAMAppProvisioningSyncGroup/update.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { answering, note } from '../answering.ts'

const known = (login: string, more: Partial<Known> = {}): Known => ({
  ...{ person: { id: `00u${login}`, login }, isInactive: false, names: [login] },
  ...more,
})

describe('what an outcome of iam-update-group says', () => {
  const part = {
    add: new Map([
      ['a', known('ann')],
      ['b', undefined],
    ]),
    remove: new Map([['z', undefined]]),
  }
  const outcome = async (contents: JsonObject) =>
    groupCommand(answering({ x: [note(contents)] }).host, 'x', 'CRM', { id: 'g' })
  it.each<[string, JsonObject, object]>([
    ['all is done', { success: true }, { added: 2, removed: 1, refused: [], isGone: false }],
    ['what it counts', { success: true, added: 1, removed: 0 }, { added: 1, removed: 0 }],
    [
      'one is refused',
      { success: false, details: [{ id: 'a', message: 'no' }] },
      { added: 1, removed: 1, refused: [{ id: 'a', login: 'ann', message: 'no' }] },
    ],
    [
      'as Okta IAM says it',
      { success: false, details: [{ userId: 'b', errorSummary: 'no' }] },
      { refused: [{ id: 'b', login: '', message: 'no' }] },
    ],
    [
      'one is refused and others were not tried',
      { success: false, added: 1, removed: 0, errorMessage: 'down', details: [{ id: 'a', message: 'no' }] },
      { added: 1, failure: 'down' },
    ],
    ['the group is gone', { success: false, errorCode: 404, errorMessage: 'x' }, { added: 0, isGone: true }],
    [
      'details that are no list',
      { success: false, errorCode: 500, errorMessage: 'x', details: { a: 1 } },
      { added: 0, removed: 0, failure: 'x' },
    ],
    ['nothing', { success: false }, { failure: 'it gave no reason' }],
  ])('%s', async (_, contents, expected) => {
    const updated = updatedBy(await outcome(contents), part)
    expect(updated).toMatchObject(expected)
    if (!('failure' in expected)) expect(updated).not.toHaveProperty('failure')
  })
})

describe('accounts', () => {
  const modules = { getModules: async () => ({ CRM: { brand: 'SCIM IAM-test', state: 'active' } }) }
  it('are asked for all at once, by the next name only for whoever has none', async () => {
    const asked: string[] = []
    const { host } = answering({}, modules)
    const people = [known('ann'), known('bob', { names: ['bob', 'bob@x'] }), known('cyd', { names: [] })]
    const found = await lookUp(
      {
        ...host,
        executeCommand: async (_, { logins }) => {
          asked.push(String(logins))
          return [note({ users: { ANN: { id: '1', active: true }, 'bob@x': { id: '2', active: false } } })]
        },
      },
      'CRM',
      people,
    )
    expect(asked).toEqual(['["ann","bob"]', '["bob@x"]'])
    expect(people.map(one => found.get(one))).toEqual([
      { id: '1', isInactive: false },
      { id: '2', isInactive: true },
      {
        missing: 'There is no account of 00ucyd in the application.',
        ...{ isUnsure: false, ids: [], isAnybody: false },
      },
    ])
  })

  it('are not asked for when nobody is', async () => {
    expect(await lookUp(answering({}).host, 'CRM', [])).toEqual(new Map())
  })
})

describe('changes', () => {
  it('of two people with one account are those of the later wish', () => {
    const account = { id: 'a', isInactive: false }
    const [ann, bob] = [known('ann', { account }), known('bob', { account })]
    const wishes = [
      { person: ann.person, direction: 'remove' as const },
      { person: bob.person, direction: 'add' as const },
    ]
    const ids = (list: typeof wishes) => {
      const { add, remove } = changesOf(list, [ann, bob], new Map())
      return [[...add.keys()], [...remove.keys()]]
    }
    expect(ids(wishes)).toEqual([['a'], []])
    expect(ids([...wishes].reverse())).toEqual([[], ['a']])
  })
})

it('the filter of the log names types, id and name, escaped', () => {
  const filter = filterFor({ id: '00g', displayName: 'Sales "EMEA" \\ all' })
  expect(filter).toMatch(
    /^\(eventType eq "app\.user_management" or eventType eq "group\.user_membership\.add" or /,
  )
  expect(filter).toMatch(
    /\) and \(target\.id eq "00g" or target\.displayName eq "Sales \\"EMEA\\" \\\\ all"\)$/,
  )
})
