import { type AutomationHost, automation } from '../../kit/automation.ts'
import { choice, outputUnder, text } from '../../kit/command.ts'
import { InputError } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { carryOut, jsonArgument } from '../carry-out.ts'
import { meantApplication, rowOf } from './application.ts'
import { refuseOkta, refuseUnavailable } from './instances.ts'
import { findApplications, readRows } from './okta.ts'
import { type Decision, gridRows, withoutRow, withRow } from './rows.ts'

const output = outputUnder('IAM.Configuration')
const COLUMNS = ['ApplicationID', 'Instance', 'Label', 'Logo', 'Name']

export const IAMUpdateOktaConfiguration = automation({
  name: 'IAMUpdateOktaConfiguration',
  description:
    'Connects an application of Okta with the instance that provisions it, or takes such a row away. The Okta instance keeps the rows.',
  tags: ['iam'],
  args: {
    okta_instance: text({ required: true, description: 'The Okta IAM instance that keeps the rows.' }),
    add_or_remove: choice(['add', 'remove'], { required: true, description: 'What to do with the row.' }),
    application_id: text({
      required: true,
      description: 'Id of the application in Okta, or exactly its label.',
    }),
    instance: text({
      description:
        'The instance that provisions the application. Required for add; remove needs only the application.',
    }),
    in_place_of: text({
      description:
        'For add: id or label of a connected application whose row goes in the same change, or neither is made.',
    }),
  },
  outputs: [
    output('Rows.ApplicationID', 'String', 'Id of the application in Okta.'),
    output('Rows.Name', 'String', 'Name of the application in the catalogue.'),
    output('Rows.Label', 'String', 'Label of the application in Okta.'),
    output('Rows.Logo', 'String', 'Logo of the application, as a Markdown image.'),
    output('Rows.Instance', 'String', 'The instance that provisions the application.'),
    output('Changed', 'Boolean', 'Whether the rows have changed.'),
    output('Text', 'String', 'A sentence of what is so now.'),
  ],
  async run({ okta_instance, add_or_remove, application_id, instance, in_place_of }, host) {
    const modules = await host.getModules()
    refuseUnavailable('okta_instance', okta_instance, modules)
    const before = await readRows(host, okta_instance)
    const wish = { okta: okta_instance, application: application_id, instance, inPlaceOf: in_place_of }
    const {
      rows,
      isChanged,
      text: told,
    } = await decided(before, host, () =>
      add_or_remove === 'add'
        ? decideAdd(before, wish, modules, host)
        : // Neither the application nor its instance need exist any more: just then a row is to go.
          withoutRow(before, application_id, instance),
    )
    if (isChanged) {
      const configuration = jsonArgument(rows)
      await carryOut(host, 'okta-iam-set-configuration', { configuration, using: okta_instance })
    }
    await showInIncident(rows, host)
    const configuration = { Rows: rows, Changed: isChanged, Text: told }
    return {
      readable: [told, { title: `Configuration of ${okta_instance}`, rows, columns: COLUMNS }],
      contents: configuration,
      context: { 'IAM(true)': { Configuration: configuration } },
    }
  },
})

interface Wish {
  okta: string
  application: string
  instance: string | undefined
  inPlaceOf: string | undefined
}

/**
 * The decision. When it is refused the incident shows the rows as they are: an earlier try of the same may have changed
 * them and ended before it could tell.
 */
async function decided(
  rows: JsonObject[],
  host: AutomationHost,
  decide: () => Decision | Promise<Decision>,
): Promise<Decision> {
  try {
    return await decide()
  } catch (cause) {
    await showInIncident(rows, host)
    throw cause
  }
}

async function showInIncident(rows: readonly JsonObject[], host: AutomationHost): Promise<void> {
  if (Object.keys(host.incident).length === 0) return
  await carryOut(host, 'setIncident', { oktaiamconfiguration: jsonArgument(gridRows(rows)) })
}

async function decideAdd(
  rows: readonly JsonObject[],
  { okta, application, instance, inPlaceOf }: Wish,
  modules: Record<string, JsonObject>,
  host: AutomationHost,
): Promise<Decision> {
  if (instance === undefined)
    throw new InputError(
      'The argument "instance" is missing; expected the instance that provisions the application.',
    )
  refuseOkta(instance, okta)
  refuseUnavailable('instance', instance, modules, okta)
  const meant = meantApplication(application, await findApplications(host, okta, application))
  const row = rowOf(meant, instance)
  if (inPlaceOf === undefined) return withRow(rows, row)
  const left = withoutRow(rows, inPlaceOf)
  const put = withRow(left.rows, row)
  return { ...put, isChanged: true, text: `${left.text} ${put.text}` }
}
