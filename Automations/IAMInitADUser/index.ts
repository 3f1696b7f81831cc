import { type AutomationHost, automation } from '../../kit/automation.ts'
import { flag, json, list, type Result, text } from '../../kit/command.ts'
import { InputError, Refusal } from '../../kit/errors.ts'
import { textOf } from '../texts.ts'
import { setFirstPassword } from './account.ts'
import { delivered } from './delivery.ts'
import { directoryInstance } from './instance.ts'
import { lettersFor, type Wanted } from './letters.ts'
import { newPassword } from './new-password.ts'
import { OUTPUTS, type Outcome, outcomeResult } from './outcome.ts'

const template = (reader: string, password = '') =>
  text({
    description: `Name of the list with the HTML of the mail to ${reader}; when there is none, the sample of that name with -sample behind it. ${password}\${displayname}, \${instance}, \${email}, \${sAMAccountName}, \${hiredate} and any other member of user_profile are filled in, escaped.`,
  })

export const IAMInitADUser = automation({
  name: 'IAMInitADUser',
  description:
    'Gives an account in Active Directory its first password, which has to be changed at the first logon, and mails it to those who hand it over: the service desk and the manager. The password stands nowhere else.',
  tags: ['iam'],
  args: {
    pwdGenerationScript: text({
      description: 'The script that makes the password. It is run without arguments.',
      defaultValue: 'IAMGeneratePassword',
    }),
    sAMAccountName: text({ required: true, description: 'The account.' }),
    user_profile: json({ required: true, description: 'The User Profile of its owner, as JSON.' }),
    instance: text({
      description:
        'The Active Directory instance. Not needed when there is only one Active Directory Query v2.',
    }),
    enable_user: flag({ description: 'Whether to enable the account as well.', defaultValue: 'false' }),
    service_desk_email: list({ description: 'Who gets the password to prepare the laptop: addresses.' }),
    service_desk_email_template_list_name: template('the service desk', '${password}, '),
    manager_email_template_list_name: template('the manager', '${password}, '),
    notification_email_addresses: list({
      description: 'Who is told that the account is ready, without the password: addresses.',
    }),
    notification_email_template_list_name: template('those who are told'),
    send_mail: flag({
      description: 'Whether to send mails. Without them nobody knows the password.',
      defaultValue: 'true',
    }),
  },
  outputs: OUTPUTS,
  async run(args, host) {
    const { sAMAccountName, user_profile } = args
    const outcome: Outcome = {
      ...{ instanceName: args.instance ?? '', sAMAccountName, email: textOf(user_profile.email) },
      ...{ success: false, sentMail: false, errorDetails: '', sendMailError: '', warning: '' },
    }
    try {
      return await initialised(args, host, outcome)
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause
      return outcomeResult({ ...outcome, errorDetails: cause.message }, '')
    }
  },
})

interface Arguments extends Wanted {
  readonly pwdGenerationScript: string
  readonly instance: string | undefined
  readonly enable_user: boolean
  readonly send_mail: boolean
}

/** Does what the arguments say, and fills in the outcome as soon as a part of it is known: a Refusal may end it anywhere. */
async function initialised(args: Arguments, host: AutomationHost, outcome: Outcome): Promise<Result> {
  const { sAMAccountName: account, user_profile: profile, pwdGenerationScript: script } = args
  refuseAccount(account)
  const instance = directoryInstance(args.instance, await host.getModules())
  outcome.instanceName = instance
  const { letters, warnings } = args.send_mail ? await lettersFor(host, args) : { letters: [], warnings: [] }
  outcome.warning = warnings.join(' ')
  const password = await newPassword(host, script)
  await setFirstPassword(host, { instance, account, password, script, isEnabled: args.enable_user })
  const { sent, errors } = await delivered(host, letters, { profile, instance, account, password })
  outcome.sentMail = letters.length > 0 && errors.length === 0
  outcome.sendMailError = errors.join(' ')
  const holders = sent.filter(({ tellsPassword }) => tellsPassword).map(({ whom }) => whom)
  if (args.send_mail && holders.length === 0)
    throw new Refusal(
      `The account "${account}" on "${instance}" has a new password that nobody knows, for no mail with it went out. Remove the cause that is named for each mail, then run the playbook of the incident again: it sets another password and mails that.`,
    )
  outcome.success = true
  return outcomeResult(outcome, told(args, instance, holders))
}

/** What Active Directory allows in no such name, and what the platform would fill in (HC-46). */
const NO_ACCOUNT = /[\p{Cc}"/\\[\]:;|=,+*?<>]|\$\{/u

function refuseAccount(account: string): void {
  if (!NO_ACCOUNT.test(account)) return
  throw new InputError(
    `The argument "sAMAccountName" is ${JSON.stringify(account)}; expected the name of an account such as ann.lee, without any of "/\\[]:;|=,+*?<>. Nothing was changed.`,
  )
}

function told(
  { sAMAccountName, enable_user, send_mail }: Arguments,
  instance: string,
  holders: string[],
): string {
  const state = enable_user ? 'It is enabled.' : 'It is not enabled by this.'
  const mailed = send_mail
    ? `The password was mailed to ${holders.join(' and ')}.`
    : 'As SendEmail of the playbook is False no mail was sent, and nobody knows the password.'
  return `The account "${sAMAccountName}" on "${instance}" has its first password, which has to be changed at the first logon. ${state} ${mailed}`
}
