import { type AutomationHost, automation } from '../../kit/automation.ts'
import { choice, flag, json, outputUnder, text } from '../../kit/command.ts'
import { Refusal } from '../../kit/errors.ts'
import { isTrue } from '../texts.ts'
import { type Found, fieldsToWrite, refuseWrong, type Wish } from './decide.ts'
import { holders } from './holders.ts'
import { changeProfile, createProfile, deleteProfile, profileNamed } from './profile.ts'

const output = outputUnder('IAM.WrittenUserProfile')

export const IAMWriteUserProfile = automation({
  name: 'IAMWriteUserProfile',
  description:
    "Writes to one person's User Profile, makes it, or puts it in the place of another. Run it and what closes the incident under a lock: incidents of the same person write to the same profile.",
  tags: ['iam'],
  args: {
    value: text({ required: true, description: 'The value of the User Profile: the e-mail.' }),
    fields: json({
      description:
        'What is written, as a JSON object by cliName. An empty text clears a field, null leaves it. isprocessed, olduserdata and mergeduserprofile are left out.',
    }),
    is_processed: flag({
      description:
        'Is Processed. false is written only when no other HR incident of the person is open; until then it stays true.',
    }),
    is_temporary: flag({ description: 'Is Temporary User.' }),
    force_sync: flag({ description: 'Force Sync.' }),
    ad_account_status: choice(['Enabled', 'Disabled', 'Pending'], {
      description: 'AD Account Status. To empty it, give {"adaccountstatus":""} in fields.',
    }),
    create: flag({ defaultValue: 'false', description: 'Whether the profile is made when there is none.' }),
    replaces: text({
      description:
        'The value of the profile whose place this one takes: its fields are kept beneath what is given, and it is deleted once all is written. One that is gone already is no error.',
    }),
    another_employee: flag({
      defaultValue: 'false',
      description:
        'Whether the profile may get another employee id: somebody decided that it is this employee. Otherwise it is refused.',
    }),
    delete_temporary: flag({
      defaultValue: 'false',
      description: 'Delete it instead, if it is temporary. One that is gone already is no error.',
    }),
  },
  outputs: [
    output('Value', 'String', 'Value of the indicator.'),
    output('Id', 'String', 'Id of the indicator.'),
    output('Created', 'Boolean', 'Whether it was made.'),
    output('Processed', 'Boolean', 'Whether Is Processed is true now.'),
    output('HeldBy', 'Unknown', 'Ids of the open incidents that keep Is Processed true.'),
    { path: 'CreatedIndicator.ID', type: 'String', description: 'Id of the indicator that was made.' },
    { path: 'CreatedIndicator.Value', type: 'String', description: 'Value of the indicator that was made.' },
  ],
  async run({ value, fields = {}, create, replaces, delete_temporary, ...flags }, host) {
    if (delete_temporary) return deleteTemporary(host, value)
    const wish: Wish = {
      value,
      fields,
      create,
      replaces,
      isProcessed: flags.is_processed,
      isTemporary: flags.is_temporary,
      forceSync: flags.force_sync,
      isAnotherEmployee: flags.another_employee,
      adAccountStatus: flags.ad_account_status,
    }
    const found = await profilesFor(host, wish)
    refuseWrong(wish, found)
    const { present, replaced } = found
    const HeldBy = wish.isProcessed === false ? await holders(host, wish, found) : []
    const written = fieldsToWrite(wish, found, HeldBy)
    const Id = present ? present.id : await createProfile(host, value, written)
    if (present) await changeProfile(host, present, written)
    // Only when the new one is whole: a run that ends before this finds both, and does the same again.
    if (replaced) await deleteProfile(host, replaced, `${value} has taken its place.`)
    const profile = {
      Value: present?.value ?? value,
      Id,
      Created: present === undefined,
      Processed: isTrue(written.isprocessed ?? present?.fields.isprocessed),
      HeldBy,
    }
    return {
      readable: sentences(profile, found),
      contents: profile,
      context: {
        'IAM(true)': { WrittenUserProfile: profile },
        // As the platform's own command tells it; playbooks of the public pack read it.
        ...(!present && { 'CreatedIndicator(true)': { ID: Id, Value: value } }),
      },
    }
  },
})

async function deleteTemporary(host: AutomationHost, value: string): Promise<string> {
  const present = await profileNamed(host, value)
  if (!present) return `There is no User Profile ${value}; nothing was deleted.`
  if (![present.fields.istemporaryuser, present.fields.temporaryuserprofile].some(isTrue))
    throw new Refusal(
      `The User Profile ${JSON.stringify(value)} is not temporary, so it is not deleted. Look at its field Is Temporary User.`,
    )
  await deleteProfile(host, present, 'It was temporary, and was decided against.')
  return `The temporary User Profile ${value} was deleted.`
}

async function profilesFor(host: AutomationHost, { value, replaces }: Wish): Promise<Found> {
  const present = await profileNamed(host, value)
  const isItself = replaces === undefined || replaces.toLowerCase() === value.toLowerCase()
  return { present, replaced: isItself ? undefined : await profileNamed(host, replaces) }
}

function sentences(
  { Value, Created, HeldBy }: { Value: string; Created: boolean; HeldBy: readonly string[] },
  { replaced }: Found,
): string {
  return [
    `The User Profile ${Value} was ${Created ? 'created' : 'written'}.`,
    replaced && `${replaced.value} was deleted; its fields are here now.`,
    HeldBy.length > 0 &&
      `Is Processed stays true: of the person ${HeldBy.length === 1 ? 'incident' : 'incidents'} ${HeldBy.join(', ')} ${HeldBy.length === 1 ? 'is' : 'are'} open.`,
  ]
    .filter(Boolean)
    .join(' ')
}
