import { type AutomationHost, automation } from '../../kit/automation.ts'
import { flag, text } from '../../kit/command.ts'
import { InputError, Refusal } from '../../kit/errors.ts'
import type { Json, JsonObject } from '../../kit/wire.ts'
import { filled, templateParts } from '../html-template/template.ts'
import { listText } from '../list-text.ts'

const KEY = 'CreateEmailHtmlBody.htmlBody'

export const CreateEmailHtmlBody = automation({
  name: 'CreateEmailHtmlBody',
  description:
    'Writes the HTML of an e-mail: a template whose ${…} are replaced by what lies in the context, such as ${incident.name}. Values are escaped.',
  args: {
    listTemplate: text({
      description:
        'Name of the list that holds the HTML; when there is none, the sample of that name with -sample behind it. Either this or htmlTemplate.',
    }),
    htmlTemplate: text({
      // The platform fills in the ${…} of any argument before it runs an automation (DT-40), and escapes nothing.
      description:
        'The HTML itself. Either this or listTemplate; in a playbook take listTemplate, as there the platform fills in the ${…} of arguments by itself, unescaped.',
    }),
    removeNotFound: flag({
      description: 'Whether a placeholder that finds nothing is left out; otherwise it stays as it is.',
      defaultValue: 'false',
    }),
    key: text({ description: 'Context path of the result.', defaultValue: KEY }),
  },
  outputs: [{ path: KEY, type: 'String', description: 'The HTML of the e-mail.' }],
  async run({ listTemplate, htmlTemplate, removeNotFound, key }, host) {
    const parts = templateParts(await templateOf(host, listTemplate, htmlTemplate))
    const root = rootOf(host)
    const values = new Map<string, Json>()
    for (const part of parts)
      if (typeof part !== 'string' && !values.has(part.path))
        // Without a path the context language gives the whole context, which no mail is to hold.
        values.set(part.path, part.path === '' ? null : await host.dt(root, part.path))
    const html = filled(parts, values, removeNotFound)
    // An entry's plain key would append to what an earlier run wrote (HC-81); this replaces it (HC-90).
    await host.setContext(key, html)
    return { readable: `The HTML stands in the context at ${key}.`, contents: html }
  },
})

async function templateOf(host: AutomationHost, list?: string, html?: string): Promise<string> {
  if (list !== undefined && html !== undefined)
    throw new InputError('Both listTemplate and htmlTemplate are given; expected exactly one of the two.')
  if (html !== undefined) return html
  if (list === undefined)
    throw new InputError('Neither listTemplate nor htmlTemplate is given; expected exactly one of the two.')
  // Lists are shipped as samples, so that an upgrade never overwrites a customer's own.
  const held = (await listText(host, list)) ?? (await listText(host, `${list}-sample`))
  if (held === undefined)
    throw new Refusal(
      `There is no list "${list}"; create it with the HTML of the e-mail, or give the HTML as htmlTemplate.`,
    )
  return held
}

/** DT-50: `incident` is a root of its own, its custom fields by cli name beside the others. */
function rootOf({ context, incident }: AutomationHost): JsonObject {
  const { CustomFields: custom } = incident
  const fields = custom && typeof custom === 'object' && !Array.isArray(custom) ? custom : {}
  return { ...context, incident: { ...fields, ...incident } }
}
