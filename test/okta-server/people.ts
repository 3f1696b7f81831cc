import type { Seed, SeedPerson } from '../../okta-server/seed.ts'
import { type Status, statuses } from '../../okta-server/users/user.ts'

/** A seed person named after the login's part before the @, as far as Okta's 50 characters for a name go. */
export function seeded(
  login: string,
  status: Status = 'ACTIVE',
  more: SeedPerson['profile'] = {},
): SeedPerson {
  const [name = ''] = login.split('@')
  const profile = { firstName: name.slice(0, 50), lastName: 'Example', login, email: login, ...more }
  return { status, created: '2024-01-02T03:04:05.000Z', profile }
}

/** The token's owner and one person in every status, whose login is the status. */
export const oneOfEach: Seed = {
  people: [
    seeded('owner@org.example'),
    ...statuses.map(status => seeded(`${status.toLowerCase()}@org.example`, status)),
  ],
}
