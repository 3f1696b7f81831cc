import { describe, expect, it } from 'vitest'
import { type GroupOutcome, groupOutcomeOutputs, groupResult } from '../../../kit/iam/group-outcome.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const OKTA = { system: 'Okta', userCode: 'a code', groupCode: 'a code' }
const instance = { brand: 'Okta IAM', name: 'Okta 1' }
const about = { brand: 'Okta IAM', instanceName: 'Okta 1' }
const result = (outcome: GroupOutcome, command = 'iam-get-group') =>
  groupResult(command, outcome, instance, 'Okta')
const member = (index: number) => ({ value: `00u${index}`, display: `p${index}@example.com` })

describe('groupResult', () => {
  it.each<[string, GroupOutcome, JsonObject]>([
    [
      'a success',
      { success: true, id: '00g1', displayName: 'A' },
      { success: true, id: '00g1', displayName: 'A' },
    ],
    ['no members are a list', { success: true, members: [] }, { success: true, members: [] }],
    [
      'what is absent is left out',
      { success: false, id: undefined, errorCode: 404 },
      { success: false, errorCode: 404 },
    ],
    ['an empty code stays', { success: false, errorCode: '' }, { success: false, errorCode: '' }],
  ])('contents: %s', (_, outcome, expected) => {
    expect(result(outcome).contents).toEqual({ ...about, ...expected })
  })

  it.each([
    ['iam-get-group', 'GetGroup', 'Okta Get Group:'],
    ['iam-create-group', 'CreateGroup', 'Okta Create Group:'],
    ['iam-update-group', 'UpdateGroup', 'Okta Update Group:'],
    ['iam-delete-group', 'DeleteGroup', 'Okta Delete Group:'],
  ])('%s writes %s under both names (G3)', (command, name, title) => {
    const { context = {}, readable } = result({ success: true, id: '00g1' }, command)
    expect(Object.keys(context)).toEqual([
      expect.stringMatching(new RegExp(`^${name}\\(val\\.id && val\\.id == obj\\.id \\|\\| `)),
      expect.stringMatching(new RegExp(`^Iam${name}\\(val\\.id && val\\.id == obj\\.id \\|\\| `)),
    ])
    expect(readable).toMatchObject({ title })
    expect(groupOutcomeOutputs(name, OKTA).map(({ path }) => path)).toContain(`${name}.success`)
  })

  it('in the context an error that there is none of is null, so that it ends an older one', () => {
    const [kept] = Object.values(result({ success: true, id: '00g1' }).context ?? {})
    expect(kept).toEqual({
      ...about,
      success: true,
      id: '00g1',
      errorCode: null,
      errorMessage: null,
      details: null,
      reason: null,
    })
  })

  it.each([
    [50, 50, undefined],
    [51, 51, 'and 1 more, all of them in the context'],
    [1050, 51, 'and 1000 more, all of them in the context'],
  ])('of %i members the table shows %i lines', (size, lines, last) => {
    const members = Array.from({ length: size }, (_, index) => member(index))
    const { readable, contents } = result({ success: true, members })
    const shown = (readable as unknown as { rows: { members: unknown[] } }).rows.members
    expect(shown).toHaveLength(lines)
    expect(shown.at(-1)).toEqual(last ?? member(size - 1))
    expect((contents as { members: unknown[] }).members).toHaveLength(size)
  })

  it.each([true, false])('failed=%s is the entry’s and no member of the outcome', failed => {
    const told = result({ success: false, failed })
    expect(told.failed ?? false).toBe(failed)
    expect(told.contents).not.toHaveProperty('failed')
  })
})
