import { afterEach } from 'vitest'
import { type OpenOptions, openWarRoom, type WarRoom } from '../../../warroom/open.ts'
import { acmeZip, emptyFolder, instancesYaml, ONE_ACME } from '../stand-in.ts'

const open: WarRoom[] = []

afterEach(async () => {
  for (const room of open.splice(0)) await room.close()
})

export interface TestRoom extends WarRoom {
  said: string[]
  folder: string
}

/** A war room on the stand-in pack, closed after the test; `said` is what it told on stderr. */
export async function testRoom(change: Partial<OpenOptions> & { yaml?: string } = {}): Promise<TestRoom> {
  const { yaml = ONE_ACME, ...options } = change
  const said: string[] = []
  const state = options.state ?? emptyFolder()
  const room = await openWarRoom({
    packs: [acmeZip()],
    instances: instancesYaml(yaml),
    okta: () => Promise.reject(new Error('no test starts an Okta here')),
    state,
    fresh: false,
    env: {},
    warn: sentence => said.push(sentence),
    debug: text => said.push(text),
    ...options,
  })
  open.push(room)
  return { ...room, said, folder: state }
}

/** Closes a room before its test ends, for tests that open its state again. */
export async function closed(room: TestRoom): Promise<string> {
  const at = open.findIndex(({ session }) => session === room.session)
  open.splice(at, 1)
  await room.close()
  return room.folder
}

/** Runs a line and gives its entries' Contents, or its error. */
export async function contentsOf(room: WarRoom, line: string): Promise<unknown> {
  const outcome = await room.session.run(line)
  if ('error' in outcome) return { error: outcome.error }
  if ('answer' in outcome) return { value: outcome.answer.value }
  return outcome.results.flatMap(({ entries }) => entries.map(({ Contents }) => Contents))
}
