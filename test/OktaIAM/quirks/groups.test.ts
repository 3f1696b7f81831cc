import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { groupsIn, ran } from '../groups.ts'
import { openTestOrg, type TestOrg } from '../org.ts'
import { naiveGroups, type Run } from './naive-groups.ts'

let org: TestOrg
let groups: ReturnType<typeof groupsIn>
let naive: Run
let ours: Run
beforeAll(async () => {
  org = await openTestOrg()
  groups = groupsIn(org)
  naive = naiveGroups(org)
  ours = (command, args) => ran(org, command, args)
})
afterAll(() => org.close())
beforeEach(() => org.faults())

let count = 0
/** A group of its own for every run of a scenario, with so many members. */
async function team(size = 0) {
  count += 1
  const name = `Quirk ${String(count).padStart(3, '0')}`
  const id = await groups.make(name)
  const members: string[] = []
  for (let index = 0; index < size; index += 1)
    members.push(await org.person(`quirk${count}.${index}@example.com`, 'ACTIVE'))
  await groups.join(id, ...members)
  return { id, name, members }
}
const somebody = async () => {
  count += 1
  const login = `alone${count}@example.com`
  return { login, id: await org.person(login, 'ACTIVE') }
}
const listed = ({ contents }: { contents: unknown }) => contents as JsonObject[]

/** What must hold, per quirk: it throws when the defect shows. */
const QUIRKS: Record<string, (run: Run) => Promise<void>> = {
  'G1 a group of three pages is read whole': async run => {
    const { id, members } = await team(16)
    const { contents } = await run('iam-get-group', { scim: { id }, includeMembers: true })
    expect(contents).toMatchObject({ success: true })
    expect((contents as { members: unknown[] }).members).toHaveLength(members.length)
  },
  'G2 the beginning of a name finds no group': async run => {
    const { name } = await team()
    const { contents } = await run('iam-get-group', { scim: { displayName: name.slice(0, -1) } })
    expect(contents).toMatchObject({ success: false, errorCode: 404 })
  },
  'G2 nor does a member join the group that is called nearly so': async run => {
    const { id } = await team()
    const user = await somebody()
    const longer = await groups.make(`Nearly ${count} and more`)
    await run('okta-add-to-group', { userId: user.id, groupName: `Nearly ${count}` }).catch(() => undefined)
    expect([await groups.isMember(longer, user.id), await groups.isMember(id, user.id)]).toEqual([
      false,
      false,
    ])
  },
  'G3 the context has the documented name, and the older one': async run => {
    const { id } = await team()
    const { context } = await run('iam-get-group', { scim: { id } })
    expect(context.GetGroup).toMatchObject({ id, success: true })
    expect(context.IamGetGroup).toEqual(context.GetGroup)
  },
  'G4 a name of several is no success': async run => {
    const { contents } = await run('iam-get-group', { scim: { displayName: 'Engineering' } })
    expect(contents).toMatchObject({ success: false, errorMessage: expect.stringContaining('2 groups') })
  },
  'G5 a full bucket is waited for': async run => {
    const { id } = await team(1)
    const answer = { kind: 'rate-limit', reset: 1, headers: 'normal' }
    await org.faults({ match: { method: 'GET', path: `/api/v1/groups/${id}/users` }, times: 1, answer })
    expect((await run('iam-get-group', { scim: { id } })).contents).toMatchObject({ success: true })
  },
  'V2 a group that does not exist is named, and nothing is sent to "None"': async run => {
    const user = await somebody()
    for (const command of ['okta-add-to-group', 'okta-remove-from-group', 'okta-get-group-members']) {
      await org.forget()
      const { type, text } = await run(command, { userId: user.id, groupName: 'No such group' })
      expect([type, text]).toEqual([4, expect.stringContaining('"No such group"')])
      expect((await org.requests()).filter(request => request.includes('None'))).toEqual([])
    }
  },
  'V7 a limit counts over the pages: members': async run => {
    const { id } = await team(16)
    expect(listed(await run('okta-get-group-members', { groupId: id, limit: 10 }))).toHaveLength(10)
  },
  'V7 a limit counts over the pages: groups': async run => {
    expect(listed(await run('okta-list-groups', { limit: '9' }))).toHaveLength(9)
  },
  'V7 a list without a limit is read to its end': async run => {
    const everyone = (await groups.named('Everyone'))[0]?.id ?? ''
    const { contents } = await run('okta-get-group-members', { groupId: everyone })
    expect((contents as unknown[]).length).toBeGreaterThan(100)
  },
  'V7 a cut list says where it goes on': async run => {
    const { context } = await run('okta-list-groups', { limit: '9' })
    expect(context['Okta.GroupPage']).toEqual({ tag: expect.any(String) })
  },
  'V16 the text has the names of user and group, also when ids were given': async run => {
    const { id, name } = await team()
    const user = await somebody()
    const added = await run('okta-add-to-group', { userId: user.id, groupId: id })
    expect(added.text).toBe(`User: ${user.login} added to group: ${name} successfully`)
    const removed = await run('okta-remove-from-group', { userId: user.id, groupId: id })
    expect(removed.text).toBe(`User: ${user.login} was removed from group: ${name} successfully`)
  },
  'S3 the groups of a user are not those of the org': async run => {
    const { id, members } = await team(1)
    const found = listed(await run('okta-get-groups', { userId: members[0] ?? '' }))
    expect(found.map(one => one.id)).toContain(id)
    expect(found).toHaveLength(2)
  },
  'S12 add group user, get user groups and remove group user work by ids alone': async run => {
    const { id } = await team()
    const user = await somebody()
    const mine = async () => listed(await run('okta-get-groups', { userId: user.id })).map(one => one.id)
    await run('okta-add-to-group', { userId: user.id, groupId: id })
    expect(await mine()).toContain(id)
    await run('okta-remove-from-group', { userId: user.id, groupId: id })
    expect(await mine()).not.toContain(id)
  },
}

describe.each(Object.entries(QUIRKS))('%s', (_, holds) => {
  it('fails against the old behaviour', async () => {
    await expect(holds(naive)).rejects.toThrow()
  })
  it('holds for ours', () => holds(ours))
})
