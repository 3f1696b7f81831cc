import { OptionError, readOptions, usage } from './options.ts'
import { defaultPassword, type RunningReportServer, startReportServer } from './server.ts'

/** Runs the report server until it is told to end; the first line on stdout says where, the second how to download the report. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') return void console.log(usage)
  const server = await startReportServer(options)
  const isDefault = server.password === defaultPassword
  console.log(
    `Workday report server listening on ${server.url} (user ${server.username}, password ${isDefault ? server.password : 'as given'})`,
  )
  // Without its password curl asks for it, so that it is never shown.
  const user = isDefault ? `${server.username}:${server.password}` : server.username
  console.log(`curl -s -u ${quoted(user)} ${quoted(server.reportUrl)}`)
  endOnSignals(server)
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}

function endOnSignals(server: RunningReportServer): void {
  const end = () => {
    server.close().then(() => process.exit(0), fail)
  }
  process.once('SIGTERM', end)
  process.once('SIGINT', end)
}

/** Bad options and a port that is taken are the caller's: one sentence and status 2. */
function fail(error: unknown): void {
  const { message } = error instanceof Error ? error : { message: String(error) }
  console.error(message)
  process.exit(error instanceof OptionError || (error instanceof Error && 'code' in error) ? 2 : 1)
}

main().catch(fail)
