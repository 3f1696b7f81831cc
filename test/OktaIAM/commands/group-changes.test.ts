import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { groupsIn, ran } from '../groups.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
let groups: ReturnType<typeof groupsIn>
beforeAll(async () => {
  org = await openTestOrg()
  groups = groupsIn(org)
})
afterAll(() => org.close())
beforeEach(() => org.faults())

const changes = async () => (await org.requests()).filter(request => !request.startsWith('GET '))

/** From here on search does not know the last so many writes. */
const lag = (searchLag: number) =>
  fetch(`${org.okta.url}/_test/choices`, { method: 'POST', body: JSON.stringify({ searchLag }) })

/** The dry run changes nothing and shows the calls that the real run then makes. Gives the plan. */
async function planned(command: string, args: JsonObject): Promise<JsonObject> {
  await org.forget()
  const { contents } = await ran(org, command, { ...args, 'dry-run': true })
  expect(await changes()).toEqual([])
  const plan = contents as JsonObject & { calls: { method: string; path: string }[] }
  await ran(org, command, args)
  expect(await changes()).toEqual(plan.calls.map(({ method, path }) => `${method} ${path}`))
  return plan
}

describe('okta-create-group', () => {
  it.each<[string, JsonObject, JsonObject]>([
    ['with a description', { description: 'They meet' }, { Description: 'They meet' }],
    ['without one', {}, {}],
  ])('%s: in context under both names, raw in contents', async (what, more, shown) => {
    const name = `Book Club ${what}`
    const { type, text, contents, context } = await ran(org, 'okta-create-group', { name, ...more })
    const [made] = await groups.named(name)
    expect(made).toMatchObject({ type: 'OKTA_GROUP', profile: { name, description: null, ...more } })
    expect([type, text]).toEqual([1, `Group Created: [GroupID:${made?.id}, GroupName: ${name}]`])
    expect(contents).toEqual(made)
    expect(context.OktaGroup).toEqual({ ID: made?.id, Name: name, Type: 'OKTA_GROUP', ...shown })
    expect(context['Okta.Group']).toMatchObject({
      ID: made?.id,
      Name: name,
      ObjectClass: ['okta:user_group'],
    })
  })

  it('twice: says already, gives the same group, and sends nothing', async () => {
    const first = await ran(org, 'okta-create-group', { name: 'Twice' })
    await org.forget()
    const { type, text, context } = await ran(org, 'okta-create-group', { name: 'Twice' })
    expect(type).toBe(1)
    expect(text).toMatch(/^Group already exists: \[GroupID:00g\w+, GroupName: Twice\]$/)
    expect(context).toEqual(first.context)
    expect(await changes()).toEqual([])
    expect(await groups.named('Twice')).toHaveLength(1)
  })

  it('says when what exists has another description, and leaves it', async () => {
    await groups.make('Painters', 'Oil')
    const { text } = await ran(org, 'okta-create-group', { name: 'Painters', description: 'Water' })
    expect(text).toMatch(
      /^Group already exists with another description, which stays; okta-update-group changes it: /,
    )
    expect((await groups.named('Painters'))[0]?.profile.description).toBe('Oil')
  })

  it('an imported group of that name is no obstacle', async () => {
    const { text } = await ran(org, 'okta-create-group', { name: 'Domain Admins' })
    expect(text).toMatch(
      /^Group Created: .*\nThe name is also that of 00g\w+ \(APP_GROUP\), so only the ids tell the groups apart\.$/,
    )
    const made = (await groups.named('Domain Admins')).find(({ type }) => type === 'OKTA_GROUP')
    expect(made).toBeDefined()
    await org.call('DELETE', `/api/v1/groups/${made?.id}`)
  })

  it('a name that somebody else takes meanwhile is Okta’s refusal with its cause', async () => {
    const cause = 'name: An object with this field already exists in the current organization'
    const body = {
      errorCode: 'E0000001',
      errorSummary: 'Api validation failed: name',
      errorCauses: [{ errorSummary: cause }],
    }
    await org.faults({
      match: { method: 'POST', path: '/api/v1/groups' },
      times: 1,
      answer: { kind: 'status', status: 400, body },
    })
    const { type, text } = await ran(org, 'okta-create-group', { name: 'Contested' })
    expect(type).toBe(4)
    expect(text).toContain(cause)
  })

  it.each<[string, JsonObject, RegExp]>([
    ['no name', {}, /^The argument "name" is missing/],
    ['a name that is too long', { name: 'x'.repeat(256) }, /String is too long/],
    ['a control character', { name: 'a\u0007b' }, /control character/],
    ['one of Okta’s own', { name: 'Everyone' }, /^The name "Everyone" is that of one of Okta's own groups/],
  ])('%s is refused', async (_, args, expected) => {
    const { type, text } = await ran(org, 'okta-create-group', args)
    expect(type).toBe(4)
    expect(text).toMatch(expected)
  })

  it('dry-run', async () => {
    const plan = await planned('okta-create-group', { name: 'Planned', description: 'Later' })
    expect(plan).toMatchObject({
      target: 'Planned',
      effect: 'change',
      calls: [
        {
          method: 'POST',
          path: '/api/v1/groups',
          body: { profile: { name: 'Planned', description: 'Later' } },
        },
      ],
      changes: { name: [null, 'Planned'], description: [null, 'Later'] },
    })
  })
})

describe('okta-update-group', () => {
  const after = async (id: string) => (await groups.get(id))?.profile

  it.each<[string, JsonObject, JsonObject]>([
    ['only the name: the description stays', { name: 'New A' }, { name: 'New A', description: 'Text' }],
    ['only the description: the name stays', { description: 'Other' }, { name: 'Old', description: 'Other' }],
    ['both', { name: 'New B', description: 'Other' }, { name: 'New B', description: 'Other' }],
    ['the description cleared', { clear: 'description' }, { name: 'Old', description: null }],
  ])('%s', async (_, args, expected) => {
    const id = await groups.make('Old', 'Text')
    const { type, text, contents, context } = await ran(org, 'okta-update-group', { groupId: id, ...args })
    expect([type, text]).toEqual([1, `Group Updated: [GroupID:${id}, GroupName: ${expected.name}]`])
    expect(await after(id)).toEqual(expected)
    expect(contents).toMatchObject({ id, profile: expected })
    expect(context['Okta.Group']).toMatchObject({ ID: id, Name: expected.name })
    await org.call('DELETE', `/api/v1/groups/${id}`)
  })

  it('by name, and already so the second time', async () => {
    const id = await groups.make('Before', 'Text')
    await ran(org, 'okta-update-group', { groupName: 'Before', description: 'Other' })
    await org.forget()
    const { type, text } = await ran(org, 'okta-update-group', { groupName: 'Before', description: 'Other' })
    expect([type, text]).toEqual([1, `Group is already so: [GroupID:${id}, GroupName: Before]`])
    expect(await changes()).toEqual([])
  })

  it('dry-run shows each attribute before and after', async () => {
    const id = await groups.make('Draft', 'One')
    const plan = await planned('okta-update-group', { groupId: id, name: 'Draft', description: 'Two' })
    expect(plan).toMatchObject({
      target: 'Draft',
      calls: [
        {
          method: 'PUT',
          path: `/api/v1/groups/${id}`,
          body: { profile: { name: 'Draft', description: 'Two' } },
        },
      ],
      changes: { description: ['One', 'Two'] },
    })
  })

  it('found by name in an index that lags behind, keeps what somebody else has changed since', async () => {
    const id = await groups.make('Lagging', 'old')
    await lag(50)
    await org.call('PUT', `/api/v1/groups/${id}`, { profile: { name: 'Lagging', description: 'new' } })
    await ran(org, 'okta-update-group', { groupName: 'Lagging', name: 'Caught up' })
    expect((await groups.get(id))?.profile).toEqual({ name: 'Caught up', description: 'new' })
    const { type, text } = await ran(org, 'okta-update-group', { groupName: 'Lagging', name: 'Again' })
    await lag(0)
    expect([type, text]).toEqual([4, expect.stringMatching(/^No group has exactly the name "Lagging"/)])
  })

  it.each<[string, JsonObject, RegExp]>([
    [
      'nothing to change',
      { groupName: 'IT' },
      /^There is nothing to update; give "name", "description" or "clear"\.$/,
    ],
    [
      'given and cleared',
      { groupName: 'IT', description: 'x', clear: 'description' },
      /^The description is given and to be cleared/,
    ],
    ['something else cleared', { groupName: 'IT', clear: 'name' }, /expected one of description/],
    [
      'an imported group',
      { groupName: 'Domain Admins', name: 'x' },
      /APP_GROUP\) cannot be changed: it comes from an application/,
    ],
    [
      'the id of one and the name of another',
      { groupId: 'Sales', groupName: 'IT', name: 'x' },
      /^The groupId "00g\w+" has the name "Sales", not the groupName "IT"; give one of both\.$/,
    ],
    ['Everyone', { groupName: 'Everyone', name: 'x' }, /BUILT_IN\) cannot be changed: it belongs to Okta/],
    ['an unknown group', { groupId: '00gNone', name: 'x' }, /^No group has the id "00gNone"/],
    [
      'a name that another has',
      { groupName: 'IT', name: 'Sales' },
      /^A group with the name "Sales" already exists \(00g\w+\); choose another name\.$/,
    ],
    ['the name of one of Okta’s own', { groupName: 'IT', name: 'Everyone' }, /one of Okta's own groups/],
  ])('%s is refused, and nothing changes', async (_, args, expected) => {
    const before = await groups.named('IT')
    const [sales] = await groups.named('Sales')
    const asked = args.groupId === 'Sales' ? { ...args, groupId: sales?.id ?? '' } : args
    for (const run of [asked, { ...asked, 'dry-run': true }]) {
      const { type, text } = await ran(org, 'okta-update-group', run)
      expect(type).toBe(4)
      expect(text).toMatch(expected)
    }
    expect(await groups.named('IT')).toEqual(before)
  })
})

describe('okta-delete-group', () => {
  it.each(['groupId', 'groupName'])('by %s, and then it is not found', async argument => {
    const name = `Doomed by ${argument}`
    const id = await groups.make(name)
    const args = { [argument]: argument === 'groupId' ? id : name }
    const { type, text, contents } = await ran(org, 'okta-delete-group', args)
    expect([type, text]).toEqual([1, `Group Deleted: [GroupID:${id}, GroupName: ${name}]`])
    expect(contents).toMatchObject({ id, profile: { name } })
    expect(await groups.get(id)).toBeUndefined()
    expect((await ran(org, 'okta-delete-group', args)).text).toMatch(/^No group has /)
  })

  it('a group that was renamed away is not deleted by its older name, which search still knows', async () => {
    const id = await groups.make('Lag A')
    await lag(50)
    await org.call('PUT', `/api/v1/groups/${id}`, { profile: { name: 'Payroll Admins' } })
    const { type } = await ran(org, 'okta-delete-group', { groupName: 'Lag A' })
    await lag(0)
    expect([type, (await groups.get(id))?.profile.name]).toEqual([4, 'Payroll Admins'])
  })

  it('one that somebody else deletes first is deleted', async () => {
    const id = await groups.make('Raced')
    await org.faults({
      match: { method: 'DELETE', path: `/api/v1/groups/${id}` },
      times: 1,
      answer: { kind: 'slow', ms: 800 },
    })
    const running = ran(org, 'okta-delete-group', { groupId: id })
    await org.faultsUsed()
    await org.call('DELETE', `/api/v1/groups/${id}`)
    expect((await running).type).toBe(1)
  })

  it('dry-run', async () => {
    const id = await groups.make('Spared')
    const plan = await planned('okta-delete-group', { groupId: id })
    expect(plan).toMatchObject({
      effect: 'destroy',
      from: 'OKTA_GROUP',
      to: null,
      calls: [{ method: 'DELETE', path: `/api/v1/groups/${id}` }],
    })
  })

  it('Everyone stays, a group of an application may go', async () => {
    const everyone = await ran(org, 'okta-delete-group', { groupName: 'Everyone' })
    expect(everyone.text).toMatch(/BUILT_IN\) cannot be deleted/)
    const imported = (await groups.named('Engineering')).find(({ type }) => type === 'APP_GROUP')
    expect((await ran(org, 'okta-delete-group', { groupId: imported?.id ?? '' })).type).toBe(1)
    expect(await groups.get(imported?.id ?? '')).toBeUndefined()
  })
})
