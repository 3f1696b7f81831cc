import { appSync } from './app-sync.ts'
import { type Calls, groupSync } from './group-sync.ts'
import { provision } from './provisioning.ts'
import { noMemory, report } from './report.ts'

/** Assignments in Okta that become accounts in another org. */
export async function provisioning(): Promise<void> {
  const { incidents, seconds, bare, calls } = await appSync(200)
  const counted = `${calls} calls in both orgs`
  report('200 App Add incidents: calls to Okta an incident', calls / incidents, 6, counted)
  const rate = `${(incidents / seconds).toFixed(0)} incidents a second, ${seconds.toFixed(1)} s / ${bare.toFixed(1)} s`
  report('200 App Add incidents / the same calls bare', seconds / bare, 12, rate)
}

/** A group of Okta followed by an application that speaks SCIM; only what the application is asked counts. */
export async function groups(): Promise<void> {
  const sizes = { members: 50_000, few: 500, changes: 100, page: 100, chunk: 100 }
  const { first, large, small } = await groupSync(sizes)
  const told = ({ made, most, seconds }: Calls) => `${made} of ${most} calls, ${seconds.toFixed(1)} s`
  report('first sync of a group of 50,000: calls / the most', first.made / first.most, 1, told(first))
  report('100 changes in it: calls / the most', large.made / large.most, 1, told(large))
  report('the same: calls / those for 100 changes in a group of 500', large.made / small.made, 1, told(small))
  if (!first.growth) return noMemory()
  report(
    'memory of the bundle in the last quarter of the first sync / in the first',
    first.growth.last / first.growth.first,
    1.2,
    `${first.growth.last.toFixed(0)} MB / ${first.growth.first.toFixed(0)} MB`,
  )
}

/** The hires and then ten changes of everybody, as many incidents as a company of 100 has in some years. */
export async function newHires(): Promise<void> {
  const { people, hired, changed, oktaCalls, directoryCalls, memory } = await provision(100, 10)
  const calls = oktaCalls + directoryCalls
  const counted = `${oktaCalls} of Okta, ${directoryCalls} of the directory`
  report('100 new hires into Okta and a directory: calls a person', calls / people, 10, counted)
  const rate = (seconds: number) => `${(people / seconds).toFixed(1)} incidents a second`
  console.log(`     100 new hires: ${rate(hired)}; 100 updates: ${rate(changed)}`)
  if (!memory) return noMemory()
  const megabytes = memory.map(one => one.toFixed(0)).join(', ')
  const middle = Math.ceil(memory.length / 2)
  const least = (some: readonly number[]) => Math.min(...some)
  report(
    'memory of the war room in the last five rounds of 100 updates / in the first',
    least(memory.slice(middle)) / least(memory.slice(0, middle)),
    1.3,
    `${megabytes} MB`,
  )
}
