import { describe, expect, test } from 'vitest'
import { type Answers, type Decision, decideSync } from '../../../Automations/IAMDecideUserSync/decide.ts'
import type { Met } from '../../../Automations/IAMDecideUserSync/profiles.ts'
import type { Wanted } from '../../../Automations/IAMDecideUserSync/wanted.ts'
import { ANN, answers, met, NAMESAKE, profile, TEMPORARY, wanted, withFields } from './people.ts'

type Row = [string, Partial<Wanted>, Partial<Met>, Partial<Answers>, Partial<Decision>]

const SYNC = 'IAM - Sync User'
const HIRE = 'IAM - New Hire'
const UPDATE = 'IAM - Update User'
const REHIRE = 'IAM - Rehire User'
const TERMINATE = 'IAM - Terminate User'
const GONE = withFields(ANN, { adaccountstatus: 'Disabled' })
const GONE_NAMESAKE = withFields(NAMESAKE, { adaccountstatus: 'disabled' })
const ANN_WAS = withFields(ANN, { displayname: 'Ann Low' })
const IT_IS = 'It is ann@a.b (Ann Lee, employee id E1).'
const TAKEN = 'The display name "Ann Lee" is already that of lee@a.b (Ann Lee, employee id E2, Clerk).'
const OTHER_NAMESAKE = profile('kim@a.b', { displayname: 'Ann Lee', employeeid: 'E3' })
const TAKEN_BY_TWO =
  'The display name "Ann Lee" is already that of lee@a.b (Ann Lee, employee id E2, Clerk) and kim@a.b (Ann Lee, employee id E3).'
const MOVED = withFields(ANN, { formeridentity: '{"email":"ann.low@a.b","username":"low"}' })
const MEANS = 'The report means lee@a.b (Ann Lee, employee id E2, Clerk).'

const decided = ([, one, found, given]: Row) => decideSync(wanted(one), met(found), answers(given))

describe('somebody without a User Profile', () => {
  const none = (who: string, type: string) =>
    `There is no User Profile of ${who}, so there is nothing to do for ${type}. If the person is in the report, its next fetch raises what is needed.`

  test.each<Row>([
    [
      'a new hire',
      {},
      {},
      {},
      { path: 'New Hire', type: HIRE, reason: 'Ann Lee has no User Profile yet.', profile: undefined },
    ],
    [
      'a sync is a new hire, without a name by the e-mail',
      { type: SYNC, displayName: '' },
      {},
      {},
      { path: 'New Hire', type: HIRE, reason: 'ann@a.b has no User Profile yet.' },
    ],
    [
      'a temporary profile stands for nobody',
      {},
      { own: [TEMPORARY] },
      {},
      { path: 'New Hire', type: HIRE, profile: TEMPORARY },
    ],
    [
      'of two temporary ones that of the e-mail is taken',
      {},
      { own: [profile('old@a.b', TEMPORARY.fields), TEMPORARY] },
      {},
      { path: 'New Hire', profile: TEMPORARY },
    ],
    [
      'an update goes on with what is kept for a decision',
      { type: UPDATE },
      { own: [TEMPORARY] },
      {},
      { path: 'New Hire', type: HIRE, profile: TEMPORARY },
    ],
    [
      'an update',
      { type: UPDATE },
      {},
      {},
      { path: 'Nobody', type: UPDATE, reason: none('ann@a.b', UPDATE) },
    ],
    ['a rehire', { type: REHIRE }, {}, {}, { path: 'Nobody', type: REHIRE, reason: none('ann@a.b', REHIRE) }],
    [
      'a termination, who has a username alone',
      { type: TERMINATE, email: '', username: 'ann' },
      {},
      {},
      { path: 'Nobody', type: TERMINATE, reason: none('ann', TERMINATE) },
    ],
    [
      'a termination of an employee id',
      { type: TERMINATE, email: '', username: '' },
      {},
      {},
      { path: 'Nobody', reason: none('E1', TERMINATE) },
    ],
    [
      'a termination of an Okta user',
      { type: TERMINATE, email: '', username: '', employeeId: '', userId: '00u1' },
      {},
      {},
      { path: 'Nobody', reason: none('00u1', TERMINATE) },
    ],
    [
      'a termination, of whom there is only a temporary profile',
      { type: TERMINATE },
      { own: [TEMPORARY] },
      {},
      { path: 'Nobody', type: TERMINATE, profile: TEMPORARY },
    ],
    [
      'a display name that is taken',
      {},
      { nameOwners: [NAMESAKE] },
      {},
      { path: 'Name Taken', type: HIRE, reason: TAKEN, profile: undefined, conflict: NAMESAKE },
    ],
    [
      'of a new hire one who left counts, too',
      { type: SYNC },
      { nameOwners: [GONE_NAMESAKE] },
      {},
      { path: 'Name Taken', type: SYNC, conflict: GONE_NAMESAKE },
    ],
    [
      'a taken name while the data wait in a temporary profile',
      {},
      { own: [TEMPORARY], nameOwners: [NAMESAKE] },
      {},
      { path: 'Name Taken', profile: TEMPORARY, conflict: NAMESAKE },
    ],
    [
      'they are two people',
      {},
      { nameOwners: [NAMESAKE] },
      { isAnother: true },
      { path: 'New Hire', type: HIRE },
    ],
    [
      'it is the other one, who is there',
      {},
      { nameOwners: [NAMESAKE] },
      { conflicting: 'lee@a.b' },
      { path: 'Known', type: UPDATE, reason: MEANS, profile: NAMESAKE, keepsIdentity: true },
    ],
    [
      'it is the other one, who left',
      {},
      { nameOwners: [GONE_NAMESAKE] },
      { conflicting: 'lee@a.b' },
      { path: 'Known', type: REHIRE, profile: GONE_NAMESAKE, keepsIdentity: true },
    ],
    [
      'an update that was one of a namesake and failed is asked about again',
      { type: UPDATE },
      { nameOwners: [NAMESAKE] },
      {},
      { path: 'Name Taken', type: UPDATE, conflict: NAMESAKE },
    ],
    [
      'and goes on with the answer',
      { type: UPDATE },
      { nameOwners: [NAMESAKE] },
      { conflicting: 'lee@a.b' },
      { path: 'Known', type: UPDATE, profile: NAMESAKE, keepsIdentity: true, isOverwritten: true },
    ],
    [
      'the question names all namesakes',
      {},
      { nameOwners: [NAMESAKE, OTHER_NAMESAKE] },
      {},
      { path: 'Name Taken', reason: TAKEN_BY_TWO, conflict: NAMESAKE },
    ],
    [
      'the answer means the second one',
      {},
      { nameOwners: [NAMESAKE, OTHER_NAMESAKE] },
      { conflicting: 'kim@a.b' },
      { path: 'Known', type: UPDATE, profile: OTHER_NAMESAKE, keepsIdentity: true, isOverwritten: true },
    ],
    ...['true', 'gone@a.b', 'LEE@a.b', 'Ann Lee', ''].map(
      (conflicting): Row => [
        `an answer that means ${JSON.stringify(conflicting)}, no namesake, is asked for again`,
        {},
        { nameOwners: [NAMESAKE] },
        { conflicting },
        { path: 'Name Taken', type: HIRE, conflict: NAMESAKE },
      ],
    ),
    [
      'somebody who has got another name meanwhile is not overwritten, and no second account is made',
      {},
      {},
      { conflicting: 'lee@a.b' },
      { path: 'Refused', type: HIRE, reason: expect.stringContaining('It was answered that') },
    ],
    [
      'an update of nobody at all',
      { type: UPDATE },
      {},
      { conflicting: 'lee@a.b' },
      { path: 'Nobody', type: UPDATE },
    ],
  ])('%s', (...row) => {
    expect(decided(row)).toMatchObject(row[4])
  })
})

describe('somebody who has a User Profile', () => {
  test.each<Row>([
    [
      'an update',
      { type: UPDATE },
      { own: [ANN] },
      {},
      { path: 'Known', type: UPDATE, reason: IT_IS, profile: ANN },
    ],
    ['a rehire', { type: REHIRE }, { own: [GONE] }, {}, { path: 'Known', type: REHIRE, profile: GONE }],
    [
      'a new hire whose run did not come to its end',
      {},
      { own: [ANN] },
      {},
      { path: 'New Hire', type: HIRE, profile: ANN },
    ],
    ['a new hire who left', {}, { own: [GONE] }, {}, { path: 'Known', type: REHIRE }],
    ['a sync of somebody who is there', { type: SYNC }, { own: [ANN] }, {}, { path: 'Known', type: UPDATE }],
    ['a sync of somebody who left', { type: SYNC }, { own: [GONE] }, {}, { path: 'Known', type: REHIRE }],
    [
      'the real profile goes before a temporary one',
      { type: UPDATE },
      { own: [TEMPORARY, ANN] },
      {},
      { profile: ANN },
    ],
    [
      'a name that was the person’s before needs no decision',
      { type: UPDATE },
      { own: [ANN], nameOwners: [NAMESAKE] },
      {},
      { path: 'Known', profile: ANN },
    ],
    [
      'the same name with the accents in another encoding is no new one',
      { type: UPDATE, displayName: 'Jos\u00e9  Lee' },
      { own: [withFields(ANN, { displayname: 'jose\u0301 lee' })], nameOwners: [NAMESAKE] },
      {},
      { path: 'Known' },
    ],
    [
      'a new name that is taken',
      { type: UPDATE },
      { own: [ANN_WAS], nameOwners: [NAMESAKE] },
      {},
      { path: 'Name Taken', type: UPDATE, reason: TAKEN, profile: ANN_WAS, conflict: NAMESAKE },
    ],
    [
      'a new name of one whose account is disabled',
      { type: UPDATE },
      { own: [ANN_WAS], nameOwners: [GONE_NAMESAKE] },
      {},
      { path: 'Known', profile: ANN_WAS },
    ],
    [
      'a new name of one whose employment is terminated',
      { type: UPDATE },
      { own: [ANN_WAS], nameOwners: [withFields(NAMESAKE, { employmentstatus: 'Terminated' })] },
      {},
      { path: 'Known' },
    ],
    [
      'a new name, behind one who left one who is there',
      { type: UPDATE },
      { own: [ANN_WAS], nameOwners: [GONE_NAMESAKE, NAMESAKE] },
      {},
      { path: 'Name Taken', conflict: NAMESAKE },
    ],
    [
      'a new name, and they are two people',
      { type: UPDATE },
      { own: [ANN_WAS], nameOwners: [NAMESAKE] },
      { isAnother: true },
      { path: 'Known', type: UPDATE, profile: ANN_WAS },
    ],
    ...[UPDATE, REHIRE, HIRE, SYNC].map(
      (type): Row => [
        `${type} of a new name: who has a profile never overwrites another`,
        { type },
        { own: [ANN_WAS], nameOwners: [NAMESAKE] },
        { conflicting: 'lee@a.b' },
        { path: 'Name Taken', profile: ANN_WAS, conflict: NAMESAKE },
      ],
    ),
    [
      'the question names all who are there',
      { type: UPDATE },
      { own: [ANN_WAS], nameOwners: [NAMESAKE, GONE_NAMESAKE, OTHER_NAMESAKE] },
      {},
      { path: 'Name Taken', reason: TAKEN_BY_TWO, conflict: NAMESAKE },
    ],
    [
      'a run after the move knows by the profile who the person was, whatever the incident says',
      { type: UPDATE, old: { email: 'other@a.b' } },
      { own: [MOVED] },
      {},
      { path: 'Known', was: { email: 'ann.low@a.b', username: 'low' } },
    ],
    [
      'a former e-mail that somebody else has by now says nothing',
      { type: UPDATE },
      { own: [MOVED], oldEmailOwners: [profile('bob@a.b', { email: 'Ann.Low@a.b' })] },
      {},
      { path: 'Known', was: undefined },
    ],
    [
      'another new e-mail starts from what the profile has',
      { type: UPDATE, email: 'new@a.b', username: 'new@a.b' },
      { own: [MOVED] },
      { isIdentityApproved: true },
      { path: 'Known', isMoved: true, was: undefined },
    ],
    [
      'a new e-mail',
      { type: UPDATE, email: 'new@a.b', username: 'new@a.b' },
      { own: [ANN] },
      {},
      {
        path: 'New Identity',
        type: UPDATE,
        reason:
          'Of ann@a.b (Ann Lee, employee id E1) the e-mail ann@a.b becomes new@a.b and the username ann@a.b becomes new@a.b.',
        profile: ANN,
        isMoved: true,
      },
    ],
    [
      'a new username alone',
      { type: UPDATE, username: 'ann2' },
      { own: [ANN] },
      {},
      {
        path: 'New Identity',
        reason: 'Of ann@a.b (Ann Lee, employee id E1) the username ann@a.b becomes ann2.',
        isMoved: false,
      },
    ],
    [
      'a new e-mail that is approved',
      { type: UPDATE, email: 'new@a.b', username: 'new@a.b' },
      { own: [ANN, TEMPORARY] },
      { isIdentityApproved: true },
      { path: 'Known', type: UPDATE, profile: ANN, isMoved: true, was: undefined },
    ],
    [
      'an e-mail by hand alone says nothing of the username',
      { type: UPDATE, username: '' },
      { own: [withFields(ANN, { username: 'ann.lee' })] },
      {},
      { path: 'Known', isMoved: false },
    ],
    [
      'a name that is taken comes before a new e-mail',
      { type: UPDATE, email: 'new@a.b' },
      { own: [ANN_WAS], nameOwners: [NAMESAKE] },
      { isIdentityApproved: true },
      { path: 'Name Taken' },
    ],
    [
      'of a move that was cut short the old profile goes on',
      { type: UPDATE, email: 'new@a.b', username: 'new@a.b' },
      { own: [profile('new@a.b', { employeeid: 'E1' }), ANN] },
      { isIdentityApproved: true },
      { path: 'Known', profile: ANN, isMoved: true },
    ],
    [
      'a run after the move knows who the person was',
      { type: UPDATE, old: { email: 'ann.low@a.b' } },
      { own: [ANN] },
      {},
      { path: 'Known', was: { email: 'ann.low@a.b', username: 'ann.low@a.b' } },
    ],
  ])('%s', (...row) => {
    expect(decided(row)).toMatchObject(row[4])
  })
})

describe('an account to look after', () => {
  const ACTIVATE = 'IAM - AD User Activation'
  const DEACTIVATE = 'IAM - AD User Deactivation'
  const OVER =
    'ann@a.b (Ann Lee, employee id E1, AD account Disabled) is disabled already; there is nothing left to do.'
  const types = [TERMINATE, ACTIVATE, DEACTIVATE]
  const sources = ['HR', 'TUFE', 'Orphan'] as const

  test.each(types.flatMap(type => sources.map(source => ({ type, source }))))(
    '$type of $source, of somebody who is there and of somebody who is disabled',
    ({ type, source }) => {
      const of = (one: typeof ANN) => decideSync(wanted({ type, source }), met({ own: [one] }), answers())
      expect(of(ANN)).toEqual({
        ...{ path: 'Known', type, reason: IT_IS, profile: ANN, keepsIdentity: true, was: undefined },
      })
      // A termination of the report runs again; nothing else has anything to do, and an answer that is late enables nobody.
      const runs = type === TERMINATE && source === 'HR'
      expect(of(GONE)).toMatchObject(
        runs ? { path: 'Known', type, profile: GONE } : { path: 'Nobody', type, reason: OVER, profile: GONE },
      )
    },
  )

  test.each<Row>([
    [
      'a new e-mail and a new name that is taken change nothing in it',
      { type: TERMINATE, email: 'new@a.b', username: 'x', displayName: 'Ann New' },
      { own: [ANN], nameOwners: [NAMESAKE], emailOwners: [NAMESAKE] },
      {},
      { path: 'Known', type: TERMINATE, profile: ANN, keepsIdentity: true },
    ],
    [
      'nor does an answer about a namesake',
      { type: TERMINATE },
      { nameOwners: [NAMESAKE] },
      { conflicting: 'lee@a.b' },
      { path: 'Nobody', profile: undefined },
    ],
    ...types.map(
      (type): Row => [
        `${type} knows who the person was, for an account may still have the old e-mail`,
        { type },
        { own: [MOVED] },
        {},
        { path: 'Known', was: { email: 'ann.low@a.b', username: 'low' }, keepsIdentity: true },
      ],
    ),
    [
      'but not by an e-mail that somebody else has by now',
      { type: TERMINATE },
      { own: [MOVED], oldEmailOwners: [profile('ann.low@a.b', { employeeid: 'E7' })] },
      {},
      { path: 'Known', profile: MOVED, was: undefined },
    ],
  ])('%s', (...row) => {
    expect(decided(row)).toMatchObject(row[4])
  })
})
