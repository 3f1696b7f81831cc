import type { Attribute, Dialect } from '../filter/compile.ts'
import type { Operator } from '../filter/parse.ts'
import { schemaAttribute } from '../schema.ts'
import type { User } from './user.ts'

type Operators = ReadonlySet<Operator | 'pr'>

const equal: Operators = new Set(['eq'])
const ordered: Operators = new Set(['eq', 'gt', 'ge', 'lt', 'le', 'pr'])
const text: Operators = new Set([...ordered, 'sw'])
const containable: Operators = new Set([...text, 'co'])
const truth: Operators = new Set(['eq', 'pr'])
const dates: Operators = new Set(['eq', 'gt', 'ge', 'lt', 'le'])

const attribute = (
  kind: Attribute<User>['kind'],
  operators: Operators,
  read: Attribute<User>['read'],
): Attribute<User> => ({ kind, operators, read })

const inFilter = new Map<string, Attribute<User>>([
  ['id', attribute('string', equal, user => user.id)],
  ['status', attribute('string', equal, user => user.status)],
  ['lastUpdated', attribute('date', dates, user => user.lastUpdated)],
  ['profile.login', attribute('string', equal, user => user.profile.login)],
  ['profile.email', attribute('string', equal, user => user.profile.email)],
  ['profile.firstName', attribute('string', equal, user => user.profile.firstName)],
  ['profile.lastName', attribute('string', equal, user => user.profile.lastName)],
])

const inSearch = new Map<string, Attribute<User>>([
  ['id', attribute('string', text, user => user.id)],
  ['status', attribute('string', text, user => user.status)],
  ['created', attribute('date', ordered, user => user.created)],
  ['activated', attribute('date', ordered, user => user.activated)],
  ['statusChanged', attribute('date', ordered, user => user.statusChanged)],
  ['lastUpdated', attribute('date', ordered, user => user.lastUpdated)],
])

const withContains = new Set(['firstName', 'lastName', 'email', 'login'])

function profileAttribute(name: string): Attribute<User> | undefined {
  const declared = schemaAttribute(name)
  if (!declared) return undefined
  const read = (user: User) => user.profile[name]
  if (declared.type === 'boolean') return attribute('boolean', truth, read)
  if (declared.type === 'integer') return attribute('number', ordered, read)
  return attribute('string', withContains.has(name) ? containable : text, read)
}

/** `filter` on users: few attributes, `eq`, the case of values counts (okta-api §6.2). */
export const filterDialect: Dialect<User> = { find: path => inFilter.get(path), foldCase: false }

/** `search` on users: every profile attribute of the schema, no `ne`, values without case (okta-api §6.2). */
export function searchDialect(typeId: string): Dialect<User> {
  const type = attribute('string', equal, () => typeId)
  return {
    find(path) {
      if (path.startsWith('profile.')) return profileAttribute(path.slice('profile.'.length))
      return path === 'type.id' ? type : inSearch.get(path)
    },
    foldCase: true,
  }
}
