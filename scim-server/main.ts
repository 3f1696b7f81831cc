import { OptionError, readOptions, usage } from './options.ts'
import { defaultCredentials, type ScimServer, startScimServer } from './server.ts'

/** Runs the SCIM application until it is told to end; the first line on stdout says where, the second how to list its users. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2), process.env)
  if (options === 'help') return void console.log(usage)
  const { people, ...wanted } = options
  const server = await startScimServer(wanted)
  for (let number = 1; number <= people; number += 1) server.addUser(person(number))
  const isDefault = server.token === defaultCredentials.token
  console.log(
    `SCIM application listening on ${server.url} (${people} people, token ${isDefault ? server.token : 'as given'})`,
  )
  console.log(
    `curl -s -H 'Authorization: Bearer ${isDefault ? server.token : 'TOKEN'}' '${server.url}/Users?count=2'`,
  )
  endOnSignals(server)
}

/** Generated people are always the same. */
function person(number: number) {
  return {
    userName: `person${number}@example.com`,
    name: { givenName: 'Person', familyName: String(number) },
    displayName: `Person ${number}`,
    emails: [{ value: `person${number}@example.com`, type: 'work', primary: true }],
  }
}

function endOnSignals(server: ScimServer): void {
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
