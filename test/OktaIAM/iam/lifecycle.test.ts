import { describe, expect, it } from 'vitest'
import { isActive, type Plan, plan, type Switches } from '../../../Integrations/OktaIAM/iam/lifecycle.ts'
import { STATUSES, type Status } from '../../../Integrations/OktaIAM/okta/statuses.ts'
import {
  ALREADY_ACTIVE,
  ALREADY_DISABLED,
  DISABLED,
  isForbidden,
  NO_SUCH_USER,
  type Wanted,
} from '../../../kit/iam/switches.ts'

type Seen = Status | 'nobody'
const SEEN: readonly Seen[] = ['nobody', ...STATUSES]
const WANTED: readonly Wanted[] = ['create', 'update', 'enable', 'disable']
const ORDINARY: readonly Seen[] = ['PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED']

/** One row of the specification: the first row that fits a combination says what must come of it. */
interface Row {
  wanted: readonly Wanted[]
  seen: readonly Seen[]
  when: Partial<Switches>
  then: { action: Plan['action']; steps: string; reason?: string | RegExp; refused?: true }
}
const row = (wanted: Wanted[], seen: readonly Seen[], when: Partial<Switches>, then: Row['then']): Row => ({
  wanted,
  seen,
  when,
  then,
})

const ON = { mayEnable: true }
const STAYS = /stays so/
const TABLE: readonly Row[] = [
  row(['create'], SEEN, { mayCreate: false }, { action: 'create', steps: '', reason: DISABLED }),
  row(['update'], SEEN, { mayUpdate: false }, { action: 'update', steps: '', reason: DISABLED }),
  row(['enable'], SEEN, { mayEnable: false }, { action: 'enable', steps: '', reason: DISABLED }),
  row(['disable'], SEEN, { mayDisable: false }, { action: 'disable', steps: '', reason: DISABLED }),

  row(['disable'], ['nobody'], {}, { action: 'disable', steps: '', reason: NO_SUCH_USER }),
  row(['disable'], ['DEPROVISIONED'], {}, { action: 'disable', steps: '', reason: ALREADY_DISABLED }),
  row(['disable'], SEEN, { disableBy: 'deactivate' }, { action: 'disable', steps: 'deactivate' }),
  row(
    ['disable'],
    ['SUSPENDED', 'STAGED'],
    {},
    { action: 'disable', steps: '', reason: /^User is already disabled\. It is/ },
  ),
  row(['disable'], ['ACTIVE', 'PASSWORD_EXPIRED'], {}, { action: 'disable', steps: 'suspend' }),
  row(['disable'], SEEN, {}, { action: 'disable', steps: '', refused: true, reason: /suspends only ACTIVE/ }),

  row(
    ['update'],
    ['nobody'],
    { createIfNotExists: false },
    { action: 'update', steps: '', reason: NO_SUCH_USER },
  ),
  row(
    ['enable'],
    ['nobody'],
    { createIfNotExists: false },
    { action: 'enable', steps: '', reason: NO_SUCH_USER },
  ),
  row(
    ['update'],
    ['nobody'],
    { mayCreate: false },
    { action: 'update', steps: '', reason: /creating users is not allowed/ },
  ),
  row(
    ['enable'],
    ['nobody'],
    { mayCreate: false },
    { action: 'enable', steps: '', reason: /creating users is not allowed/ },
  ),
  row(
    WANTED.slice(0, 3),
    ['nobody'],
    { allowEnable: false },
    { action: 'create', steps: 'create', reason: /STAGED: allow-enable is false/ },
  ),
  row(
    WANTED.slice(0, 3),
    ['nobody'],
    { mayEnable: false },
    { action: 'create', steps: 'create', reason: /STAGED: enabling/ },
  ),
  row(WANTED.slice(0, 3), ['nobody'], {}, { action: 'create', steps: 'create activate' }),

  row(['enable'], ['SUSPENDED', 'LOCKED_OUT'], {}, { action: 'enable', steps: '', reason: STAYS }),
  row(['enable'], ORDINARY, {}, { action: 'enable', steps: '', reason: ALREADY_ACTIVE }),
  row(
    ['enable'],
    SEEN,
    { mayUpdate: false },
    { action: 'enable', steps: 'activate', reason: /profile was not updated/ },
  ),
  row(['enable'], SEEN, {}, { action: 'enable', steps: 'activate update' }),

  row(
    ['create', 'update'],
    ['DEPROVISIONED'],
    { allowEnable: false },
    { action: 'update', steps: '', reason: /DEPROVISIONED.*allow-enable is false/ },
  ),
  row(
    ['create', 'update'],
    ['DEPROVISIONED'],
    { mayEnable: false },
    { action: 'update', steps: '', reason: /DEPROVISIONED.*enable-user-enabled/ },
  ),
  row(
    ['create'],
    ['DEPROVISIONED'],
    { mayUpdate: false },
    { action: 'enable', steps: 'activate', reason: /already exists, and updating/ },
  ),
  row(['create', 'update'], ['DEPROVISIONED'], {}, { action: 'enable', steps: 'activate update' }),

  row(
    ['create'],
    ['STAGED'],
    { mayUpdate: false, allowEnable: false },
    { action: 'update', steps: '', reason: /already exists, and updating/ },
  ),
  row(
    ['create'],
    ['STAGED'],
    { mayUpdate: false, mayEnable: false },
    { action: 'update', steps: '', reason: /already exists, and updating/ },
  ),
  row(
    ['create'],
    ['STAGED'],
    { mayUpdate: false },
    { action: 'enable', steps: 'activate', reason: /already exists, and updating/ },
  ),
  row(
    ['create'],
    ['STAGED'],
    { allowEnable: false },
    { action: 'update', steps: 'update', reason: /stays STAGED: allow-enable/ },
  ),
  row(
    ['create'],
    ['STAGED'],
    { mayEnable: false },
    { action: 'update', steps: 'update', reason: /stays STAGED: enabling/ },
  ),
  row(['create'], ['STAGED'], {}, { action: 'enable', steps: 'activate update' }),
  row(['update'], ['STAGED'], { allowEnable: true, ...ON }, { action: 'enable', steps: 'activate update' }),
  row(
    ['update'],
    ['STAGED'],
    { allowEnable: true },
    { action: 'update', steps: 'update', reason: /stays STAGED: enabling/ },
  ),
  row(['update'], ['STAGED'], {}, { action: 'update', steps: 'update' }),

  row(
    ['create'],
    SEEN,
    { mayUpdate: false },
    { action: 'update', steps: '', reason: /already exists, and updating/ },
  ),
  row(
    ['create', 'update'],
    ['SUSPENDED', 'LOCKED_OUT'],
    {},
    { action: 'update', steps: 'update', reason: STAYS },
  ),
  row(['create', 'update'], ORDINARY, {}, { action: 'update', steps: 'update' }),
]

const BOTH = [true, false] as const
const EVERY_SWITCHES: Switches[] = BOTH.flatMap(mayCreate =>
  BOTH.flatMap(mayUpdate =>
    BOTH.flatMap(mayEnable =>
      BOTH.flatMap(mayDisable =>
        BOTH.flatMap(createIfNotExists =>
          [true, false, undefined].flatMap(allowEnable =>
            (['deactivate', 'suspend'] as const).map(disableBy => ({
              mayCreate,
              mayUpdate,
              mayEnable,
              mayDisable,
              createIfNotExists,
              allowEnable,
              disableBy,
            })),
          ),
        ),
      ),
    ),
  ),
)

function fits({ wanted, seen, when }: Row, given: Wanted, status: Seen, switches: Switches): boolean {
  return (
    wanted.includes(given) &&
    seen.includes(status) &&
    Object.entries(when).every(([name, value]) => switches[name as keyof Switches] === value)
  )
}

describe('the lifecycle plan', () => {
  const used = new Set<Row>()
  for (const wanted of WANTED) {
    it.each(SEEN)(`${wanted}, %s: every combination of the switches`, status => {
      for (const switches of EVERY_SWITCHES) {
        const expected = TABLE.find(one => fits(one, wanted, status, switches))
        if (!expected) throw new Error(`no row for ${JSON.stringify({ wanted, status, switches })}`)
        used.add(expected)
        const decided = plan(wanted, status === 'nobody' ? undefined : status, switches)
        const { action, steps, reason, refused } = expected.then
        const told = JSON.stringify({ wanted, status, switches, decided })
        expect(decided.action, told).toBe(action)
        expect(decided.steps.join(' '), told).toBe(steps)
        expect(decided.refused, told).toBe(refused)
        if (reason === undefined) expect(decided.reason, told).toBeUndefined()
        else
          expect(decided.reason, told).toMatch(reason instanceof RegExp ? reason : new RegExp(`^${reason}$`))
      }
    })
  }

  it('needs every row of the table', () => {
    expect(TABLE.filter(one => !used.has(one))).toEqual([])
  })

  it('U8: counts as active by a documented table of the eight statuses', () => {
    const active = STATUSES.filter(isActive)
    expect(active).toEqual(['PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT'])
  })

  it('refuses whatever is wanted of a status that Okta may invent', () => {
    for (const wanted of WANTED) {
      for (const switches of EVERY_SWITCHES.filter(one => !isForbidden(wanted, one))) {
        const decided = plan(wanted, 'FROZEN' as Status, switches)
        expect(decided).toMatchObject({
          action: wanted,
          steps: [],
          refused: true,
          reason: expect.stringContaining('FROZEN'),
        })
      }
    }
  })

  it('never touches a suspension or a lock, whatever is wanted and allowed', () => {
    for (const wanted of ['create', 'update', 'enable'] as const) {
      for (const status of ['SUSPENDED', 'LOCKED_OUT'] as const) {
        for (const switches of EVERY_SWITCHES) {
          expect(plan(wanted, status, switches).steps.filter(step => step !== 'update')).toEqual([])
        }
      }
    }
  })

  it('is skipped before Okta is asked exactly when the command itself is forbidden', () => {
    for (const wanted of WANTED) {
      for (const switches of EVERY_SWITCHES) {
        const reasons = new Set(
          SEEN.map(status => plan(wanted, status === 'nobody' ? undefined : status, switches).reason),
        )
        expect(isForbidden(wanted, switches)).toBe(reasons.size === 1 && reasons.has(DISABLED))
      }
    }
  })
})
