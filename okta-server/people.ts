import type { SeedPerson } from './seed.ts'
import type { Status } from './users/user.ts'

const firstNames =
  'Ada Amir Anouk Bela Bruno Carla Chidi Dana Diego Elif Emre Farah Felix Greta Hana Hugo Ines Ivan Jonas Juno Kaito Kira Lars Leila Mara Milo Nadia Noor Olga Omar Paula Priya Quinn Rafael Rosa Samir Selma Tariq Tessa Uma Vera Viktor Wanda Wei Xenia Yara Yusuf Zoe'.split(
    ' ',
  )
const lastNames =
  'Abara Alvarez Bauer Becker Bianchi Castro Chen Costa Dahl Demir Dubois Eriksen Fischer Fontana Garcia Haddad Hansen Ito Ivanova Jansen Jensen Kaya Keller Kowalski Larsen Lindgren Marin Meyer Moreau Nakamura Novak Okafor Olsen Petrov Quist Rahman Rossi Santos Sato Silva Tanaka Torres Ueda Vargas Vogel Weber Yilmaz Zhang'.split(
    ' ',
  )
const departments = [
  ['Engineering', 'Software Engineer'],
  ['Sales', 'Account Executive'],
  ['Finance', 'Accountant'],
  ['Human Resources', 'HR Partner'],
  ['Support', 'Support Specialist'],
  ['Operations', 'Operations Analyst'],
] as const
const places = [
  ['Seattle', 'WA', 'US'],
  ['Austin', 'TX', 'US'],
  ['Boston', 'MA', 'US'],
  ['Leeds', 'England', 'GB'],
  ['Utrecht', 'Utrecht', 'NL'],
] as const
const teamSize = 12

/** The n-th generated person, from 1: the same number gives the same person in every org. */
export function generatedPerson(n: number): SeedPerson {
  const firstName = pick(firstNames, n)
  const lastName = pick(lastNames, Math.floor(n / firstNames.length) + n)
  const login = `${firstName}.${lastName}.${n}@people.northwind.example`.toLowerCase()
  const [department, title] = pick(departments, Math.floor(n / teamSize))
  const [city, state, countryCode] = pick(places, Math.floor(n / 5))
  const isManager = n % teamSize === 1
  return {
    status: statusOf(n),
    created: new Date(Date.UTC(2020, 0, 1) + n * 60_000).toISOString(),
    profile: {
      firstName,
      lastName,
      login,
      email: login,
      department,
      title: isManager ? `${department} Manager` : title,
      city,
      state,
      countryCode,
      employeeNumber: String(100_000 + n),
      ...(!isManager && { managerId: String(100_000 + n - ((n - 1) % teamSize)) }),
    },
  }
}

function pick<T>(list: readonly [T, ...T[]] | readonly T[], n: number): T {
  const item = list[n % list.length]
  if (item === undefined) throw new RangeError(`nothing to pick from at ${n}`)
  return item
}

/** Mostly ACTIVE, with every other status now and then. */
function statusOf(n: number): Status {
  const rare: Record<number, Status> = {
    20: 'STAGED',
    40: 'PROVISIONED',
    50: 'RECOVERY',
    60: 'PASSWORD_EXPIRED',
    70: 'LOCKED_OUT',
    80: 'SUSPENDED',
    90: 'DEPROVISIONED',
  }
  return rare[n % 100] ?? 'ACTIVE'
}
