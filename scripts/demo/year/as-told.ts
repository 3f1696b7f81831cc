import type { Incident } from './incidents.ts'
import type { Day } from './scenario.ts'

/** In which of the incidents of a day the story is not as it is told, one sentence each: which came, and which of them failed. */
export function asTold(
  { raised, fails }: Pick<Day, 'raised' | 'fails'>,
  incidents: readonly Pick<Incident, 'who' | 'type' | 'state'>[],
): string[] {
  const expected = Object.entries(raised).flatMap(([who, types]) => types.map(type => `${who}: ${type}`))
  const came = incidents.map(({ who, type }) => `${who}: ${type}`)
  const failed = incidents.filter(({ state }) => state === 'failed').map(({ who }) => who)
  return [
    ...missing(expected, came).map(one => `${one} should be raised, but is not.`),
    ...missing(came, expected).map(one => `${one} is raised, but should not be.`),
    ...missing(fails, failed).map(who => `the incident of ${who} should fail, but does not.`),
    ...missing(failed, fails).map(who => `the incident of ${who} fails, but should not.`),
  ]
}

/** Those of the first that the second does not have; of two alike each counts. */
function missing(wanted: readonly string[], there: readonly string[]): string[] {
  const left = [...there]
  return wanted.filter(one => {
    const at = left.indexOf(one)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}
