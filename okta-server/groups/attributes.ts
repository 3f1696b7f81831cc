import type { Attribute, Dialect } from '../filter/compile.ts'
import type { Operator } from '../filter/parse.ts'
import type { Group } from './group.ts'

type Operators = ReadonlySet<Operator | 'pr'>

const ordered: Operators = new Set(['eq', 'gt', 'lt'])
const text: Operators = new Set(['eq', 'sw'])
const containable: Operators = new Set(['eq', 'sw', 'co'])
// okta-api §6.2 infers that search compares dates.
const dates: Operators = new Set(['eq', 'gt', 'ge', 'lt', 'le'])

const attribute = (
  kind: Attribute<Group>['kind'],
  operators: Operators,
  read: Attribute<Group>['read'],
): Attribute<Group> => ({ kind, operators, read })

const inFilter = new Map<string, Attribute<Group>>([
  ['id', attribute('string', ordered, group => group.id)],
  ['type', attribute('string', ordered, group => group.type)],
  ['lastUpdated', attribute('date', ordered, group => group.lastUpdated)],
  ['lastMembershipUpdated', attribute('date', ordered, group => group.lastMembershipUpdated)],
])

const inSearch = new Map<string, Attribute<Group>>([
  ['id', attribute('string', text, group => group.id)],
  ['type', attribute('string', text, group => group.type)],
  ['source.id', attribute('string', text, group => group.sourceId)],
  ['created', attribute('date', dates, group => group.created)],
  ['lastUpdated', attribute('date', dates, group => group.lastUpdated)],
  ['lastMembershipUpdated', attribute('date', dates, group => group.lastMembershipUpdated)],
  ['profile.name', attribute('string', containable, group => group.profile.name)],
  ['profile.description', attribute('string', containable, group => group.profile.description)],
])

/** `filter` on groups (okta-api §6.2). */
export const groupFilter: Dialect<Group> = { find: path => inFilter.get(path), foldCase: false }

/** `search` on groups: also every attribute of a profile, as imported groups have others. */
export const groupSearch: Dialect<Group> = {
  find(path) {
    const name = path.startsWith('profile.') ? path.slice('profile.'.length) : ''
    const own = (group: Group) => (Object.hasOwn(group.profile, name) ? group.profile[name] : undefined)
    return inSearch.get(path) ?? (name === '' ? undefined : attribute('string', text, own))
  },
  foldCase: true,
}
