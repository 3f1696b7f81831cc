import { isDeepStrictEqual } from 'node:util'
import { command, jsonList, type Output, type Result } from '../../../kit/command.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { checkedRows, KEY, keptRows } from '../iam/configuration.ts'
import type { Session } from '../session.ts'
import { change } from './change.ts'

const outputs: readonly Output[] = [
  {
    path: 'Okta.IAMConfiguration.ApplicationID',
    type: 'String',
    description: 'Id of the application in Okta.',
  },
  { path: 'Okta.IAMConfiguration.Name', type: 'String', description: 'Name of the application in Okta.' },
  { path: 'Okta.IAMConfiguration.Label', type: 'String', description: 'Label of the application in Okta.' },
  { path: 'Okta.IAMConfiguration.Logo', type: 'String', description: 'Logo of the application.' },
  {
    path: 'Okta.IAMConfiguration.Instance',
    type: 'String',
    description: 'The XSOAR instance that provisions the application.',
  },
]

export const oktaIamGetConfiguration = command({
  name: 'okta-iam-get-configuration',
  description:
    'Shows which application of Okta is provisioned by which XSOAR instance, as this instance keeps it. Name the instance with using=.',
  effect: 'read',
  args: {},
  outputs,
  run: async (_, { host }: Session) => configurationResult(keptRows(host.integrationContext)),
})

export const oktaIamSetConfiguration = change({
  name: 'okta-iam-set-configuration',
  description:
    'Replaces the rows that okta-iam-get-configuration shows. What else this instance keeps is not touched.',
  effect: 'destroy',
  args: {
    configuration: jsonList({
      required: true,
      description:
        'A JSON list of rows: ApplicationID and Instance, and maybe Name, Label and Logo. One application per instance, one instance per application.',
    }),
  },
  outputs,
  async decide({ configuration }, { host }) {
    const before = keptRows(host.integrationContext)
    const rows = checkedRows(configuration)
    const isSame = isDeepStrictEqual(before, rows)
    const vanish = before.some(({ ApplicationID }) => !rows.some(row => row.ApplicationID === ApplicationID))
    return {
      target: `${host.instance.name} (${KEY})`,
      effect: vanish ? 'destroy' : 'change',
      calls: [],
      from: before,
      to: rows,
      ...(isSame && { reason: 'The configuration is already so.' }),
      // Only this key: the whole integration context also holds what others keep, such as a token (quirk G9).
      done: () => ({ ...configurationResult(rows), ...(!isSame && { integrationContext: { [KEY]: rows } }) }),
    }
  },
})

function configurationResult(rows: JsonObject[]): Result {
  const columns = ['ApplicationID', 'Instance', 'Label', 'Logo', 'Name']
  return {
    readable: { title: 'Okta IAM Configuration', rows, columns },
    contents: rows,
    // A keyed merge keeps the rows that are gone; what is given for all of Okta's things replaces that member of them.
    context: {
      'Okta(true)': { IAMConfiguration: rows },
      'Okta.IAMConfiguration(val.ApplicationID && val.ApplicationID == obj.ApplicationID)': rows,
    },
  }
}
