/** Runs every worked case of the platform's rules: a line per failing id, then how many pass; exit 1 unless all do. */
import { caseFiles, caseFolder, failure } from './conformance/case.ts'
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
console.log(`${passed} of ${all} pass`)
process.exit(passed === all ? 0 : 1)
