import { choice, text } from '../../../kit/command.ts'
import { InputError } from '../../../kit/errors.ts'
import type { JsonObject } from '../../../kit/wire.ts'

const attribute = (description: string) => text({ description })

/** One argument per attribute of Okta's default profile that is not required, each named as the attribute. */
export const profileArguments = {
  secondEmail: attribute('The secondary e-mail address.'),
  middleName: attribute('The middle name.'),
  honorificPrefix: attribute('The title before the name, such as Dr.'),
  honorificSuffix: attribute('What follows the name, such as Jr.'),
  title: attribute('The job title.'),
  displayName: attribute('The name as it is shown.'),
  nickName: attribute('The casual name.'),
  profileUrl: attribute('The address of a web page of the user.'),
  primaryPhone: attribute('The primary telephone number.'),
  mobilePhone: attribute('The mobile telephone number.'),
  streetAddress: attribute('The street of the address.'),
  city: attribute('The city of the address.'),
  state: attribute('The state or region of the address.'),
  zipCode: attribute('The postal code of the address.'),
  countryCode: attribute('The country as two letters (ISO 3166-1).'),
  postalAddress: attribute('The mailing address.'),
  preferredLanguage: attribute('The preferred written or spoken language.'),
  locale: attribute('The default location for numbers, dates and currency, such as en_US.'),
  timezone: attribute('The time zone, such as Europe/Berlin.'),
  userType: attribute('How the user belongs to the organisation, such as Employee or Contractor.'),
  employeeNumber: attribute('The number that the organisation gave the user.'),
  costCenter: attribute('The cost centre that the user is assigned to.'),
  organization: attribute("The name of the user's organisation."),
  division: attribute("The name of the user's division."),
  department: attribute("The name of the user's department."),
  managerId: attribute("The id of the user's manager."),
  manager: attribute("The name of the user's manager."),
  managerEmail: attribute(
    "The e-mail address of the user's manager; the org's user schema must have the attribute.",
  ),
} as const

const OPTIONAL_ATTRIBUTES = Object.keys(profileArguments)
const ATTRIBUTES = ['firstName', 'lastName', 'email', 'login', ...OPTIONAL_ATTRIBUTES]

/** The attributes that can be given as arguments and are not required, so it means something that they are unset. */
export const isOptionalAttribute = (name: string) => OPTIONAL_ATTRIBUTES.includes(name)

/** The attributes among a command's arguments, those that are given; an attribute has its argument's name. */
export function profileOf(args: Readonly<Record<string, unknown>>): JsonObject {
  const given = ATTRIBUTES.map(name => [name, args[name]] as const)
  return Object.fromEntries(given.filter((one): one is [string, string] => typeof one[1] === 'string'))
}

export const credentialArguments = {
  password: text({
    description: 'The password; it must fit the password policy of the org.',
    secret: true,
  }),
  passwordQuestion: text({ description: 'The recovery question; passwordAnswer goes with it.' }),
  passwordAnswer: text({ description: 'The answer to the recovery question.', secret: true }),
  providerType: choice(['OKTA', 'ACTIVE_DIRECTORY', 'LDAP', 'FEDERATION', 'SOCIAL'], {
    description: 'Who checks the credentials; providerName goes with it.',
  }),
  providerName: text({ description: 'The name of the provider; providerType goes with it.' }),
} as const

type Credentials = { readonly [name in keyof typeof credentialArguments]?: string | undefined }

/**
 * Okta's credentials object, undefined when no part of it is given. Throws InputError for half a recovery question or
 * half a provider, which the older pack dropped without a word.
 */
export function credentialsOf(args: Credentials): JsonObject | undefined {
  const { password, passwordQuestion: question, passwordAnswer: answer } = args
  const { providerType: type, providerName: name } = args
  refuseHalf('passwordQuestion', question, 'passwordAnswer', answer)
  refuseHalf('providerType', type, 'providerName', name)
  const credentials: JsonObject = {
    ...(password !== undefined && { password: { value: password } }),
    ...(question !== undefined && answer !== undefined && { recovery_question: { question, answer } }),
    ...(type !== undefined && name !== undefined && { provider: { type, name } }),
  }
  return Object.keys(credentials).length ? credentials : undefined
}

function refuseHalf(one: string, value: string | undefined, other: string, otherValue: string | undefined) {
  if ((value === undefined) === (otherValue === undefined)) return
  const [given, missing] = value === undefined ? [other, one] : [one, other]
  throw new InputError(`The argument "${given}" needs "${missing}"; give both or neither.`)
}
