import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConnectionError, ScimError } from '../../../Integrations/ScimIAM/scim/errors.ts'
import { memberOperations } from '../../../Integrations/ScimIAM/scim/member-calls.ts'
import { changeMembers } from '../../../Integrations/ScimIAM/scim/member-changes.ts'

const ids = (many: number) => Array.from({ length: many }, (_, index) => `u${index}`)
const refusal = (status: number, scimType?: string) =>
  new ScimError({ request: 'PATCH /Groups/1', status }, 'no', scimType)

/** A server that refuses these ids, and more than `most` at once. */
function group(bad: ReadonlySet<string>, most = Number.POSITIVE_INFINITY, status = 400) {
  const members = new Set<string>()
  const sizes: number[] = []
  const send = async (op: 'add' | 'remove', chunk: readonly string[]) => {
    sizes.push(chunk.length)
    if (chunk.length > most) throw refusal(status)
    if (chunk.some(id => bad.has(id))) throw refusal(400, 'invalidValue')
    for (const id of chunk) op === 'add' ? members.add(id) : members.delete(id)
  }
  return { members, sizes, send }
}

describe('changing members', () => {
  it.each([
    [0, 100, []],
    [1, 100, [1]],
    [250, 100, [100, 100, 50]],
    [3, 0, [1, 1, 1]],
  ])('%i in chunks of %i', async (many, most, sizes) => {
    const one = group(new Set())
    expect(await changeMembers({ add: ids(many), remove: [] }, most, one.send)).toEqual({
      ...{ added: many, removed: 0, refused: [] },
    })
    expect(one.sizes).toEqual(sizes)
  })

  it('names exactly those who are refused, whatever the chunks', async () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 59 }), { maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(
        some,
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 30 }),
        async (bad, most, limit) => {
          const refused = new Set(bad.map(index => `u${index}`))
          const one = group(refused, limit)
          const done = await changeMembers({ add: ids(60), remove: [] }, most, one.send)
          expect(new Set(done.refused.map(({ id }) => id))).toEqual(refused)
          expect([done.added, one.members.size]).toEqual([60 - bad.length, 60 - bad.length])
        },
      ),
      { numRuns: 50 },
    )
  })

  it.each([400, 413])('learns a limit that says %i', async status => {
    const one = group(new Set(), 25, status)
    await changeMembers({ add: ids(1000), remove: [] }, 100, one.send)
    expect(one.sizes.filter(size => size > 25).length).toBeLessThanOrEqual(3)
  })

  it('who is no member need not leave, and makes no chunk smaller', async () => {
    const sizes: number[] = []
    const done = await changeMembers({ add: [], remove: ids(40) }, 10, async (_, chunk) => {
      sizes.push(chunk.length)
      if (chunk.includes('u3')) throw refusal(400, 'noTarget')
    })
    expect(done).toEqual({ added: 0, removed: 40, refused: [] })
    expect(sizes.slice(-3)).toEqual([10, 10, 10])
  })

  it.each([
    ['a fault of the server', refusal(500)],
    ['a sign-in', refusal(401)],
    ['no answer', new ConnectionError('gone')],
  ])('%s stops it, with what was done', async (_, failure) => {
    let calls = 0
    const done = await changeMembers({ add: ids(30), remove: ['x'] }, 10, async () => {
      calls += 1
      if (calls === 3) throw failure
    })
    expect(done).toEqual({ added: 20, removed: 0, refused: [], stopped: failure })
  })

  it('a fault of ours is no outcome, and refusals without an end stop', async () => {
    const broken = changeMembers({ add: ['a'], remove: [] }, 1, () => Promise.reject(new TypeError('oops')))
    await expect(broken).rejects.toThrow('oops')
    const all = await changeMembers({ add: ids(2000), remove: [] }, 100, () => Promise.reject(refusal(400)))
    expect([all.refused.length, all.stopped?.message]).toEqual([500, expect.stringContaining('no')])
  })
})

describe('the operations of a PATCH', () => {
  it.each([
    ['add', 'path', [{ op: 'add', path: 'members', value: [{ value: 'a' }, { value: 'b"' }] }]],
    ['add', 'value', [{ op: 'add', path: 'members', value: [{ value: 'a' }, { value: 'b"' }] }]],
    [
      'remove',
      'path',
      [
        { op: 'remove', path: 'members[value eq "a"]' },
        { op: 'remove', path: 'members[value eq "b\\""]' },
      ],
    ],
    ['remove', 'value', [{ op: 'remove', path: 'members', value: [{ value: 'a' }, { value: 'b"' }] }]],
  ] as const)('%s by %s', (op, removal, expected) => {
    expect(memberOperations(op, ['a', 'b"'], removal)).toEqual(expected)
  })
})
