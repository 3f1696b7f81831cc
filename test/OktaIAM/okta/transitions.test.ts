import { describe, expect, it } from 'vitest'
import { STATUSES } from '../../../Integrations/OktaIAM/okta/statuses.ts'
import { type Operation, verdict } from '../../../Integrations/OktaIAM/okta/transitions.ts'

/**
 * Written from okta-api §7.3: s is sent, a is already so, - is refused. Columns: STAGED PROVISIONED ACTIVE RECOVERY
 * PASSWORD_EXPIRED LOCKED_OUT SUSPENDED DEPROVISIONED.
 */
const MATRIX: Record<Operation, string> = {
  activate: 's a a a a a - s',
  deactivate: 's s s s s s s a',
  suspend: '- - s - s - a -',
  unsuspend: '- - a - - - s -',
  unlock: '- a s a a s - -',
  'set password': 's s s s s s s -',
  'set temporary password': '- s s s s s - -',
  'expire password': '- - s s a s - -',
  'make temporary password': '- - s s s s - -',
  'reset password': '- s s s s s - -',
}
const CELLS = Object.entries(MATRIX).flatMap(([operation, row]) =>
  row.split(' ').map((cell, index) => ({ operation: operation as Operation, status: STATUSES[index], cell })),
)

describe('every status × what is wanted', () => {
  it('is in the table', () => expect(CELLS).toHaveLength(10 * STATUSES.length))

  it.each(CELLS)('$operation a user who is $status: $cell', ({ operation, status, cell }) => {
    if (!status) throw new Error('a row of the table is too long')
    const found = verdict(operation, status, 'ann@example.com')
    expect(Object.keys(found)).toEqual([cell === 's' ? 'send' : cell === 'a' ? 'already' : 'refused'])
    const told = 'already' in found ? found.already : 'refused' in found ? found.refused : undefined
    if (told === undefined) return
    expect(told).toContain('ann@example.com')
    expect(told).toContain(status)
    expect(told).toMatch(/^User .*\.$/)
  })

  it('a refusal says what would do instead', () => {
    expect(verdict('suspend', 'STAGED', 'ann')).toEqual({
      refused:
        'User ann is STAGED, and only a user who is ACTIVE or PASSWORD_EXPIRED can be suspended. okta-deactivate-user takes the access away in any status.',
    })
    expect(verdict('suspend', 'DEPROVISIONED', 'ann')).toEqual({
      refused: expect.stringContaining('okta-activate-user'),
    })
    expect(verdict('unsuspend', 'LOCKED_OUT', 'ann')).toEqual({
      refused: expect.stringContaining('okta-unlock-user'),
    })
  })
})
