import { describe, expect, test } from 'vitest'
import type { Met } from '../../../Automations/IAMDecideUserSync/profiles.ts'
import { refusal } from '../../../Automations/IAMDecideUserSync/refusal.ts'
import type { Wanted } from '../../../Automations/IAMDecideUserSync/wanted.ts'
import { ANN, met, NAMESAKE, profile, TEMPORARY, wanted, withFields } from './people.ts'

const UPDATE = 'IAM - Update User'
const TERMINATE = 'IAM - Terminate User'
const NOBODY = { email: '', username: '', employeeId: '', displayName: '' }
const OTHER = profile('lee@a.b', { employeeid: 'E1' })
const OKTA = withFields(ANN, { oktauserid: '00u1' })
const OF_TWO_ORGS = withFields(OKTA, { appprofiles: '{"Okta":{"id":"00u1"},"Okta EU":{"id":"00u6"}}' })
const BY_LOGIN = { type: TERMINATE, source: 'TUFE', ...NOBODY, username: 'ann@a.b', userId: '00u9' } as const

describe('who cannot be told', () => {
  test.each<[string, Partial<Wanted>, Partial<Met>, string]>([
    [
      'nobody',
      NOBODY,
      {},
      'The incident does not say whom it is about: it has neither an e-mail (field Email) nor',
    ],
    ['a display name alone', { ...NOBODY, displayName: 'Ann Lee' }, {}, 'does not say whom it is about'],
    [
      'no e-mail',
      { email: '' },
      { own: [ANN] },
      'The incident says no e-mail of the person, and a User Profile is',
    ],
    [
      'two profiles of one employee id',
      { email: 'x@a.b' },
      { own: [ANN, OTHER] },
      "2 User Profiles are this person's: ann@a.b (Ann Lee, employee id E1) and lee@a.b (employee id E1); expected one. Correct or delete the wrong one and run the playbook again.",
    ],
    [
      'two people, of whom one has the address and the other one the username',
      { employeeId: '' },
      { own: [ANN, profile('bob@a.b', { username: 'ann@a.b', employeeid: 'E2' })] },
      "2 User Profiles are this person's: ann@a.b (Ann Lee, employee id E1) and bob@a.b (employee id E2)",
    ],
    [
      'two without an employee id',
      { employeeId: '' },
      { own: [profile('ann@a.b'), profile('bob@a.b', { username: 'ann@a.b' })] },
      '2 User Profiles',
    ],
    ['three', {}, { own: [ANN, OTHER, withFields(OTHER, { title: 'x' })] }, '3 User Profiles'],
    ['two for a termination', { type: TERMINATE, email: '' }, { own: [ANN, OTHER] }, '2 User Profiles'],
    [
      'the e-mail of another person',
      {},
      { emailOwners: [withFields(NAMESAKE, { email: 'ann@a.b' })] },
      'The e-mail ann@a.b is that of lee@a.b (Ann Lee, employee id E2, Clerk), another person. Correct one of the two, in the report or in the User Profile, and run the playbook again.',
    ],
    [
      'the username of another person',
      { type: UPDATE, username: 'lee' },
      { own: [ANN], emailOwners: [withFields(NAMESAKE, { username: 'Lee' })] },
      'The username lee is that of lee@a.b',
    ],
    [
      'a login that was given to somebody else',
      BY_LOGIN,
      { own: [OKTA] },
      'ann@a.b (Ann Lee, employee id E1) has this login, but is the Okta user 00u1 and not 00u9. If the login was given to somebody else,',
    ],
    [
      'a login of another org',
      { ...BY_LOGIN, oktaInstance: 'Okta EU' },
      { own: [OF_TWO_ORGS] },
      'Okta user 00u6',
    ],
  ])('%s', (_, one, found, sentence) => {
    expect(refusal(wanted(one), met(found))).toContain(sentence)
  })
})

describe('who can be told', () => {
  test.each<[string, Partial<Wanted>, Partial<Met>]>([
    ['a new hire', {}, {}],
    ['one profile and a temporary one', {}, { own: [ANN, TEMPORARY] }],
    ['a move that was cut short', {}, { own: [ANN, OTHER] }],
    ['a termination by an employee id', { ...NOBODY, type: TERMINATE, employeeId: 'E1' }, { own: [ANN] }],
    [
      'a termination with an e-mail that is given anew',
      { type: TERMINATE },
      { own: [OTHER], emailOwners: [ANN] },
    ],
    ['the same Okta user', { ...BY_LOGIN, userId: '00u1' }, { own: [OKTA] }],
    ['a profile that knows no Okta id', BY_LOGIN, { own: [ANN] }],
    [
      'an org of which the profile knows nothing',
      { ...BY_LOGIN, oktaInstance: 'Okta US' },
      { own: [OF_TWO_ORGS] },
    ],
    ['the id in this org', { ...BY_LOGIN, userId: '00u6', oktaInstance: 'Okta EU' }, { own: [OF_TWO_ORGS] }],
    ['an incident of the report, whatever the Okta id', {}, { own: [OKTA] }],
  ])('%s', (_, one, found) => {
    expect(refusal(wanted(one), met(found))).toBeUndefined()
  })
})
