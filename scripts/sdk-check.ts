/**
 * Lets the platform's own SDK judge the pack: its checks of structure, and the zip that it makes of the public repository's form.
 * It takes the SDK from the Python registry. Exit status 1 when a code has no reason in docs/sdk-check.md, 2 when it cannot run.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { JsonObject } from '../kit/wire.ts'
import { packZip, readPack } from './pack/pack.ts'
import { codesIn, configuration, findingsIn, judged, readReasons } from './sdk-check/codes.ts'
import { zipDifferences } from './sdk-check/compare.ts'
import { layOut, PLACE } from './sdk-check/content-repo.ts'
import { CannotRun, prepareSdk, runSdk, SDK } from './sdk-check/python.ts'

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

/** The SDK's report of the pack in a repository. Throws when it broke off, with its last line. */
function validate(program: string, repository: string, config: string, folder: string): JsonObject {
  const report = join(folder, 'report.json')
  const options = ['--ignore-support-level', '--config-path', config, '--json-file', report]
  const said = runSdk(program, ['validate', '--input', PLACE, ...options], repository)
  if (!existsSync(report)) throw new Error(`${SDK} broke off: ${lastLine(said)}`)
  return JSON.parse(readFileSync(report, 'utf8')) as JsonObject
}

/** The zip that the SDK makes of the pack. Throws when it makes none, with its last line. */
function prepared(program: string, repository: string, folder: string): Uint8Array {
  const output = join(folder, 'prepared')
  mkdirSync(output)
  const said = runSdk(
    program,
    ['prepare-content', '--input', PLACE, '--output', output, '--force'],
    repository,
  )
  const zip = join(output, 'OktaIdentityLifecycle.zip')
  if (!existsSync(zip)) throw new Error(`${SDK} prepare-content made no zip: ${lastLine(said)}`)
  return readFileSync(zip)
}

async function check(folder: string): Promise<boolean> {
  const { program, packages } = prepareSdk()
  const pack = await readPack()
  const repository = join(folder, 'content')
  mkdirSync(repository)
  layOut(pack, repository)
  const reasons = readReasons(readFileSync('docs/sdk-check.md', 'utf8'))
  const codes = codesIn(packages, reasons)
  const config = join(folder, 'config.toml')
  writeFileSync(config, configuration(packages, codes))
  const { lines, unexplained } = judged(findingsIn(validate(program, repository, config, folder)), reasons)
  const differences = zipDifferences(packZip(pack), prepared(program, repository, folder))
  for (const line of [...lines, ...differences]) console.log(line)
  console.log(
    `${SDK}: ${codes.length} codes run, ${unexplained} left without a reason; its zip and ours differ in ${differences.length} files and items.`,
  )
  return unexplained === 0 && differences.length === 0
}

// macOS gives a link, and the SDK compares paths with what the link leads to.
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sdk-check-')))
try {
  process.exitCode = (await check(folder)) ? 0 : 1
} catch (cause) {
  console.error(cause instanceof Error ? cause.message : cause)
  process.exitCode = cause instanceof CannotRun ? 2 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
