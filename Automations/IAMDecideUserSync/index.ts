import { type AutomationHost, automation } from '../../kit/automation.ts'
import { flag, outputUnder, text } from '../../kit/command.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { textOf } from '../texts.ts'
import { managerOf } from '../user-profile/manager.ts'
import { type Answers, type Decision, decideSync } from './decide.ts'
import { heldIdentity } from './identity.ts'
import { type Met, profilesMet } from './profiles.ts'
import { daysToHire, movedFields, profileFields, userProfile } from './provisioned.ts'
import { superseded, type Wanted, wantedBy } from './wanted.ts'

const output = outputUnder('IAM.UserSync')
const answer = (description: string) => flag({ description, defaultValue: 'false' })

export const IAMDecideUserSync = automation({
  name: 'IAMDecideUserSync',
  description:
    'Finds whom an incident of user provisioning is about and says how the playbook goes on: a new hire, somebody known, a new e-mail or a display name that is taken, which a person has to decide, or nobody.',
  tags: ['iam'],
  args: {
    is_another_person: answer('Decided: the person shares the display name with somebody else.'),
    conflicting_person: text({
      description:
        'Decided: the report means the person with this User Profile, who has the display name, such as ${IAM.UserSync.ConflictValue} of the question.',
    }),
    identity_approved: answer('Decided: the new e-mail or username is wanted.'),
  },
  outputs: [
    output('Path', 'String', 'New Hire, Known, New Identity, Name Taken, Nobody or Refused.'),
    output('Type', 'String', "The incident's type from now on, such as IAM - Rehire User."),
    output('Source', 'String', 'Where a termination comes from: HR, Orphan or TUFE.'),
    output('Reason', 'String', 'Why, for the eyes of the person who decides or reads the incident.'),
    output('Value', 'String', "The value of the person's User Profile now; empty when there is none."),
    output('Indicator.value', 'String', 'The value that the User Profile has from now on.'),
    output('IsTemporary', 'Boolean', 'Whether the User Profile is temporary.'),
    output('IsMoved', 'Boolean', 'Whether the User Profile gets another value, for the e-mail changes.'),
    output(
      'IsOverwritten',
      'Boolean',
      'Whether a person decided that the User Profile is this employee, whatever its employee id.',
    ),
    output('ConflictValue', 'String', 'The value of the User Profile that has the display name.'),
    output(
      'Supersedes',
      'Unknown',
      "Types of the person's earlier incidents that this one takes the place of.",
    ),
    output('AccountStatus', 'String', 'AD Account Status of the User Profile.'),
    output('Seen.reportdigest', 'String', "Of the report's entry that raised the incident."),
    output('DaysToHire', 'Number', 'Days until the hire date; negative when it is past.'),
    output('DisplayName', 'String', 'The name to address the person by.'),
    output('Email', 'String', 'The e-mail of the person.'),
    output('EmployeeId', 'String', 'The employee id.'),
    output('ManagerEmail', 'String', "The manager's e-mail; empty for one who has left."),
    output(
      'OtherTemporary',
      'Unknown',
      'Values of temporary User Profiles of the person that an earlier incident left.',
    ),
    output('UserProfile', 'Unknown', 'The profile as the iam- commands take it.'),
    output('ProfileFields', 'Unknown', 'What the User Profile has at the end.'),
    output('MovedFields', 'Unknown', 'What it has while a new e-mail has not come to every account.'),
  ],
  async run({ is_another_person, conflicting_person = '', identity_approved }, host) {
    const wanted = wantedBy(host.incident)
    const met = await profilesMet(host, wanted)
    const decision = decideSync(wanted, met, {
      isAnother: is_another_person,
      conflicting: conflicting_person,
      isIdentityApproved: identity_approved,
    } satisfies Answers)
    const sync = {
      ...told(wanted, decision, host.now()),
      OtherTemporary: otherTemporary(met, decision),
      ...(await managerIn(host, wanted, decision)),
    }
    return {
      readable: `${sync.Path}: ${sync.Reason}`,
      contents: sync,
      // (true) replaces every member of what an earlier run decided (HC-71); all members are always given.
      context: { 'IAM.UserSync(true)': sync },
    }
  },
})

function told(wanted: Wanted, decision: Decision, now: Date) {
  const { path, type, reason, profile, conflict, isMoved = false, isOverwritten = false } = decision
  const held = decision.keepsIdentity && profile ? heldIdentity(profile) : undefined
  const isNew = profile === undefined || profile.isTemporary || isMoved
  const end = isNew && path !== 'Nobody' ? wanted.email : profile?.value
  const facts: JsonObject = { ...profile?.fields, ...wanted.fields }
  return {
    Path: path,
    Type: type,
    Source: wanted.source,
    Reason: reason,
    Value: profile?.value ?? '',
    Indicator: { value: end ?? '' },
    IsTemporary: profile?.isTemporary ?? false,
    IsMoved: isMoved,
    IsOverwritten: isOverwritten,
    ConflictValue: conflict?.value ?? '',
    Supersedes: superseded(wanted.type),
    AccountStatus: textOf(profile?.fields.adaccountstatus),
    Seen: wanted.fields.reportdigest ? { reportdigest: wanted.fields.reportdigest } : {},
    DaysToHire: daysToHire(facts, now) ?? null,
    DisplayName: textOf(facts.displayname) || wanted.email || wanted.username,
    Email: held?.email || wanted.email || textOf(facts.email),
    EmployeeId: textOf(facts.employeeid),
    UserProfile: userProfile(wanted, decision),
    ProfileFields: profileFields(wanted, decision),
    MovedFields: movedFields(wanted, decision),
  } satisfies JsonObject
}

/** A change that was taken back before it was decided leaves a temporary profile behind. */
const otherTemporary = ({ own }: Met, { profile }: Decision): string[] =>
  own.filter(one => one.isTemporary && one.id !== profile?.id).map(({ value }) => value)

async function managerIn(host: AutomationHost, { fields }: Wanted, { profile }: Decision) {
  const manager = await managerOf(host, { ...profile?.fields, ...fields })
  return { ManagerEmail: 'address' in manager ? manager.address : '' }
}
