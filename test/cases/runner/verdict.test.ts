import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import type { Then } from './case.ts'
import { verdict } from './verdict.ts'

const NOTHING: Then = {
  ...{ okta: {}, scim: {}, directories: {}, configuration: {}, indicators: {}, lists: {} },
  ...{ incidents: [], mails: [], context: {}, entries: {}, locks: [] },
}
const said = (then: Partial<Then>): Then => ({ ...NOTHING, ...then })
const BEFORE: JsonObject = {
  okta: { company: { users: { ann: { status: 'ACTIVE' } }, groups: { Sales: ['ann'] }, apps: { CRM: [] } } },
  ...{
    directories: { AD: { ann: { active: true, title: 'Buyer' } } },
    scim: { desk: { users: { ann: { active: true } }, groups: { Sales: ['ann'] } } },
    configuration: { Okta: { CRM: 'CRM' } },
    indicators: { ann: { title: 'Buyer' } },
    lists: { one: '1' },
  },
  ...{ incidents: [], mails: [], context: {}, entries: {}, locks: [] },
}
const after = (change: JsonObject): JsonObject => ({ ...BEFORE, ...change })

it('nothing said and nothing done is well', () => expect(verdict(NOTHING, BEFORE, BEFORE)).toEqual([]))

describe('what lasts must be as before where nothing is said', () => {
  it.each<[string, Partial<Then>, JsonObject, string[]]>([
    ['a list', {}, { lists: { one: '2' } }, ['lists.one: must not change, was "1", is "2"']],
    ['a list that is named', { lists: { one: '2' } }, { lists: { one: '2' } }, []],
    [
      'an account of a directory',
      { directories: { AD: { ann: { active: false } } } },
      { directories: { AD: { ann: { active: false, title: 'Head' } } } },
      ['directories.AD.ann.title: must not change, was "Buyer", is "Head"'],
    ],
    [
      'a group of a SCIM application',
      { scim: { desk: { users: { ann: { active: true } }, groups: {} } } },
      { scim: { desk: { users: { ann: { active: true } }, groups: { Sales: [] } } } },
      ['scim.desk.groups.Sales: must not change, was ["ann"], is []'],
    ],
    [
      'a connection',
      {},
      { configuration: { Okta: {} } },
      ['configuration.Okta.CRM: expected "CRM", is absent'],
    ],
    [
      'a connection beyond those that are named',
      { configuration: { Okta: { CRM: 'CRM' } } },
      { configuration: { Okta: { CRM: 'CRM', Wiki: 'Wiki' } } },
      ['configuration.Okta.Wiki: expected null, is "Wiki"'],
    ],
    ['a connection that is to be gone', { configuration: { Okta: {} } }, { configuration: { Okta: {} } }, []],
    [
      'a connection that is to be gone and is not',
      { configuration: { Okta: {} } },
      {},
      ['configuration.Okta.CRM: expected null, is "CRM"'],
    ],
    [
      'a member of a group',
      {},
      {
        okta: { company: { users: { ann: { status: 'ACTIVE' } }, groups: { Sales: [] }, apps: { CRM: [] } } },
      },
      ['okta.company.groups.Sales: must not change, was ["ann"], is []'],
    ],
  ])('%s', (_, then, change, expected) =>
    expect(verdict(said(then), BEFORE, after(change))).toEqual(expected),
  )
})

describe('incidents and mails', () => {
  const incident = { id: '1', type: 'IAM - App Add', status: 2 }
  const mail = { to: 'it@x.example', subject: 'Failed', body: 'The account was not made: 503.' }

  it.each<[string, Partial<Then>, JsonObject, string[]]>([
    ['are as said', { incidents: [{ status: 2 }] }, { incidents: [incident] }, []],
    [
      'come once',
      { incidents: [{ status: 2 }] },
      { incidents: [incident, { ...incident, id: '2' }] },
      ['incidents: expected 1, there are 2: 1 IAM - App Add; 2 IAM - App Add'],
    ],
    ['of which none is said', {}, { mails: [mail] }, ['mails: expected 0, there are 1: it@x.example Failed']],
    ['hold a text', { mails: [{ to: 'it@x.example', body: '503' }] }, { mails: [mail] }, []],
    ['hold what fits a pattern', { mails: [{ body: '/not made: \\d+/' }] }, { mails: [mail] }, []],
    [
      'do not hold it',
      { mails: [{ body: '504' }] },
      { mails: [mail] },
      ['mails[0].body: does not hold "504" but "The account was not made: 503."'],
    ],
    [
      'go to somebody else',
      { mails: [{ to: 'hr@x.example' }] },
      { mails: [mail] },
      ['mails[0].to: expected "hr@x.example", is "it@x.example"'],
    ],
  ])('%s', (_, then, change, expected) =>
    expect(verdict(said(then), BEFORE, after(change))).toEqual(expected),
  )
})

it('an incident that is not as said tells the errors of its run', () => {
  const incidents = [{ id: '1', run: 'error', errors: { 'Find the User Profile': 'No luck.' } }]
  expect(verdict(said({ incidents: [{ run: 'completed' }] }), BEFORE, after({ incidents }))).toEqual([
    'incidents[0].run: expected "completed", is "error"',
    'incidents[0]: task "Find the User Profile" said: No luck.',
  ])
})

describe('entries hold texts in their order', () => {
  const entries = { 1: ['first thing', 'second thing', 'third'] }

  it.each<[readonly string[], boolean]>([
    [['first', 'third'], true],
    [['second thing', '/^th/'], true],
    [['first', 'thing'], true],
    [['third', 'first'], false],
    [['fourth'], false],
  ])('%j: %s', (texts, isSo) => {
    const problems = verdict(said({ entries: { 1: [...texts] } }), BEFORE, after({ entries }))
    expect(problems.length).toBe(isSo ? 0 : 1)
  })
})

it('a lock that is left is told', () => {
  expect(verdict(NOTHING, BEFORE, after({ locks: ['ann'] }))).toEqual(['locks: expected [], is ["ann"]'])
})

it('a context is compared where it is said', () => {
  const context = { 1: { IAM: { Vendor: [{ success: true, id: '1' }] } } }
  const then = (success: boolean) => said({ context: { 1: { IAM: { Vendor: [{ success }] } } } })
  expect(verdict(then(true), BEFORE, after({ context }))).toEqual([])
  expect(verdict(then(false), BEFORE, after({ context }))).toEqual([
    'context.1.IAM.Vendor[0].success: expected false, is true',
  ])
})
