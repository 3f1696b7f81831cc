import { describe, expect, test } from 'vitest'
import { CreateEmailHtmlBody } from '../../../Automations/CreateEmailHtmlBody/index.ts'
import type { AutomationHost } from '../../../kit/automation.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import { getList, hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'

/** A host whose context language knows only dotted paths; it keeps what was asked and written. */
function dotted(given: Partial<AutomationHost> = {}) {
  const asked: string[] = []
  const written: JsonObject = {}
  const host = hostWith({
    context: { User: { Name: 'Ann <Lee>' }, incident: 'of the context' },
    incident: { name: 'Hire', CustomFields: { email: 'ann@example.com', name: 'custom' } },
    dt: async (root, path) => {
      asked.push(path)
      return path.split('.').reduce<Json>((held, key) => (held as JsonObject | null)?.[key] ?? null, root)
    },
    setContext: async (path, value) => {
      written[path] = value
    },
    ...given,
  })
  return { host, asked, written }
}

describe('CreateEmailHtmlBody', () => {
  test('fills a template from context and incident, asking once per path', async () => {
    const { host, asked, written } = dotted()
    const htmlTemplate = '<b>${User.Name}</b> ${incident.name} ${incident.email} ${User.Name} ${none} ${ }'
    const { contents } = await ran(CreateEmailHtmlBody, { htmlTemplate }, host)
    const html = '<b>Ann &lt;Lee&gt;</b> Hire ann@example.com Ann &lt;Lee&gt; ${none} ${ }'
    expect(contents).toBe(html)
    expect(written).toEqual({ 'CreateEmailHtmlBody.htmlBody': html })
    expect(asked).toEqual(['User.Name', 'incident.name', 'incident.email', 'none'])
  })

  test('reads the template from a list and writes where it is told', async () => {
    const { host, written } = dotted({ executeCommand: getList({ mail: 'Hi ${none}!' }) })
    await ran(CreateEmailHtmlBody, { listTemplate: 'mail', removeNotFound: 'Yes', key: 'Mail.Body' }, host)
    expect(written).toEqual({ 'Mail.Body': 'Hi !' })
  })

  test.each<[string, JsonObject, string]>([
    ['the sample when there is no list', { 'mail-sample': 'sample' }, 'sample'],
    ['the list before its sample', { 'mail-sample': 'sample', mail: 'own' }, 'own'],
    ['an emptied list too', { 'mail-sample': 'sample', mail: '' }, ''],
  ])('takes %s', async (_, lists, html) => {
    const { host } = dotted({ executeCommand: getList(lists) })
    expect((await ran(CreateEmailHtmlBody, { listTemplate: 'mail' }, host)).contents).toBe(html)
  })

  test.each<[JsonObject, string]>([
    [{}, 'Neither listTemplate nor htmlTemplate is given; expected exactly one of the two.'],
    [
      { listTemplate: 'a', htmlTemplate: 'b' },
      'Both listTemplate and htmlTemplate are given; expected exactly one of the two.',
    ],
    [
      { listTemplate: 'welcome' },
      'There is no list "welcome"; create it with the HTML of the e-mail, or give the HTML as htmlTemplate.',
    ],
  ])('%j is refused, and nothing is written', async (args, sentence) => {
    const { host, written } = dotted({ executeCommand: getList({}) })
    await expect(ran(CreateEmailHtmlBody, args, host)).rejects.toThrow(sentence)
    expect(written).toEqual({})
  })
})
