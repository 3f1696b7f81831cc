import { type AutomationHost, automation } from '../../kit/automation.ts'
import { outputUnder, type Result, text } from '../../kit/command.ts'
import { InputError, Refusal } from '../../kit/errors.ts'
import type { JsonObject } from '../../kit/wire.ts'
import { applications, oktaIdIn, userProfile } from './profile.ts'
import { type Person, profilesFor, type Step, stepsFor } from './search.ts'

const output = outputUnder('IAM.FoundUserProfile')

export const IAMGetUserProfile = automation({
  name: 'IAMGetUserProfile',
  description:
    'Finds the User Profile of a person: by the Okta id, then by the username, then by the e-mail. Temporary profiles do not count.',
  args: {
    user_id: text({ description: 'Okta id of the person. At least one of user_id and username.' }),
    username: text({ description: 'Login or e-mail of the person.' }),
    okta_instance: text({ description: 'The Okta IAM instance of the org that the id is of.' }),
  },
  outputs: [
    output('Found', 'Boolean', 'Whether there is a User Profile of the person.'),
    output('Reason', 'String', 'Whom was looked for and what to do, when there is none; else empty.'),
    output('Value', 'String', 'Value of the indicator.'),
    output('Id', 'String', 'Id of the indicator.'),
    output('UserProfile', 'Unknown', 'The profile as the iam- commands take it in user-profile.'),
    output('Applications', 'Unknown', 'Rows of the profile’s applications field.'),
  ],
  async run({ user_id, username, okta_instance }, host) {
    const steps = stepsFor({ user_id, username })
    if (!steps.length)
      throw new InputError('Neither user_id nor username is given; expected at least one of the two.')
    const indicator = await firstFound(host, steps)
    if (!indicator) return notFoundResult({ user_id, username })
    refuseAnother(indicator, user_id, okta_instance)
    return foundResult(indicator)
  },
})

/** A login that somebody left can be given to somebody else; the profile is still that of the first. */
function refuseAnother(indicator: JsonObject, userId?: string, oktaInstance?: string): void {
  const known = oktaIdIn(indicator, oktaInstance)
  if (userId === undefined || known === undefined || known === userId) return
  throw new Refusal(
    `The User Profile "${String(indicator.value)}" has this username or e-mail, but is that of the Okta user ${known} and not of ${userId}. If the login was given to somebody else, correct the profile's username and e-mail; if it is the same person, created anew in Okta, empty its field Okta User Id. Then run the playbook again.`,
  )
}

async function firstFound(host: AutomationHost, steps: readonly Step[]): Promise<JsonObject | undefined> {
  for (const step of steps) {
    const found = await profilesFor(host, step)
    if (found.length > 1) {
      const values = found.map(({ value }) => `"${String(value)}"`).join(' and ')
      throw new Refusal(
        `${found.length} User Profiles have ${step.by}: ${values}; expected one. Correct or delete the wrong one.`,
      )
    }
    if (found[0]) return found[0]
  }
  return undefined
}

function foundResult(indicator: JsonObject): Result {
  const found = {
    Found: true,
    Reason: '',
    Value: String(indicator.value ?? ''),
    Id: String(indicator.id ?? ''),
    UserProfile: userProfile(indicator),
    Applications: applications(indicator),
  }
  const rows = { value: found.Value, ...found.UserProfile }
  return replacing(found, { title: 'User Profile', rows, columns: Object.keys(rows) })
}

function notFoundResult({ user_id, username }: Person): Result {
  const by = [
    user_id !== undefined && `the Okta id "${user_id}"`,
    username !== undefined && `the username or e-mail "${username}"`,
  ]
  const Reason = `No User Profile has ${by.filter(Boolean).join(' or ')}. Sync the person from the HR report, then run the playbook again.`
  return replacing({ Found: false, Reason, Value: '', Id: '', UserProfile: {}, Applications: [] }, Reason)
}

/** (true) replaces every member of what an earlier run found (HC-71), and all members are always given. */
function replacing(found: JsonObject, readable: Result['readable']): Result {
  return { readable, contents: found, context: { 'IAM.FoundUserProfile(true)': found } }
}
