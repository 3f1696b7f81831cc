/**
 * What the rules leave open about the server's commands, and the value that was taken, one constant each.
 * warroom/README.md lists them.
 */

/** getUsers: a war room has one person before it, as a fresh server has. */
export const USERS = [
  {
    id: 'admin',
    username: 'admin',
    name: 'Admin',
    email: 'admin@localhost',
    phone: '',
    roles: ['Administrator'],
  },
] as const

/** getIncidents: how many incidents a page holds when `size` is absent. */
export const INCIDENT_PAGE_SIZE = 100

/** findIndicators: how many indicators it gives when `size` is absent. */
export const INDICATOR_PAGE_SIZE = 25
