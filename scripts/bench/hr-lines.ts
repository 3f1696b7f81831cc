import { type Cycle, type HrFigures, hrReport } from './hr-report.ts'
import { noMemory, report } from './report.ts'

/** A fetch limit of 200, the most that is advised, for both sizes; and of 20 for a tenth of the people, which makes as many slices. */
export async function hrReports(): Promise<void> {
  const small = await hrReport(10_000, [20, 200])
  const large = await hrReport(100_000, [200, 50])
  const [some, same] = small.cycles
  const [all, slow] = large.cycles
  if (!some || !same || !all || !slow) throw new Error('a cycle is missing')
  const took = ({ seconds, fetches, limit }: Cycle) =>
    `${seconds.toFixed(1)} s, fetches of at most ${limit} incidents: ${fetches}`
  report(
    'cycle of an HR report of 100,000, 1 % changed / of 10,000, fetch limit 200 for both',
    all.seconds / same.seconds,
    12,
    `${took(all)} / ${took(same)}`,
  )
  report(
    'the same, fetch limit 20 for 10,000: as many fetches',
    all.seconds / some.seconds,
    12,
    `${took(all)} / ${took(some)}`,
  )
  report('the same cycle of 100,000, seconds', all.seconds, 60, `${all.incidents} incidents`)
  const megabytes = ({ peaks }: HrFigures, of: 'bundle' | 'room') => (peaks?.[of] ?? 0) / 1e6
  const [mine, tenth] = [large, small].map(each => `${megabytes(each, 'room').toFixed(0)} MB`)
  if (large.peaks)
    report(
      'peak memory of the bundle, MB',
      megabytes(large, 'bundle'),
      400,
      `of 10,000: ${megabytes(small, 'bundle').toFixed(0)} MB; the war room: ${mine}, of 10,000: ${tenth}`,
    )
  else noMemory()
  report('last run, bytes', Math.max(...[all, some, same, slow].map(({ lastRun }) => lastRun)), 1000, '')
  console.log(`     with the default fetch limit: 100,000 ${took(slow)}`)
  const synced = ({ sync }: HrFigures) => `${sync.seconds.toFixed(1)} s in ${sync.fetches} fetches`
  console.log(`     first sync: 100,000 ${synced(large)}, 10,000 ${synced(small)}`)
}
