import { OptionError, readOptions, usage } from './options.ts'
import { defaultToken } from './org.ts'
import { type RunningOkta, startOkta } from './server.ts'

/** Runs the embedded Okta until it is told to end; one line on stdout says where, once it listens. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') return void console.log(usage)
  const okta = await startOkta(options)
  const token = okta.token === defaultToken ? okta.token : 'as given'
  console.log(`Embedded Okta listening on ${okta.url} (${okta.org.users.size} people, token ${token})`)
  endOnSignals(okta, options.untilStdinCloses)
}

function endOnSignals(okta: RunningOkta, untilStdinCloses: boolean): void {
  let ending = false
  const end = () => {
    if (ending) return
    ending = true
    okta.close().then(
      () => process.exit(0),
      error => fail(error),
    )
  }
  process.on('SIGTERM', end)
  process.on('SIGINT', end)
  if (untilStdinCloses) process.stdin.resume().on('end', end).on('close', end)
}

/** Bad options and unusable files are the caller's: one sentence and status 2. */
function fail(error: unknown): void {
  const { message } = error instanceof Error ? error : { message: String(error) }
  console.error(message)
  const isUsage =
    error instanceof OptionError || error instanceof RangeError || (error instanceof Error && 'code' in error)
  process.exit(isUsage ? 2 : 1)
}

main().catch(fail)
