import fc from 'fast-check'
import { expect, it } from 'vitest'
import { assign, assignAsGroupsSay, releaseApps } from '../../../okta-server/apps/assignment.ts'
import { newGroup } from '../../../okta-server/groups/group.ts'
import { join, leave } from '../../../okta-server/groups/membership.ts'
import type { EventType } from '../../../okta-server/logs/catalogue.ts'
import { type Org, openOrg } from '../../../okta-server/org.ts'
import { populate } from '../../../okta-server/seed.ts'
import { readThings } from '../../../okta-server/seeding/things.ts'
import { changed } from '../../../okta-server/users/user.ts'
import { seeded } from '../people.ts'

const names = ['ann', 'bob']
const labels = ['One', 'Two']
const groupNames = ['G', 'H']

function newOrg(): Org {
  const org = openOrg()
  const apps = labels.map(label => ({ name: 'bookmark', label, signOnMode: 'BOOKMARK' }))
  const people = ['owner', ...names].map(name => seeded(`${name}@org.example`))
  populate(org, { people, things: readThings({ apps }, 'test') })
  for (const name of groupNames) {
    const group = newGroup(org, 'OKTA_GROUP', { name, description: null }, org.founded)
    org.groups.set(group.id, group)
  }
  return org
}

/** What should be: kept as plainly as possible, beside the org. */
interface Model {
  members: Set<string>
  assignedGroups: Set<string>
  direct: Set<string>
  gone: Set<string>
}

const step = fc.record({
  act: fc.constantFrom(
    'join',
    'leave',
    'assign',
    'unassign',
    'assignGroup',
    'unassignGroup',
    'deactivate',
    'activate',
  ),
  user: fc.constantFrom(...names),
  group: fc.constantFrom(...groupNames),
  app: fc.constantFrom(...labels),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

function take(
  { act, user: name, group: groupName, app: label }: Step,
  org: Org,
  model: Model,
  log: EventType[],
) {
  const user = org.users.find(name)
  const group = [...org.groups.values()].find(({ profile }) => profile.name === groupName)
  const app = [...org.apps.values()].find(one => one.label === label)
  if (!user || !group || !app) throw new Error('the org is not what it should be')
  const record = (eventType: EventType) => void log.push(eventType)
  const both = `${label} ${name}`
  switch (act) {
    case 'join':
      model.members.add(`${groupName} ${name}`)
      return join(org, group, user, record)
    case 'leave':
      model.members.delete(`${groupName} ${name}`)
      return leave(org, group, user, record)
    case 'assign':
      if (user.status === 'DEPROVISIONED') return
      model.direct.add(both)
      return void assign(org, app, user, record, true)
    case 'unassign':
      model.direct.delete(both)
      return void assign(org, app, user, record, false)
    case 'assignGroup':
      model.assignedGroups.add(`${label} ${groupName}`)
      app.groups.set(group.id, { id: group.id, lastUpdated: org.founded, priority: 0, profile: {} })
      for (const one of org.users.after()) assign(org, app, one, record)
      return
    case 'unassignGroup':
      model.assignedGroups.delete(`${label} ${groupName}`)
      app.groups.delete(group.id)
      for (const one of org.users.after()) assign(org, app, one, record)
      return
    case 'deactivate':
      model.gone.add(name)
      for (const one of labels) model.direct.delete(`${one} ${name}`)
      org.users.put(changed(user, { status: 'DEPROVISIONED' }, org.founded))
      return releaseApps(org, user, record)
    default: {
      model.gone.delete(name)
      const active = changed(user, { status: 'ACTIVE' }, org.founded)
      org.users.put(active)
      return assignAsGroupsSay(org, active, record)
    }
  }
}

function expected({ members, assignedGroups, direct, gone }: Model): string[] {
  return labels.flatMap(label =>
    names.flatMap(name => {
      if (gone.has(name)) return []
      if (direct.has(`${label} ${name}`)) return [`${label} ${name} USER`]
      const given = groupNames.some(
        group => members.has(`${group} ${name}`) && assignedGroups.has(`${label} ${group}`),
      )
      return given ? [`${label} ${name} GROUP`] : []
    }),
  )
}

function actual(org: Org): string[] {
  const found = [...org.apps.values()].flatMap(({ label, users }) =>
    [...users.values()].map(({ userName, scope }) => `${label} ${userName.split('@')[0]} ${scope}`),
  )
  return found.sort()
}

it('assignments are always what memberships, assigned groups and direct assignments make them', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), steps => {
      const org = newOrg()
      const log: EventType[] = []
      const model: Model = {
        members: new Set(),
        assignedGroups: new Set(),
        direct: new Set(),
        gone: new Set(),
      }
      for (const one of steps) {
        take(one, org, model, log)
        expect(actual(org)).toEqual(expected(model).sort())
      }
      const added = log.filter(eventType => eventType === 'application.user_membership.add').length
      const removed = log.filter(eventType => eventType === 'application.user_membership.remove').length
      expect(added - removed).toBe(actual(org).length)
    }),
  )
})
