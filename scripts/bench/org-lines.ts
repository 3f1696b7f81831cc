import type { Setting } from './command-lines.ts'
import { busyOrg, fetchAll, proofCost } from './fetch.ts'
import { getGroup } from './get-group.ts'
import { crowdedOrg, listEverybody, readAhead } from './list-users.ts'
import { report } from './report.ts'

/** Lists that go over many pages. */
export async function lists({ folder, bundle }: Setting): Promise<void> {
  const crowd = await crowdedOrg(100_000)
  try {
    const { peak, line, calls, seconds } = await listEverybody(crowd, bundle, folder)
    const megabytes = [peak, line].map(bytes => `${(bytes / 1e6).toFixed(0)} MB`).join(' / ')
    const detail = `${megabytes}, ${calls} calls, ${seconds.toFixed(1)} s`
    report('okta-list-users limit=all of 100,000: peak memory / its answer', peak / line, 3, detail)
    const { ahead, loop } = await readAhead(crowd)
    report(
      'pages read ahead / one after the other',
      ahead / loop,
      0.75,
      `${ahead.toFixed(0)} ms / ${loop.toFixed(0)} ms`,
    )
    const group = await getGroup(crowd, bundle, 10_000)
    const found = `${group.calls} calls, ${group.seconds.toFixed(1)} s`
    report('iam-get-group with 10,000 members: calls / the fewest', group.calls / group.fewest, 1, found)
  } finally {
    await crowd.close()
  }
}

/** A log of 100,000 events. */
export async function fetching({ folder, bundle }: Setting): Promise<void> {
  const busy = await busyOrg(100_000)
  try {
    const some = await fetchAll(busy, bundle, folder, 10_000, 1)
    const all = await fetchAll(busy, bundle, folder, 100_000, 5)
    report(
      'fetching 100,000 events, 1,000 at once / a bare loop over the same pages',
      all.ours / all.bare,
      2.2,
      `${(all.ours / 20).toFixed(0)} ms / ${(all.bare / 20).toFixed(0)} ms a page`,
    )
    const megabytes = [all.peak, some.peak].map(bytes => `${(bytes / 1e6).toFixed(0)} MB`).join(' / ')
    report('peak memory of fetching 100,000 events / 10,000', all.peak / some.peak, 1.2, megabytes)
    report('token and proof of one request, ms', await proofCost(busy, 2000), 1, 'a service app with DPoP')
  } finally {
    await busy.close()
  }
}
