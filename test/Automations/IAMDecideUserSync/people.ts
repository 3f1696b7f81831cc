import type { Answers } from '../../../Automations/IAMDecideUserSync/decide.ts'
import type { Met, Profile } from '../../../Automations/IAMDecideUserSync/profiles.ts'
import type { Wanted } from '../../../Automations/IAMDecideUserSync/wanted.ts'
import type { JsonObject } from '../../../kit/wire.ts'

export const profile = (value: string, fields: JsonObject = {}): Profile => ({
  id: value,
  value,
  fields,
  isTemporary: fields.istemporaryuser === true,
})

/** A new hire of the report, but for what is said. */
export const wanted = (given: Partial<Wanted> = {}): Wanted => ({
  type: 'IAM - New Hire',
  source: 'HR',
  fields: {},
  old: {},
  email: 'ann@a.b',
  username: 'ann@a.b',
  employeeId: 'E1',
  displayName: 'Ann Lee',
  userId: '',
  oktaInstance: '',
  ...given,
})

export const met = (given: Partial<Met> = {}): Met => ({
  own: [],
  emailOwners: [],
  oldEmailOwners: [],
  nameOwners: [],
  ...given,
})

export const answers = (given: Partial<Answers> = {}): Answers => ({
  isAnother: false,
  conflicting: '',
  isIdentityApproved: false,
  ...given,
})

export const ANN = profile('ann@a.b', {
  email: 'ann@a.b',
  username: 'ann@a.b',
  displayname: 'Ann Lee',
  employeeid: 'E1',
})
export const TEMPORARY = profile('ann@a.b', { employeeid: 'E1', istemporaryuser: true })
/** Somebody else of the same name. */
export const NAMESAKE = profile('lee@a.b', { displayname: 'Ann Lee', employeeid: 'E2', title: 'Clerk' })

/** A profile with other fields. */
export const withFields = (one: Profile, fields: JsonObject): Profile => ({
  ...one,
  fields: { ...one.fields, ...fields },
})
