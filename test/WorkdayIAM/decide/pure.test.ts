import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { decide } from '../../../Integrations/WorkdayIAM/decide/decide.ts'
import { everyCase } from './every-case.ts'
import { TODAY } from './row.ts'

describe('the decision is pure', () => {
  it('decides the same case alike, and leaves it as it is', () => {
    for (const { entry, found, settings } of everyCase()) {
      const first = decide(entry, found, settings, TODAY)
      frozen([entry, found, settings])
      if (!isDeepStrictEqual(decide(entry, found, settings, TODAY), first))
        expect.fail(`${JSON.stringify({ entry, found })} was ${first.rule}`)
    }
  })

  it('hangs on the days between the dates, not on the dates', () => {
    for (const { entry, found, settings } of everyCase()) {
      const { profile } = found
      const first = decide(entry, found, settings, TODAY)
      const later = { ...found, ...(profile && { profile: moved(profile) }) }
      const { incident, rule } = decide(moved(entry), later, settings, TODAY + 1000)
      if (incident !== first.incident || rule !== first.rule)
        expect.fail(`${JSON.stringify({ entry, found })} was ${first.rule}, is ${rule}`)
    }
  })
})

const moved = <Person extends { hired: number | undefined; leaves: number | undefined }>(one: Person) => ({
  ...one,
  hired: one.hired === undefined ? undefined : one.hired + 1000,
  leaves: one.leaves === undefined ? undefined : one.leaves + 1000,
})

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value)
    for (const member of Object.values(value)) frozen(member)
  }
  return value
}
