import { describe, expect, it, test } from 'vitest'
import { type Call, calls, creation, transition } from '../../../okta-server/users/lifecycle.ts'
import { type Provider, type Status, statuses } from '../../../okta-server/users/user.ts'

// Written from the matrix of okta-api §7.3 (and §7.2 for what a password changes), not from the code.
// Columns: the statuses in the matrix's order. E16 is E0000016; = means the same status.
const matrix = `
call                      STAGED        PROVISIONED  ACTIVE            RECOVERY          PASSWORD_EXPIRED  LOCKED_OUT        SUSPENDED     DEPROVISIONED
activate                  ACTIVE        E16          E16               E16               E16               E16               E16           ACTIVE
reactivate                E38           =            E38               =                 E38               E38               E38           E38
deactivate                DEPROVISIONED DEPROVISIONED DEPROVISIONED    DEPROVISIONED     DEPROVISIONED     DEPROVISIONED     DEPROVISIONED E07
suspend                   E01           E01          SUSPENDED         E01               E01               E01               E01           E01
unsuspend                 E01           E01          E01               E01               E01               E01               ACTIVE        E01
unlock                    E32           E32          E32               E32               E32               ACTIVE            E32           E32
expire_password           E38           E38          PASSWORD_EXPIRED  PASSWORD_EXPIRED  PASSWORD_EXPIRED  PASSWORD_EXPIRED  E38           E38
reset_password            E17           RECOVERY     RECOVERY          RECOVERY          RECOVERY          RECOVERY          E17           E17
reset_factors             =             =            =                 =                 =                 =                 =             E38
change_password           =             E35          ACTIVE            ACTIVE            ACTIVE            E35               E35           E35
change_recovery_question  =             E36          =                 =                 E36               E36               E36           E36
forgot_password           E34           E34          =                 E34               E34               E34               E34           E34
update                    =             =            =                 =                 =                 =                 =             E38
set_password              =             ACTIVE       =                 ACTIVE            ACTIVE            =                 =             E38
delete                    DEPROVISIONED DEPROVISIONED DEPROVISIONED    DEPROVISIONED     DEPROVISIONED     DEPROVISIONED     DEPROVISIONED GONE
`
const [header = [], ...rows] = matrix
  .trim()
  .split('\n')
  .map(row => row.split(/\s+/))
const cells = rows.flatMap(([call = '', ...cellsOfRow]) =>
  cellsOfRow.map((cell, at): [Call, Status, string] => [call as Call, header[at + 1] as Status, cell]),
)

describe('transition', () => {
  it('has a row for every call and a column for every status', () => {
    expect(rows.map(([call]) => call).sort()).toEqual([...calls].sort())
    expect(header.slice(1)).toEqual(statuses)
    expect(cells).toHaveLength(calls.length * statuses.length)
  })

  test.each(cells)('%s from %s: %s', (call, status, cell) => {
    const outcome = transition(call, { status, hasPassword: true, provider: 'OKTA' })
    const refused = /^E(\d\d)$/.exec(cell)
    if (refused) expect(outcome).toEqual({ refused: `E00000${refused[1]}` })
    else expect(outcome).toEqual({ status: cell === '=' ? status : cell })
  })

  test.each<[Status, boolean, Provider['type'], Status]>([
    ['STAGED', false, 'OKTA', 'PROVISIONED'],
    ['STAGED', true, 'OKTA', 'ACTIVE'],
    ['STAGED', false, 'FEDERATION', 'ACTIVE'],
    ['STAGED', false, 'SOCIAL', 'ACTIVE'],
    ['STAGED', false, 'ACTIVE_DIRECTORY', 'PROVISIONED'],
    ['DEPROVISIONED', false, 'OKTA', 'PROVISIONED'],
    ['DEPROVISIONED', true, 'OKTA', 'ACTIVE'],
  ])('activate from %s, password %s, provider %s: %s', (status, hasPassword, provider, expected) => {
    expect(transition('activate', { status, hasPassword, provider })).toEqual({ status: expected })
  })
})

describe('creation', () => {
  test.each<[boolean, boolean, boolean, Provider['type'], string]>([
    [false, false, false, 'OKTA', 'STAGED'],
    [false, true, false, 'OKTA', 'STAGED'],
    [true, false, false, 'OKTA', 'PROVISIONED'],
    [true, true, false, 'OKTA', 'ACTIVE'],
    [true, true, true, 'OKTA', 'PASSWORD_EXPIRED'],
    [true, false, true, 'OKTA', 'E0000124'],
    [false, false, true, 'OKTA', 'E0000125'],
    [false, true, true, 'OKTA', 'E0000125'],
    [true, false, false, 'FEDERATION', 'ACTIVE'],
    [true, false, false, 'SOCIAL', 'ACTIVE'],
    [false, false, false, 'FEDERATION', 'STAGED'],
    [true, false, false, 'LDAP', 'PROVISIONED'],
  ])(
    'activate %s, password %s, change it %s, provider %s: %s',
    (activate, hasPassword, changePassword, provider, expected) => {
      const outcome = creation({ activate, changePassword }, { hasPassword, provider })
      expect(outcome).toEqual(expected.startsWith('E0') ? { refused: expected } : { status: expected })
    },
  )
})
