import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { startOkta } from '../../../okta-server/server.ts'
import { getGroup } from '../../../scripts/bench/get-group.ts'
import { bundleFile } from '../../wire/bundle.ts'
import { groupsIn, ran } from '../groups.ts'
import { merged } from '../merged.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

let org: TestOrg
let groups: ReturnType<typeof groupsIn>
beforeAll(async () => {
  org = await openTestOrg()
  groups = groupsIn(org)
})
afterAll(() => org.close())
beforeEach(() => org.faults())

const INSTANCE = { brand: 'Okta IAM', instanceName: 'Okta IAM_instance_1' }
const changes = async () => (await org.requests()).filter(request => !request.startsWith('GET '))
const refuse = (match: JsonObject, status: number, errorCode: string, times = 1) =>
  org.faults({
    match,
    times,
    answer: { kind: 'status', status, body: { errorCode, errorSummary: 'Refused', errorCauses: [] } },
  })

let made = 0
/** A group of its own with so many members. */
async function team(size = 0) {
  made += 1
  const name = `Team ${made}`
  const id = await groups.make(name)
  const members: string[] = []
  for (let index = 0; index < size; index += 1)
    members.push(await org.person(`team${made}.${index}@example.com`, 'ACTIVE'))
  await groups.join(id, ...members)
  return { id, name, members }
}
let strangers = 0
const stranger = () => {
  strangers += 1
  return org.person(`stranger${strangers}@example.com`, 'ACTIVE')
}

describe('iam-get-group', () => {
  it.each(['id', 'displayName'])('reads a group and all pages of its members by %s', async member => {
    const { id, name, members } = await team(16)
    await org.forget()
    const scim = { [member]: member === 'id' ? id : name }
    const { type, text, contents, context } = await ran(org, 'iam-get-group', { scim })
    expect(type).toBe(1)
    const display = (index: number) => `team${made}.${index}@example.com`
    expect(contents).toEqual({
      ...INSTANCE,
      success: true,
      id,
      displayName: name,
      members: members.map((value, index) => ({ value, display: display(index) })),
    })
    expect(context.GetGroup).toMatchObject(contents as JsonObject)
    expect(context.IamGetGroup).toEqual(context.GetGroup)
    expect(text).toMatch(/^### Okta Get Group:\n\|brand\|instanceName\|success\|id\|displayName\|members\|\n/)
    // One for the group, two by its name (what search finds is read again), and one a page.
    expect(await org.requests()).toHaveLength((member === 'id' ? 1 : 2) + 3)
  })

  it('takes no more calls for 10,000 members than Okta’s pages ask for', async () => {
    const okta = await startOkta({ people: 12_000 })
    const { calls } = await getGroup(okta, bundleFile('OktaIAM'), 10_000)
    await okta.close()
    expect(calls).toBe(2 + 10)
  })

  it('the id wins over the name', async () => {
    const { id, name } = await team()
    const { contents } = await ran(org, 'iam-get-group', { scim: { id, displayName: 'IT' } })
    expect(contents).toMatchObject({ id, displayName: name })
  })

  it('reads no members when they are not wanted', async () => {
    const { id } = await team(2)
    await org.forget()
    const { contents } = await ran(org, 'iam-get-group', { scim: { id }, includeMembers: 'False' })
    expect(contents).toMatchObject({ success: true, members: [] })
    expect(await org.requests()).toEqual([`GET /api/v1/groups/${id}`])
  })

  it('leaves out the members who are deactivated', async () => {
    const { id, members } = await team(3)
    await org.call('POST', `/api/v1/users/${members[1]}/lifecycle/deactivate`)
    const { contents } = await ran(org, 'iam-get-group', { scim: { id } })
    expect((contents as { members: { value: string }[] }).members.map(({ value }) => value)).toEqual([
      members[0],
      members[2],
    ])
  })

  it('shows a few of many members, and has all of them in the context', async () => {
    const { id } = await team(53)
    const { text, context } = await ran(org, 'iam-get-group', { scim: { id } })
    expect((context.GetGroup as { members: unknown[] }).members).toHaveLength(53)
    expect(text).toContain('and 3 more, all of them in the context')
    expect(text).not.toContain(`team${made}.51@example.com`)
  })

  it.each<[string, JsonObject]>([
    ['id', { id: '00gNobody' }],
    ['displayName', { displayName: 'Engin' }],
  ])('a group that does not exist is no error but an outcome, by %s', async (_, scim) => {
    const { type, contents, context } = await ran(org, 'iam-get-group', { scim })
    expect(type).toBe(1)
    expect(contents).toEqual({
      ...INSTANCE,
      ...scim,
      success: false,
      errorCode: 404,
      errorMessage: 'Group Not Found',
    })
    expect(context.GetGroup).toMatchObject(contents as JsonObject)
  })

  it('a name of two groups is a failure of its own that gives their ids', async () => {
    const { type, contents } = await ran(org, 'iam-get-group', { scim: { displayName: 'Engineering' } })
    expect(type).toBe(1)
    expect(contents).toMatchObject({ success: false, errorCode: '', displayName: 'Engineering' })
    expect(contents).not.toHaveProperty('members')
    expect((contents as JsonObject).errorMessage).toMatch(
      /^2 groups have the name "Engineering": 00g\w+ \(OKTA_GROUP\)/,
    )
  })

  it('a page that cannot be read makes the whole a failure: half of the members would look like people who left', async () => {
    const { id } = await team(9)
    await refuse({ method: 'GET', path: `/api/v1/groups/${id}/users?.*after` }, 403, 'E0000006')
    const { type, contents } = await ran(org, 'iam-get-group', { scim: { id } })
    expect(type).toBe(1)
    expect(contents).toMatchObject({ success: false, id, errorCode: 'E0000006', details: { status: 403 } })
    expect(contents).not.toHaveProperty('members')
  })

  it('an older error does not outlive a success in the context', async () => {
    const { id } = await team()
    await refuse({ method: 'GET', path: `/api/v1/groups/${id}` }, 403, 'E0000006')
    const before = await ran(org, 'iam-get-group', { scim: { id } })
    expect(before.context.GetGroup).toMatchObject({ success: false, errorCode: 'E0000006' })
    // Written as null: a keyed merge keeps what is not named.
    const after = await ran(org, 'iam-get-group', { scim: { id } })
    expect(after.context.GetGroup).toMatchObject({
      success: true,
      errorCode: null,
      errorMessage: null,
      details: null,
    })
    expect(after.contents).not.toHaveProperty('errorCode')
  })

  it('"not found" by name does not outlive the group that is then made, and two groups of a name stay two', async () => {
    const scim = { displayName: 'Later there' }
    const before = await org.command('iam-get-group', { scim })
    const id = await groups.make('Later there')
    const after = await org.command('iam-get-group', { scim })
    const { GetGroup } = await merged(before, after, before, after)
    expect(GetGroup).toMatchObject({ id, displayName: 'Later there', success: true, errorCode: null })
    const twins = await groups.named('Engineering')
    const both = await Promise.all(twins.map(({ id }) => org.command('iam-get-group', { scim: { id } })))
    const context = await merged(...both, ...both)
    expect((context.GetGroup as JsonObject[]).map(({ id }) => id)).toEqual(twins.map(({ id }) => id))
  })

  it('only a used-up rate limit is an error entry (U16), and its outcome is in the context all the same', async () => {
    // An org of its own: the client remembers that the limit is shut.
    const other = await openTestOrg()
    const [{ id } = { id: '' }] = await groupsIn(other).named('IT')
    const answer = { kind: 'rate-limit', reset: 900, headers: 'normal' }
    await other.faults({ match: { method: 'GET', path: `/api/v1/groups/${id}` }, times: 1, answer })
    const { type, context } = await ran(other, 'iam-get-group', { scim: { id } })
    expect(type).toBe(4)
    expect(context.GetGroup).toMatchObject({ success: false, id, errorCode: 'E0000047' })
    await other.close()
  })

  it.each<[string, JsonObject, RegExp]>([
    [
      'neither id nor name',
      { scim: {} },
      /^You must supply either 'id' or 'displayName' in the scim data\.$/,
    ],
    ['blank ones', { scim: { id: ' ', displayName: '' } }, /^You must supply either/],
    ['bad JSON', { scim: '{"id":' }, /^The argument "scim" is .*expected a JSON object/],
    ['no scim', {}, /^The argument "scim" is missing/],
    ['a path as an id', { scim: { id: '..' } }, /cannot stand in a request path/],
  ])('%s is an error', async (_, args, expected) => {
    for (const command of ['iam-get-group', 'iam-delete-group']) {
      const { type, text } = await ran(org, command, args)
      expect(type).toBe(4)
      expect(text).toMatch(expected)
    }
  })
})

describe('iam-create-group', () => {
  it('creates an empty group, and says already the second time', async () => {
    const scim = { displayName: 'Fresh', description: 'Of today' }
    const first = await ran(org, 'iam-create-group', { scim })
    const [group] = await groups.named('Fresh')
    expect(group).toMatchObject({ type: 'OKTA_GROUP', profile: { name: 'Fresh', description: 'Of today' } })
    expect(first.contents).toEqual({ ...INSTANCE, success: true, id: group?.id, displayName: 'Fresh' })
    expect(first.context.CreateGroup).toEqual(first.context.IamCreateGroup)
    expect(first.text).toMatch(/^### Okta Create Group:\n/)
    await org.forget()
    const second = await ran(org, 'iam-create-group', { scim })
    expect(second.contents).toEqual({ ...(first.contents as JsonObject), reason: 'Group already exists.' })
    expect(await changes()).toEqual([])
  })

  it('what Okta refuses is an outcome with its code', async () => {
    const { type, contents } = await ran(org, 'iam-create-group', { scim: { displayName: 'x'.repeat(300) } })
    expect(type).toBe(1)
    expect(contents).toMatchObject({
      success: false,
      errorCode: 'E0000001',
      errorMessage: expect.stringContaining('too long'),
    })
  })

  it('one of Okta’s own names is refused, that of an imported group is told', async () => {
    const refused = await ran(org, 'iam-create-group', { scim: { displayName: 'Everyone' } })
    expect(refused.contents).toMatchObject({
      success: false,
      errorMessage: expect.stringMatching(/one of Okta's own groups \(00g\w+, BUILT_IN\)/),
    })
    const { contents } = await ran(org, 'iam-create-group', { scim: { displayName: 'Domain Admins' } })
    expect(contents).toMatchObject({
      success: true,
      reason: expect.stringMatching(/also that of 00g\w+ \(APP_GROUP\)/),
    })
    await org.call('DELETE', `/api/v1/groups/${(contents as JsonObject).id}`)
  })

  it('without a name it is an error', async () => {
    const { type, text } = await ran(org, 'iam-create-group', { scim: { id: '00g1' } })
    expect([type, text]).toEqual([4, "You must supply 'displayName' of the group in the scim data."])
  })

  it('dry-run shows the call and sends nothing', async () => {
    await org.forget()
    const { contents } = await ran(org, 'iam-create-group', {
      scim: { displayName: 'Not yet' },
      'dry-run': 'true',
    })
    expect(contents).toMatchObject({
      command: 'iam-create-group',
      calls: [{ method: 'POST', path: '/api/v1/groups', body: { profile: { name: 'Not yet' } } }],
    })
    expect(await changes()).toEqual([])
  })
})

describe('iam-update-group', () => {
  it('adds and removes only where there is something to do', async () => {
    const { id, name, members } = await team(3)
    const [stays = '', leaves = ''] = members
    const [joins, absent] = [await stranger(), await stranger()]
    await org.forget()
    const args = { scim: { id }, memberIdsToAdd: [stays, joins], memberIdsToDelete: [leaves, absent] }
    const { type, text, contents, context } = await ran(org, 'iam-update-group', args)
    expect(type).toBe(1)
    expect(contents).toEqual({ ...INSTANCE, success: true, id, displayName: name })
    expect(context.UpdateGroup).toEqual(context.IamUpdateGroup)
    expect(text).toMatch(/^### Okta Update Group:\n/)
    const path = `/api/v1/groups/${id}/users`
    expect(await changes()).toEqual([`PUT ${path}/${joins}`, `DELETE ${path}/${leaves}`])
    const now = await Promise.all([stays, joins, leaves, absent].map(one => groups.isMember(id, one)))
    expect(now).toEqual([true, true, false, false])
    await org.forget()
    expect((await ran(org, 'iam-update-group', args)).contents).toMatchObject({
      success: true,
      reason: 'The members are already so.',
    })
    expect(await changes()).toEqual([])
  })

  it.each([
    ['a JSON list', (a: string, b: string) => JSON.stringify([a, b])],
    ['a list with commas', (a: string, b: string) => `${a}, ${b}`],
    ['a list, with repeats', (a: string, b: string) => [a, b, a]],
  ])('takes %s', async (_, form) => {
    const { id } = await team()
    const [one, other] = [await stranger(), await stranger()]
    await org.forget()
    await ran(org, 'iam-update-group', { scim: { id }, memberIdsToAdd: form(one, other) })
    expect(await changes()).toHaveLength(2)
    expect([await groups.isMember(id, one), await groups.isMember(id, other)]).toEqual([true, true])
  })

  it('removes a deactivated member, whom no list of members shows', async () => {
    const { id, members } = await team(1)
    const [leaver = ''] = members
    await org.call('POST', `/api/v1/users/${leaver}/lifecycle/deactivate`)
    await ran(org, 'iam-update-group', { scim: { id }, memberIdsToDelete: [leaver] })
    expect(await groups.isMember(id, leaver)).toBe(false)
  })

  it('one who does not exist keeps nobody else back, and is named', async () => {
    const { id } = await team()
    const joins = await stranger()
    const { type, contents } = await ran(org, 'iam-update-group', {
      scim: { id },
      memberIdsToAdd: ['00uNobody', joins],
    })
    expect(type).toBe(1)
    expect(contents).toMatchObject({
      success: false,
      id,
      errorCode: 'E0000007',
      details: [{ userId: '00uNobody' }],
    })
    expect((contents as JsonObject).errorMessage).toMatch(
      /^1 of 2 members cannot be changed; the others are as they should be\.\n00uNobody: No Okta user has this id\./,
    )
    expect(await groups.isMember(id, joins)).toBe(true)
  })

  it('a login is no id, nor is "me": both are refused and not taken for the user whom Okta means by them', async () => {
    const { id, members } = await team(1)
    const [first = ''] = members
    await org.forget()
    const { contents } = await ran(org, 'iam-update-group', {
      scim: { id },
      memberIdsToAdd: ['me', first],
      memberIdsToDelete: [`team${made}.0@example.com`],
    })
    expect(contents).toMatchObject({ success: false, errorCode: 'E0000007' })
    const { errorMessage } = contents as { errorMessage: string }
    expect(errorMessage).toMatch(/^2 of 3 .*\nme: This is no id but names the user 00u\w+; give the id/)
    expect(errorMessage).toContain(`team${made}.0@example.com: This is no id but names the user ${first};`)
    expect(await changes()).toEqual([])
  })

  it('of many users the members are read once, and a deactivated one is still told from no member', async () => {
    const { id, members } = await team(9)
    const [leaver = '', stays = '', ...others] = members
    await org.call('POST', `/api/v1/users/${leaver}/lifecycle/deactivate`)
    const ghosts = Array.from({ length: 14 }, (_, index) => `00uGhost${index}`)
    await org.forget()
    const args = { scim: { id }, memberIdsToAdd: [stays, ...ghosts], memberIdsToDelete: [leaver, ...others] }
    const { contents } = await ran(org, 'iam-update-group', args)
    expect((contents as JsonObject).errorMessage).toMatch(/^14 of 23 members cannot be changed/)
    const path = `/api/v1/groups/${id}/users`
    expect(await changes()).toEqual([leaver, ...others].map(one => `DELETE ${path}/${one}`))
    const reads = (await org.requests()).filter(request => request.startsWith('GET '))
    // The group, two pages of 8 members, each ghost and the deactivated one, and the groups of that one.
    expect(reads).toHaveLength(1 + 2 + 14 + 1 + 1)
  })

  it('one who is deleted between the look and the call is named as well', async () => {
    const { id } = await team()
    const [first, second] = [await stranger(), await stranger()]
    await refuse({ method: 'PUT', path: `/api/v1/groups/${id}/users/${first}` }, 404, 'E0000007')
    const { contents } = await ran(org, 'iam-update-group', { scim: { id }, memberIdsToAdd: [first, second] })
    expect(contents).toMatchObject({ success: false, details: [{ userId: first, errorCode: 'E0000007' }] })
    expect(await groups.isMember(id, second)).toBe(true)
  })

  it('names ten of many, and has all of them in the details', async () => {
    const { id } = await team()
    const memberIdsToAdd = Array.from({ length: 12 }, (_, index) => `00uGhost${index}`)
    const { contents } = await ran(org, 'iam-update-group', { scim: { id }, memberIdsToAdd })
    const { errorMessage, details } = contents as { errorMessage: string; details: unknown[] }
    expect(errorMessage.split('\n')).toHaveLength(12)
    expect(errorMessage).toMatch(/\nand 2 more, all of them in the details$/)
    expect(details).toHaveLength(12)
  })

  it('what is not about one member stops it, and says how far it came; the next run goes on', async () => {
    const { id, name } = await team()
    const [first, second] = [await stranger(), await stranger()]
    const args = { scim: { displayName: name }, memberIdsToAdd: [first, second] }
    await refuse({ method: 'PUT', path: `/api/v1/groups/${id}/users/${second}` }, 403, 'E0000006')
    const { contents } = await ran(org, 'iam-update-group', args)
    expect(contents).toMatchObject({ success: false, id, errorCode: 'E0000006' })
    expect((contents as JsonObject).errorMessage).toMatch(
      /^1 of 2 changes were sent; run the command again to go on\. /,
    )
    expect((await ran(org, 'iam-update-group', args)).contents).toMatchObject({ success: true })
    expect(await groups.isMember(id, second)).toBe(true)
  })

  it('dry-run shows the calls that the real run then makes', async () => {
    const { id, name, members } = await team(1)
    const args = { scim: { id }, memberIdsToAdd: [await stranger(), '00uNobody'], memberIdsToDelete: members }
    await org.forget()
    const { contents } = await ran(org, 'iam-update-group', { ...args, 'dry-run': 'true' })
    expect(await changes()).toEqual([])
    const plan = contents as { calls: { method: string; path: string }[]; reason: string }
    expect(plan).toMatchObject({
      target: name,
      effect: 'destroy',
      reason: expect.stringMatching(/^1 of 3 members cannot be changed; the others will be\.\n00uNobody/),
    })
    await ran(org, 'iam-update-group', args)
    expect(await changes()).toEqual(plan.calls.map(({ method, path }) => `${method} ${path}`))
  })

  it.each<[string, JsonObject, number, RegExp]>([
    [
      'no ids',
      { scim: { displayName: 'IT' } },
      4,
      /^You must supply either "memberIdsToAdd" or "memberIdsToDelete"\.$/,
    ],
    [
      'one id in both',
      { scim: { displayName: 'IT' }, memberIdsToAdd: 'a,b', memberIdsToDelete: 'b' },
      4,
      /^The id "b" is to be added and to be removed\.$/,
    ],
    [
      'an imported group',
      { scim: { displayName: 'Domain Admins' }, memberIdsToAdd: 'a' },
      1,
      /APP_GROUP\) cannot be joined or left by hand/,
    ],
    [
      'an unknown group',
      { scim: { displayName: 'Nobody knows' }, memberIdsToAdd: 'a' },
      1,
      /Group Not Found/,
    ],
  ])('%s', async (_, args, type, expected) => {
    await org.forget()
    const answer = await ran(org, 'iam-update-group', args)
    expect([answer.type, answer.text]).toEqual([type, expect.stringMatching(expected)])
    expect(await changes()).toEqual([])
  })
})

describe('iam-delete-group', () => {
  it('removes the group for good, and does not find it the second time', async () => {
    const { id, name } = await team(1)
    const { contents, context, text } = await ran(org, 'iam-delete-group', { scim: { id } })
    expect(contents).toEqual({ ...INSTANCE, success: true, id, displayName: name })
    expect(context.DeleteGroup).toEqual(context.IamDeleteGroup)
    expect(text).toMatch(/^### Okta Delete Group:\n/)
    expect(await groups.get(id)).toBeUndefined()
    expect((await ran(org, 'iam-delete-group', { scim: { id } })).contents).toMatchObject({
      success: false,
      errorCode: 404,
    })
  })

  it.each([
    ['Domain Admins', /APP_GROUP\) cannot be deleted: it comes from an application/],
    ['Everyone', /BUILT_IN\) cannot be deleted: it belongs to Okta/],
  ])('%s is not ours to delete', async (displayName, expected) => {
    await org.forget()
    const { type, contents } = await ran(org, 'iam-delete-group', { scim: { displayName } })
    expect(type).toBe(1)
    expect(contents).toMatchObject({
      success: false,
      errorCode: '',
      errorMessage: expect.stringMatching(expected),
    })
    expect(await changes()).toEqual([])
  })

  it('dry-run spares it', async () => {
    const { id } = await team()
    const { contents } = await ran(org, 'iam-delete-group', { scim: { id }, 'dry-run': true })
    expect(contents).toMatchObject({
      effect: 'destroy',
      calls: [{ method: 'DELETE', path: `/api/v1/groups/${id}` }],
    })
    expect(await groups.get(id)).toBeDefined()
  })
})
