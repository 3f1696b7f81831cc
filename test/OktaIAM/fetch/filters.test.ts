import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOTHING_TO_FETCH, wantedFilters } from '../../../Integrations/OktaIAM/fetch/filters.ts'
import { InputError, Refusal } from '../../../kit/errors.ts'
import { logFilter } from '../../../okta-server/logs/filter.ts'

const PROFILE = 'user.account.update_profile'
const ADD = 'application.user_membership.add'
const REMOVE = 'application.user_membership.remove'
const event = (eventType: string, ...ids: string[]) => ({
  eventType,
  target: ids.map(id => ({ id, type: 'AppInstance' })),
})
/** How many of the filters take an event. */
const taking = (filters: string[], one: ReturnType<typeof event>) =>
  filters.filter(filter => logFilter(filter)(one)).length

describe('the filter of the box', () => {
  const filters = wantedFilters(true, 'eventType eq "ignored"', ['0oaA', '0oaB'])
  it.each([
    ['an assignment of a configured application', event(ADD, '0uaX', '0oaA', '00u1'), 1],
    ['its removal', event(REMOVE, '0uaX', '0oaB', '00u1'), 1],
    ['an assignment of another one', event(ADD, '0uaX', '0oaC', '00u1'), 0],
    ['one whose id begins alike (F8)', event(ADD, '0uaX', '0oaAB', '00u1'), 0],
    ['a change of a profile, which has no application (F7)', event(PROFILE, '00u1'), 1],
    ['a change of a profile without targets', event(PROFILE), 1],
    ['something else about a configured application', event('application.lifecycle.update', '0oaA'), 0],
    ['what the parameter of the other box names', event('ignored', '0oaA'), 0],
  ])('takes %s', (_, one, times) => expect(taking(filters, one)).toBe(times))

  it('is the same whatever the order of the rows, and names each application once', () => {
    expect(wantedFilters(true, undefined, ['0oaB', '0oaA', '0oaB'])).toEqual(
      wantedFilters(true, undefined, ['0oaA', '0oaB']),
    )
  })

  it('quotes an id that holds a quote or a backslash', () => {
    const strange = 'a" or eventType eq "x\\'
    const [filter = ''] = wantedFilters(true, undefined, [strange])
    expect(logFilter(filter)(event('x'))).toBe(false)
    expect(logFilter(filter)(event(ADD, strange))).toBe(true)
  })

  it('is split when it grows long: every event once, no filter too long for a request line', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), count => {
        const ids = Array.from({ length: count }, (_, index) => `0oa${String(index).padStart(17, '0')}`)
        const parts = wantedFilters(true, undefined, ids)
        expect(Math.max(...parts.map(part => encodeURIComponent(part).length))).toBeLessThan(7000)
        for (const id of [ids[0], ids.at(-1), ids[Math.floor(count / 2)]])
          expect(taking(parts, event(ADD, String(id)))).toBe(1)
        expect(taking(parts, event(PROFILE))).toBe(1)
        if (count <= 20) expect(parts).toHaveLength(1)
        if (count >= 100) expect(parts.length).toBeGreaterThan(1)
      }),
      { numRuns: 20 },
    )
  })

  it('needs an application', () => {
    expect(() => wantedFilters(true, 'eventType eq "x"', [])).toThrow(Refusal)
    expect(() => wantedFilters(true, undefined, [])).toThrow(NOTHING_TO_FETCH)
  })
})

describe('a filter of one’s own', () => {
  it('is taken as it is, but for the blanks around it', () => {
    expect(wantedFilters(false, '  eventType eq "a"  or\n x pr ', ['0oaA'])).toEqual([
      'eventType eq "a"  or\n x pr',
    ])
  })
  it.each([undefined, '', '  \n'])('%j is none', query => {
    expect(() => wantedFilters(false, query, ['0oaA'])).toThrow(InputError)
    expect(() => wantedFilters(false, query, ['0oaA'])).toThrow(/fill in "Fetch Query Filter"/)
  })
})
