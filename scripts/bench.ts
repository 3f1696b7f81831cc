/** Prints ratios of one run (docs/bench.md explains them): the war room against a bare request, a cold bundle against bare node, sizes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startOkta } from '../okta-server/server.ts'
import { cold, containers, warm } from './bench/command-lines.ts'
import { language, playbooks } from './bench/content-lines.ts'
import { groups, newHires, provisioning } from './bench/flow-lines.ts'
import { hrReports } from './bench/hr-lines.ts'
import { fetching, lists } from './bench/org-lines.ts'
import { report } from './bench/report.ts'
import { INTEGRATIONS } from './pack/integrations.ts'
import { buildPack } from './pack/pack.ts'
import { bundleCode } from './pack/unify.ts'

/** The Okta bundle as a file, as a host unpacks it. */
async function bundleFile(folder: string): Promise<string> {
  const [integration] = INTEGRATIONS
  if (!integration) throw new Error('there is no integration')
  const file = join(folder, 'bundle.cjs')
  writeFileSync(file, (await bundleCode(integration)).code)
  return file
}

const folder = mkdtempSync(join(tmpdir(), 'bench-'))
const sizes = await buildPack(join(folder, 'pack.zip'))
const okta = await startOkta()
await fetch(`${okta.url}/_test/choices`, {
  method: 'POST',
  body: JSON.stringify({ rateLimits: { '*': 1_000_000 } }),
})

try {
  const setting = { okta, folder, bundle: await bundleFile(folder) }
  for (const lines of [warm, cold, containers]) await lines(setting)
  await language()
  for (const lines of [lists, fetching]) await lines(setting)
  for (const lines of [playbooks, provisioning, groups, newHires, hrReports]) await lines()
  for (const [name, { own, whole, compressed }] of Object.entries(sizes)) {
    report(`${name}: own code, kB`, own / 1000, 150, 'minified')
    report(`${name}: whole bundle, kB`, whole / 1000, 850, 'minified')
    report(`${name}: compressed, kB`, compressed / 1000, 260, 'as it stands in the YAML, before base64')
  }
} finally {
  await okta.close()
  rmSync(folder, { recursive: true, force: true })
}
