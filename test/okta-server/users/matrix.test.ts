import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { seedPassword } from '../../../okta-server/users/password.ts'
import { type Status, statuses } from '../../../okta-server/users/user.ts'
import { type Client, client } from '../client.ts'
import { seeded } from '../people.ts'

const lifecycle = (call: string) => (org: Client, user: string) => org.post(`${user}/lifecycle/${call}`)
const change = {
  oldPassword: { value: seedPassword },
  newPassword: { value: 'Green-table-42' },
}

/** Every row of okta-api §7.3: the call, in which statuses it works (by initial), and the answer elsewhere. */
const rows: {
  name: string
  call: (org: Client, user: string) => ReturnType<Client['get']>
  works: readonly Status[] | 'alive' | 'always'
  otherwise: [number, string]
}[] = [
  {
    name: 'activate',
    call: lifecycle('activate'),
    works: ['STAGED', 'DEPROVISIONED'],
    otherwise: [403, 'E0000016'],
  },
  {
    name: 'reactivate',
    call: lifecycle('reactivate'),
    works: ['PROVISIONED', 'RECOVERY'],
    otherwise: [403, 'E0000038'],
  },
  { name: 'deactivate', call: lifecycle('deactivate'), works: 'alive', otherwise: [404, 'E0000007'] },
  { name: 'suspend', call: lifecycle('suspend'), works: ['ACTIVE'], otherwise: [400, 'E0000001'] },
  { name: 'unsuspend', call: lifecycle('unsuspend'), works: ['SUSPENDED'], otherwise: [400, 'E0000001'] },
  { name: 'unlock', call: lifecycle('unlock'), works: ['LOCKED_OUT'], otherwise: [403, 'E0000032'] },
  {
    name: 'expire_password',
    call: lifecycle('expire_password'),
    works: ['ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT'],
    otherwise: [403, 'E0000038'],
  },
  {
    name: 'expire_password_with_temp_password',
    call: lifecycle('expire_password_with_temp_password'),
    works: ['ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT'],
    otherwise: [403, 'E0000038'],
  },
  {
    name: 'reset_password',
    call: lifecycle('reset_password?sendEmail=false'),
    works: ['PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT'],
    otherwise: [403, 'E0000017'],
  },
  { name: 'reset_factors', call: lifecycle('reset_factors'), works: 'alive', otherwise: [403, 'E0000038'] },
  {
    name: 'change_password',
    call: (org, user) => org.post(`${user}/credentials/change_password`, change),
    works: ['ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED'],
    otherwise: [403, 'E0000035'],
  },
  {
    name: 'update',
    call: (org, user) => org.post(user, { profile: { title: 'New' } }),
    works: 'alive',
    otherwise: [403, 'E0000038'],
  },
  {
    name: 'replace',
    call: (org, user) => org.put(user, { profile: replacement(user) }),
    works: 'alive',
    otherwise: [403, 'E0000038'],
  },
  { name: 'delete', call: (org, user) => org.delete(user), works: 'always', otherwise: [0, ''] },
]

function replacement(user: string) {
  const login = decodeURIComponent(user.split('/').at(-1) ?? '')
  return { firstName: 'New', lastName: 'Name', login, email: login }
}

const loginOf = (name: string, status: Status) => `${name}.${status}@matrix.example`.toLowerCase()

let okta: RunningOkta
let org: Client
beforeAll(async () => {
  const people = rows.flatMap(({ name }) => statuses.map(status => seeded(loginOf(name, status), status)))
  okta = await startOkta({ seed: { people: [seeded('owner@org.example'), ...people] } })
  org = client(okta)
})
afterAll(() => okta.close())

describe.each(rows)('$name over HTTP', ({ name, call, works, otherwise }) => {
  it.each(statuses)('from %s', async status => {
    const user = `/api/v1/users/${loginOf(name, status)}`
    const before = await org.get(user)
    const reply = await call(org, user)
    // A STAGED person of the seed has no password yet, so the old one cannot be right.
    if (name === 'change_password' && status === 'STAGED') {
      expect([reply.status, reply.body.errorCode]).toEqual([403, 'E0000014'])
      return
    }
    const legal =
      works === 'always' || (works === 'alive' ? status !== 'DEPROVISIONED' : works.includes(status))
    if (legal) {
      expect(reply.status).toBe(name === 'delete' ? 204 : 200)
    } else {
      expect([reply.status, reply.body.errorCode]).toEqual(otherwise)
      expect((await org.get(user)).body).toEqual(before.body)
    }
  })
})
