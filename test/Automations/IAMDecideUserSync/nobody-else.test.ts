import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IAMDecideUserSync } from '../../../Automations/IAMDecideUserSync/index.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { ran } from '../ran.ts'
import { indicator, platformWith } from './platform.ts'

const ADDRESSES = ['a@x', 'b@x', 'c@x', 'd@x']
const one = <T>(...values: T[]) => fc.constantFrom(...values)
const address = one('', ...ADDRESSES)
/** Mostly nobody's. */
const newAddress = one('', 'a@x', 'b@x', 'new@x', 'new@x', 'new@x')
const oldAddress = one('', '', '', 'c@x')
const rarely = one(false, false, true)
const employeeid = one('', 'E1', 'E2')
const displayname = one('', 'Ann', 'Bob')
const TERMINATE = 'IAM - Terminate User'
const FLOW = [
  'adaccountstatus',
  'isprocessed',
  'istemporaryuser',
  'oktauserid',
  'terminationtrigger',
  'applications',
  'formeridentity',
  'reportdigest',
]

const person = fc.record({
  email: address,
  username: address,
  employeeid,
  displayname,
  oktauserid: one('', '00u1', '00u2'),
  adaccountstatus: one('', 'Enabled', 'Pending', 'Disabled'),
  istemporaryuser: fc.oneof({ weight: 4, arbitrary: one(false) }, one(true)),
  applications: one('', '[]'),
  formeridentity: one('', '', ...ADDRESSES.map(email => JSON.stringify({ email }))),
  reportdigest: one('', 'x.own', 'x.old', 'x.own', 'again.again', 'x.new'),
})
const profiles = fc
  .tuple(fc.subarray(ADDRESSES), fc.array(person, { minLength: 4, maxLength: 4 }))
  .map(([values, fields]) => values.map((value, at) => indicator(value, fields[at])))
const incident = fc.record({
  type: one(
    ...['New Hire', 'Sync User', 'Update User', 'Rehire User', 'Terminate User', 'AD User Activation'].map(
      name => `IAM - ${name}`,
    ),
  ),
  sourceBrand: one('Workday IAM', 'Manual', 'Okta IAM'),
  CustomFields: fc.record({
    userid: one('', '00u1', '00u2'),
    terminationtrigger: one('', 'Orphan', 'TUFE'),
    userprofile: fc.record({
      email: newAddress,
      username: newAddress,
      employeeid,
      displayname,
      adaccountstatus: one('Enabled'),
      reportdigest: one('x.own'),
      olduserdata: fc.record({ email: oldAddress, username: oldAddress, reportdigest: one('x.old') }),
    }),
  }),
})
const answers = fc.record({
  is_another_person: rarely,
  conflicting_person: one('', '', ...ADDRESSES, 'true'),
  identity_approved: rarely,
})

type Fields = Record<string, string>
const fieldsOf = (profile: JsonObject | undefined) => (profile?.CustomFields ?? {}) as Fields

test('nothing is ever done to somebody else, whatever the profiles, the incident and the answers', async () => {
  const paths = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(profiles, incident, answers, async (all, given, args) => {
      const { context } = await ran(IAMDecideUserSync, args, platformWith(all, given))
      const told = context?.['IAM.UserSync(true)'] as JsonObject
      const { Path, Type, Source, Value, ConflictValue } = told as Fields
      const { value: end } = told.Indicator as Fields
      const { userprofile: wanted, userid } = given.CustomFields
      const withValue = (value?: string) => all.find(profile => profile.value === value)
      const held = fieldsOf(withValue(Value))
      paths.set(`${Path}`, (paths.get(`${Path}`) ?? 0) + 1)

      const isOther = (fields: Fields) =>
        Boolean(fields.employeeid && wanted.employeeid && fields.employeeid !== wanted.employeeid)
      const isMeant =
        told.IsOverwritten === true &&
        args.conflicting_person === Value &&
        held.displayname === wanted.displayname
      if (isOther(held)) expect(isMeant).toBe(true)
      expect(isMeant).toBe(told.IsOverwritten)
      // Whoever has a profile never overwrites another.
      const isOwn = (profile: JsonObject) =>
        Boolean(wanted.employeeid) && fieldsOf(profile).employeeid === wanted.employeeid
      const hasOwn = all.some(profile => isOwn(profile) && !fieldsOf(profile).istemporaryuser)
      if (hasOwn) expect(told.IsOverwritten).toBe(false)
      // Whom nothing but a name of theirs, or Okta's id, makes known.
      if (Value && !held.employeeid && !isMeant) {
        const names = [
          wanted.email,
          wanted.username,
          wanted.olduserdata.email,
          wanted.olduserdata.username,
        ].filter(Boolean)
        const isKnown = [Value, held.email, held.username].some(name => names.includes(name ?? ''))
        expect(isKnown || held.oktauserid === userid).toBe(true)
      }
      // The value that it is written to is nobody else's either.
      const isWritten = Path === 'New Hire' || Path === 'Known' || Path === 'New Identity'
      if (isWritten && !isMeant) expect(isOther(fieldsOf(withValue(end)))).toBe(false)
      if (isWritten && end !== Value) expect(told.IsMoved || !Value || held.istemporaryuser).toBe(true)

      if (ConflictValue) {
        expect(Path).toBe('Name Taken')
        expect(fieldsOf(withValue(ConflictValue)).displayname).toBe(wanted.displayname)
        expect(ConflictValue).not.toBe(Value)
      }
      if (Path === 'Name Taken')
        expect([ConflictValue === '', args.is_another_person]).toEqual([false, false])

      if (given.type === TERMINATE) {
        expect(Type).toBe(TERMINATE)
        expect(['Known', 'Nobody', 'Refused']).toContain(Path)
      } else expect(Type).not.toBe(TERMINATE)

      const profile = told.UserProfile as Fields
      // Accounts are looked for by who the person was, so that is nobody else's by now.
      const was = (told.UserProfile as JsonObject).olduserdata as Fields | undefined
      const isOverwritten = told.IsOverwritten === true
      if (was && !isOverwritten && was.email !== (held.email || Value))
        for (const somebody of all.filter(each => isOther(fieldsOf(each))))
          expect([somebody.value, fieldsOf(somebody).email]).not.toContain(was.email)
      // Nothing of an entry is written after a later one was seen.
      const isLate = held.reportdigest === 'x.new' && Source === 'HR'
      const makes = ['IAM - New Hire', 'IAM - Rehire User'].includes(given.type)
      if (isLate && (!makes || held.adaccountstatus === 'Disabled') && !isOverwritten)
        expect(['Nobody', 'Refused']).toContain(Path)
      expect(Object.keys(profile).filter(name => FLOW.includes(name))).toEqual([])
      if (Source !== 'HR') expect(told.ProfileFields).toEqual({ terminationtrigger: Source })

      // Nobody gets another e-mail without being asked.
      const isReal = Value !== '' && !held.istemporaryuser
      if (isReal && isWritten && Path !== 'New Identity' && !args.identity_approved)
        expect([profile.email, told.IsMoved]).toEqual([held.email || Value, false])
      if (isReal && given.type === TERMINATE) expect(profile.email).toBe(held.email || Value)
    }),
    { numRuns: 4000 },
  )
  // Each of them so often that none is missed by chance.
  expect([...paths.keys()].sort()).toEqual([
    'Known',
    'Name Taken',
    'New Hire',
    'New Identity',
    'Nobody',
    'Refused',
  ])
})
