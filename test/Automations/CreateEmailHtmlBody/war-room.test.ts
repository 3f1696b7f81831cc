import { expect, test } from 'vitest'
import { warRoom } from '../war-room.ts'

test('in the war room a template of a list is filled by the context language, and a second run replaces', async () => {
  const template = '<b>${People(val.Age > 40).Name}</b> ${incident.email} ${People.Name} ${none}'
  const lines = [
    '!createNewIncident name=Hire type=Unclassified email=ann@example.com',
    '/incident 1',
    '!Set key=People value=`[{"Name":"Ann & <i>Lee</i>","Age":50},{"Name":"\\u0024{incident.id}","Age":20}]`',
    '!CreateEmailHtmlBody listTemplate=mail',
    '/context CreateEmailHtmlBody.htmlBody',
    '!CreateEmailHtmlBody listTemplate=mail removeNotFound=true',
    '/context CreateEmailHtmlBody.htmlBody',
    '!CreateEmailHtmlBody listTemplate=welcome',
  ]
  const answers = await warRoom(lines, { mail: template })
  const html =
    '<b>Ann &amp; &lt;i&gt;Lee&lt;/i&gt;</b> ann@example.com Ann &amp; &lt;i&gt;Lee&lt;/i&gt;, ${incident.id} '
  expect(answers.filter(({ line }) => line.startsWith('/context')).map(({ value }) => value)).toEqual([
    `${html}\${none}`,
    html,
  ])
  expect(answers.at(-1)?.entries).toMatchObject([
    { Type: 4, Contents: expect.stringMatching(/^There is no list "welcome"; create it/) },
  ])
})
