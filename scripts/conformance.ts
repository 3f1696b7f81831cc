/** Runs every worked case of the platform's rules: a line per failing id, then how many pass; exit 1 unless all do. */

import { differences } from './conformance/came.ts'
import { caseFiles, caseFolder, failure } from './conformance/case.ts'
import { playbookCases, runCase } from './conformance/playbooks.ts'
import { RUNNERS } from './conformance/runners.ts'

let passed = 0
let all = 0
for (const [file, cases] of caseFiles(caseFolder())) {
  const run = RUNNERS[file]
  for (const one of cases) {
    all += 1
    const actual = run ? failure(one, run) : { error: `nothing runs ${file}.json` }
    if (!actual) passed += 1
    else
      console.log(
        `${one.id} ${one.title}: expected ${JSON.stringify(one.then)}, got ${JSON.stringify(actual)}`,
      )
  }
}
for (const { folder, one } of playbookCases(`${caseFolder()}/playbooks`)) {
  all += 1
  const wrong = differences(one.then, await runCase(folder, one))
  if (wrong.length === 0) passed += 1
  else console.log(`${one.id} ${one.title}: ${wrong.join('; ')}`)
}
console.log(`${passed} of ${all} pass`)
process.exit(passed === all ? 0 : 1)
