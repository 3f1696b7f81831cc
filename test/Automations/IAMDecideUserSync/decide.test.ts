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
      { path: 'Nobody', type: TERMINATE },
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
      { isConflicting: true },
      { path: 'Known', type: UPDATE, reason: MEANS, profile: NAMESAKE, keepsIdentity: true },
    ],
    [
      'it is the other one, who left',
      {},
      { nameOwners: [GONE_NAMESAKE] },
      { isConflicting: true },
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
      { isConflicting: true },
      { path: 'Known', type: UPDATE, profile: NAMESAKE, keepsIdentity: true, isOverwritten: true },
    ],
    [
      'an update of nobody at all',
      { type: UPDATE },
      {},
      { isConflicting: true },
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
    [
      'a new name, and the report means the other one',
      { type: REHIRE },
      { own: [ANN_WAS], nameOwners: [NAMESAKE] },
      { isConflicting: true },
      { path: 'Known', type: UPDATE, profile: NAMESAKE, keepsIdentity: true },
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
  const AD = 'IAM - AD User Activation'
  test.each<Row>([
    [
      'a termination',
      { type: TERMINATE },
      { own: [ANN] },
      {},
      { path: 'Known', type: TERMINATE, reason: IT_IS },
    ],
    ['an activation', { type: AD }, { own: [ANN] }, {}, { path: 'Known', type: AD, profile: ANN }],
    [
      'a new e-mail and a new name that is taken change nothing in it',
      { type: TERMINATE, email: 'new@a.b', username: 'x', displayName: 'Ann New' },
      { own: [ANN], nameOwners: [NAMESAKE], emailOwners: [NAMESAKE] },
      {},
      { path: 'Known', type: TERMINATE, profile: ANN, keepsIdentity: true },
    ],
    [
      'a termination of the report of somebody who is disabled runs again',
      { type: TERMINATE },
      { own: [GONE] },
      {},
      { path: 'Known', type: TERMINATE, profile: GONE },
    ],
    ...(['TUFE', 'Orphan'] as const).map(
      (source): Row => [
        `${source} of somebody who is disabled`,
        { type: TERMINATE, source },
        { own: [GONE] },
        {},
        {
          path: 'Nobody',
          type: TERMINATE,
          reason:
            'ann@a.b (Ann Lee, employee id E1, AD account Disabled) is disabled already; there is nothing left to do.',
        },
      ],
    ),
    [
      'an activation by Okta of somebody disabled',
      { type: AD, source: 'TUFE' },
      { own: [GONE] },
      {},
      { path: 'Known' },
    ],
    ['TUFE', { type: TERMINATE, source: 'TUFE' }, { own: [ANN] }, {}, { path: 'Known', type: TERMINATE }],
  ])('%s', (...row) => {
    expect(decided(row)).toMatchObject(row[4])
  })
})
