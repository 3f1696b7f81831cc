import { describe, expect, it } from 'vitest'
import { type Identity, identity, ofFoundByEmail } from '../../../kit/iam/identity.ts'
import type { Plan } from '../../../kit/iam/switches.ts'

describe('an identity', () => {
  it('has the names that are filled and nothing else', () => {
    expect(
      identity({ id: 7, login: ' ann ', email: '', firstName: null, lastName: ['x'], title: 'y' }),
    ).toEqual({
      ...{ id: '7', login: 'ann' },
    })
    expect(identity(JSON.parse('{"__proto__":"x","constructor":"y"}'))).toEqual({})
  })
})

describe('somebody found by the e-mail alone', () => {
  const update: Plan<string> = { action: 'update', steps: ['update'] }
  const found = { id: '1', login: 'bob', email: 'o@x', firstName: 'Bob', lastName: 'Ray' }
  it.each<[string, Identity, Plan<string>, string]>([
    ['named by login', { login: 'BOB', firstName: 'Cleo', lastName: 'Fox' }, update, 'update'],
    ['named by id', { id: '1', login: 'cleo', firstName: 'Cleo', lastName: 'Fox' }, update, 'update'],
    [
      'renamed',
      { login: 'bobby', firstName: 'Bob', lastName: 'Ray' },
      update,
      'update, Found by its e-mail o@x; its login bob becomes bobby.',
    ],
    [
      'married',
      { login: 'bobby', firstName: 'bob', lastName: 'Fox' },
      update,
      'update, Found by its e-mail o@x; its login bob becomes bobby.',
    ],
    [
      'without a name',
      { login: 'cleo' },
      update,
      'update, Found by its e-mail o@x; its login bob becomes cleo.',
    ],
    ['without a login', { email: 'o@x', firstName: 'Cleo', lastName: 'Fox' }, update, 'update'],
    ['somebody else', { login: 'cleo', firstName: 'Cleo', lastName: 'Fox' }, update, 'refused'],
    [
      'somebody else to disable',
      { login: 'cleo', firstName: 'Cleo', lastName: 'Fox' },
      { action: 'disable', steps: ['off'] },
      'refused',
    ],
    [
      'renamed to disable',
      { login: 'bobby', firstName: 'Bob', lastName: 'Ray' },
      { action: 'disable', steps: ['off'] },
      'off',
    ],
  ])('%s', (_, wanted, decided, expected) => {
    const { steps, reason, refused } = ofFoundByEmail(decided, found, [wanted])
    expect(refused ? 'refused' : [...steps, reason].filter(Boolean).join(', ')).toBe(expected)
  })

  it('says how it was found, and nobody is nobody', () => {
    const wanted = [{ login: 'cleo', firstName: 'Cleo', lastName: 'Fox' }]
    expect(ofFoundByEmail(update, found, wanted, { by: 'its id 1', advice: 'Drop the id' }).reason).toMatch(
      /^Found by its id 1 alone is Bob Ray \(bob\), not Cleo Fox \(cleo\); nothing was changed\. Drop the id, or/,
    )
    expect(ofFoundByEmail(update, undefined, wanted)).toBe(update)
  })
})
