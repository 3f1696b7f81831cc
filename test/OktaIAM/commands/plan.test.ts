import { expect, it } from 'vitest'
import { change } from '../../../Integrations/OktaIAM/commands/change.ts'
import { NEW_ID, type Plan, planResult } from '../../../Integrations/OktaIAM/commands/plan.ts'
import { ConnectionError, OktaError } from '../../../Integrations/OktaIAM/okta/errors.ts'
import { activateUser, createUser } from '../../../Integrations/OktaIAM/okta/users.ts'
import type { Session } from '../../../Integrations/OktaIAM/session.ts'
import type { Table } from '../../../kit/command.ts'
import { MASK } from '../../../kit/secrets.ts'

const PLAN: Plan = { target: 'ann', calls: [] }
const tables = (plan: Plan, effect: 'change' | 'destroy' = 'change') =>
  planResult('okta-x', effect, plan).readable as Table[]

it('the attributes stand in a table of their own, one a row', () => {
  const [plan, changes] = tables({
    ...PLAN,
    changes: {
      title: ['Clerk', 'Head'],
      city: ['Bern', null],
      nickName: [null, 'A'],
      password: ['old', 'new'],
    },
  })
  expect(plan?.columns).not.toContain('changes')
  expect(changes).toEqual({
    title: 'Changes',
    rows: [
      { attribute: 'title', before: 'Clerk', after: 'Head' },
      { attribute: 'city', before: 'Bern', after: '(cleared)' },
      { attribute: 'nickName', before: '(none)', after: 'A' },
      { attribute: 'password', before: MASK, after: MASK },
    ],
    columns: ['attribute', 'before', 'after'],
  })
  expect(tables(PLAN)).toHaveLength(1)
})

it.each<[string, Plan, 'change' | 'destroy', object]>([
  ['what was not there', { ...PLAN, from: null, to: 'ACTIVE' }, 'change', { from: '(none)', to: 'ACTIVE' }],
  [
    'what is deleted',
    { ...PLAN, from: 'ACTIVE', to: null, calls: [activateUser(NEW_ID, false)] },
    'destroy',
    { from: 'ACTIVE', to: 'deleted' },
  ],
  ['nothing to send deletes nobody', { ...PLAN, to: null }, 'destroy', { to: '(none)' }],
  ['no state at all', PLAN, 'destroy', { from: null, to: null }],
])('%s', (_, plan, effect, row) => {
  expect(tables(plan, effect)[0]?.rows).toMatchObject(row)
  expect(planResult('okta-x', effect, plan).contents).toMatchObject({
    from: plan.from ?? null,
    to: plan.to ?? null,
  })
})

it('a plan may do less than the worst that its command declares', () => {
  const plan = { ...PLAN, effect: 'change' } as const
  expect(planResult('okta-x', 'destroy', plan).contents).toMatchObject({ effect: 'change' })
})

it('an id that is not known yet stands as a placeholder', () => {
  const calls = [activateUser(NEW_ID, false)]
  expect(planResult('okta-x', 'change', { ...PLAN, calls }).contents).toMatchObject({
    calls: [{ path: '/api/v1/users/{userId}/lifecycle/activate?sendEmail=false' }],
  })
})

/** A change of two calls whose requests are answered by `answer`, and whose result is made by `done`. */
const changing = (answer: (path: string) => unknown, done: () => never) =>
  change({
    name: 'okta-x',
    description: '',
    effect: 'change',
    args: {},
    outputs: [],
    decide: async () => ({
      target: 'ann',
      calls: [createUser({}, {}), activateUser(NEW_ID, false)],
      steps: ['created', 'activated'],
      done,
    }),
  }).run({ 'dry-run': false }, {
    client: { send: async ({ path }: { path: string }) => answer(path) },
  } as unknown as Session)
const fail = (error: Error) => (): never => {
  throw error
}
const ANN = { id: '00u1', status: 'STAGED', profile: {} }

it.each([
  new OktaError({ request: 'GET /api/v1/users/00u1', status: 500 }, 'E0000009', 'Internal Server Error'),
  new ConnectionError('No answer.'),
])('what was done is no failure because it cannot be read back: %s', async error => {
  const result = await changing(path => (path.includes('00u1') ? undefined : ANN), fail(error))
  expect(result).toMatchObject({ contents: [ANN, null] })
  expect(result).toMatchObject({
    readable: expect.stringMatching(/^ann: it was done, but reading it back failed\. /),
  })
  expect(result).not.toHaveProperty('failed')
})

it('an answer to the change itself that is none stays an error', async () => {
  const error = new OktaError({ request: 'POST /api/v1/users' }, undefined, 'Took it')
  await expect(changing(() => ANN, fail(error))).rejects.toBe(error)
})

it('what stops half-way names in its facts what was done and what was not', async () => {
  const answer = (path: string) => {
    if (path.includes('activate')) throw new ConnectionError('No answer.')
    return ANN
  }
  await expect(changing(answer, fail(new Error('not reached')))).rejects.toMatchObject({
    message: 'Done: created. Not done: activated. No answer.',
    facts: { done: ['created'], notDone: ['activated'] },
  })
})
