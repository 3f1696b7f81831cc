import type { Json, JsonObject } from '../../kit/wire.ts'
import type { RunningOkta } from '../../okta-server/server.ts'
import { runHere } from '../warroom/face/here.ts'
import { objects } from '../warroom/face/program.ts'
import { emptyFolder, instancesYaml } from '../warroom/stand-in.ts'

/** What a line gave: entries, a value, or why it could not be run. */
export interface Told {
  line: string
  value?: Json
  entries?: JsonObject[]
  error?: string
}

/** What lines give in the real war room, with the built pack, in a new state. */
export async function inRoom(lines: string[], options: string[] = []): Promise<Told[]> {
  return objects(await runHere([...options, '--json', ...lines], { cwd: emptyFolder() })) as Told[]
}

/** The option for instances of Okta IAM with these names on an org, and one that is disabled, `Off_1`. */
export function oktaInstances({ url, token }: RunningOkta, ...names: string[]): string[] {
  const params = { url, credentials: { identifier: '', password: token } }
  const instances = [...names, 'Off_1'].map(name => ({
    name,
    brand: 'Okta IAM',
    enabled: name !== 'Off_1',
    params,
  }))
  return ['--instances', instancesYaml(JSON.stringify(instances))]
}

/** A line of a command; what is no text goes as JSON. */
export function lineOf(command: string, args: Record<string, Json>): string {
  const given = Object.entries(args).map(
    ([name, value]) => `${name}=\`${typeof value === 'string' ? value : JSON.stringify(value)}\``,
  )
  return `!${[command, ...given].join(' ')}`
}

/** The custom fields of an incident that a line showed. */
export function customFieldsOf(told: Told | undefined): JsonObject {
  const { CustomFields = {} } = (told?.value ?? {}) as { CustomFields?: JsonObject }
  return CustomFields
}
