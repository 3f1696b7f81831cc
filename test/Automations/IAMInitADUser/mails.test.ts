import { describe, expect, test } from 'vitest'
import { delivered } from '../../../Automations/IAMInitADUser/delivery.ts'
import { IAMInitADUser } from '../../../Automations/IAMInitADUser/index.ts'
import type { AutomationHost } from '../../../kit/automation.ts'
import { Refusal } from '../../../kit/errors.ts'
import type { Entry, JsonObject } from '../../../kit/wire.ts'
import { hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'
import { ARGS, errorEntry, type Given, IN_HTML, note, PASSWORD, PROFILE, platform } from './given.ts'

const TOLD = { notification_email_addresses: 'it@example.com, hr@example.com' }

async function mailed(args: JsonObject = {}, given: Given = {}) {
  const { host, mails } = platform(given)
  const { readable } = await ran(IAMInitADUser, { ...ARGS, ...args }, host)
  return { mails: mails(), readable: String(readable) }
}

describe('the mails', () => {
  test('hold the facts, escaped, and the password only for those who hand it over', async () => {
    const { mails } = await mailed(TOLD)
    expect(mails.map(({ to }) => to)).toEqual([
      'desk@example.com',
      'bob@example.com',
      'it@example.com,hr@example.com',
    ])
    for (const { subject, htmlBody } of mails) {
      expect(subject).toBe('New Hire Account Created: ann.lee')
      for (const fact of [
        'Name: Ann &lt;Lee&gt;',
        'Account: ann.lee',
        'E-mail: ann@example.com',
        'Hire date: 2026-12-01',
      ])
        expect(htmlBody).toContain(fact)
      expect(htmlBody).not.toContain('${')
    }
    expect(mails.map(({ htmlBody }) => String(htmlBody).includes(`Password: ${IN_HTML}`))).toEqual([
      true,
      true,
      false,
    ])
    expect(JSON.stringify(mails[2])).not.toContain('aB3')
  })

  test('are of the lists that are named, or of their samples', async () => {
    const lists = {
      boss: '<b>${displayname}</b> ${title} ${password} ${nothing}!',
      'desk-sample': 'desk ${password}',
      told: 'told ${sAMAccountName} [${password}]',
      'told-sample': 'not this',
    }
    const { mails, readable } = await mailed(
      {
        ...TOLD,
        manager_email_template_list_name: 'boss',
        service_desk_email_template_list_name: 'desk',
        notification_email_template_list_name: 'told',
      },
      { lists },
    )
    expect(mails.map(({ htmlBody }) => htmlBody)).toEqual([
      `desk ${IN_HTML}`,
      `<b>Ann &lt;Lee&gt;</b> Clerk ${IN_HTML} !`,
      'told ann.lee []',
    ])
    expect(readable).not.toContain('There is no list')
  })

  test('are the built-in ones for a list that is empty or not there, which is told', async () => {
    const named = { manager_email_template_list_name: 'boss', service_desk_email_template_list_name: 'desk' }
    const { mails, readable } = await mailed(
      { ...named, notification_email_template_list_name: 'nobody-needs-it' },
      { lists: { desk: ' \n' } },
    )
    expect(mails.every(({ htmlBody }) => String(htmlBody).includes(`Password: ${IN_HTML}`))).toBe(true)
    expect(readable).toContain('There is no list "boss"; the built-in text is used.')
    expect(readable).not.toMatch(/"desk"|nobody-needs-it/)
  })

  test('hold nothing that the platform would fill in, whatever a person is called', async () => {
    const user_profile = {
      ...PROFILE,
      ...{ displayname: '${incident.owner} ${password}', password: 'of the report', sAMAccountName: 'other' },
    }
    const { mails } = await mailed({ ...TOLD, user_profile })
    expect(mails).toHaveLength(3)
    for (const { htmlBody } of mails) {
      expect(htmlBody).toContain('Name: &#36;{incident.owner} &#36;{password}<br/>Directory: AD')
      expect(htmlBody).not.toMatch(/\$\{|of the report/)
    }
  })

  test('one template without the password is enough, where another has it', async () => {
    const { mails, readable } = await mailed(
      { manager_email_template_list_name: 'boss' },
      { lists: { boss: 'Ask the service desk.' } },
    )
    expect(mails.map(({ htmlBody }) => String(htmlBody).includes(IN_HTML))).toEqual([true, false])
    expect(readable).toContain('The password was mailed to the service desk (desk@example.com).')
  })
})

describe('a mail that fails', () => {
  const failing = (addresses: string[], how: (text: string) => Entry[]) => {
    const { host } = platform()
    const executeCommand: typeof host.executeCommand = async (name, args) =>
      name === 'send-mail' && addresses.includes(String(args.to))
        ? how(`Refused ${String(args.to)}: ${String(args.htmlBody)} ${PASSWORD}`)
        : host.executeCommand(name, args)
    return { ...host, executeCommand }
  }
  const outcomeOf = async (host: AutomationHost) => {
    const result = await ran(IAMInitADUser, { ...ARGS, ...TOLD }, host)
    expect(JSON.stringify(result)).not.toContain('aB3')
    return { result, outcome: Object.values(result.context ?? {})[0] as JsonObject }
  }

  test.each([
    ['manager', 'bob@example.com'],
    ['service desk', 'desk@example.com'],
    ['those to be told', 'it@example.com,hr@example.com'],
  ])('to the %s keeps nothing else from being done', async (_, to) => {
    const { result, outcome } = await outcomeOf(failing([to], text => [errorEntry(text)]))
    expect(result.failed).toBe(false)
    expect(outcome).toMatchObject({ success: true, sentMail: false, errorDetails: '' })
    expect(outcome.sendMailError).toMatch(/^The mail to (the manager|the service desk|those to be told) \(/)
    expect(outcome.sendMailError).toContain(`send-mail failed: Refused ${to}: <p>`)
    expect(result.readable).toContain(outcome.sendMailError)
  })

  const BOTH = ['desk@example.com', 'bob@example.com']
  test('to all who were to get the password is a failure: nobody knows it', async () => {
    const { result, outcome } = await outcomeOf(failing(BOTH, text => [errorEntry(text)]))
    expect(result.failed).toBe(true)
    expect(outcome).toMatchObject({ success: false, sentMail: false })
    expect(outcome.errorDetails).toBe(
      'The account "ann.lee" on "AD_1" has a new password that nobody knows, for no mail with it went out. Remove the cause that is named for each mail, then run the playbook of the incident again: it sets another password and mails that.',
    )
    expect(result.contents).toContain('The mail to the manager (bob@example.com) was not sent')
  })

  test('for there is no mail sender is the same', async () => {
    const { result } = await outcomeOf(
      failing([...BOTH, 'it@example.com,hr@example.com'], () => {
        throw new Refusal('No instance offers send-mail.')
      }),
    )
    expect(result.contents).toContain(
      'those to be told (it@example.com, hr@example.com) was not sent: No instance',
    )
  })

  test('on one of two mail senders has been sent', async () => {
    const { outcome } = await outcomeOf(failing(BOTH, text => [errorEntry(text), note('sent')]))
    expect(outcome).toMatchObject({ success: true, sentMail: true, sendMailError: '' })
  })

  test('a fault of ours is none of the mail', async () => {
    const letter = { whom: 'x', to: ['x@example.com'], html: '', tellsPassword: true }
    const owner = { profile: {}, instance: 'AD', account: 'x', password: PASSWORD }
    await expect(delivered(hostWith({}), [letter], owner)).rejects.toThrow(
      'Nobody expects a executeCommand here.',
    )
  })
})
