import { invalid } from '../errors.ts'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Org } from '../org.ts'
import { digest } from '../users/password.ts'
import type { User } from '../users/user.ts'
import { type Factor, type FactorType, factorType, kinds } from './factor.ts'

const phone = /^\+[1-9][\d .()-]{5,18}\d$/

/** The types that can be enrolled here; others come with the seed only, as they need a device. */
const enrollable: readonly FactorType[] = ['push', 'sms', 'call', 'email', 'question', 'token:software:totp']

/** The factor that a body enrols: PENDING_ACTIVATION, but a question needs nothing more. E0000001 for what is wrong. */
export function newFactor(body: JsonObject, user: User, org: Org, activate: boolean): Factor {
  const type = factorType(body.factorType)
  if (!type || !enrollable.includes(type))
    throw invalid(
      'factorType',
      `factorType: must be one of ${enrollable.join(', ')}, not '${body.factorType}'`,
    )
  const { provider = kinds[type].provider, profile = {} } = body
  if (provider !== 'OKTA' && !(provider === 'GOOGLE' && type === 'token:software:totp'))
    throw invalid('provider', `provider: '${provider}' does not offer ${type}`)
  if (!isObject(profile)) throw invalid('profile', 'profile: must be an object')
  const present = org.factors.get(user.id) ?? []
  if (present.some(other => other.factorType === type && other.provider === provider))
    throw invalid('factorEnrollRequest', 'A factor of this type is already set up.')
  const now = org.clock.now()
  return {
    id: org.ids.next(kinds[type].prefix),
    factorType: type,
    provider,
    status: activate || type === 'question' ? 'ACTIVE' : 'PENDING_ACTIVATION',
    created: now,
    lastUpdated: now,
    sent: null,
    used: null,
    ...profileOf(type, profile, user),
  }
}

function profileOf(type: FactorType, sent: JsonObject, user: User): Pick<Factor, 'profile' | 'answer'> {
  switch (type) {
    case 'sms':
    case 'call':
      return { profile: { phoneNumber: phoneNumber(sent.phoneNumber) } }
    case 'email':
      return { profile: { email: typeof sent.email === 'string' ? sent.email : user.profile.email } }
    case 'question':
      return question(sent)
    default:
      return { profile: { credentialId: user.profile.login } }
  }
}

/** Kept in the E.164 form, however it was written. */
function phoneNumber(value: Json | undefined): string {
  if (typeof value === 'string' && phone.test(value)) return value.replaceAll(/[ .()-]/g, '')
  throw invalid('phoneNumber', 'phoneNumber: Invalid Phone Number.')
}

function question({ question, answer, questionText }: JsonObject): Pick<Factor, 'profile' | 'answer'> {
  if (typeof question !== 'string' || question === '')
    throw invalid('question', 'question: The field cannot be left blank')
  if (typeof answer !== 'string' || answer.length < 4)
    throw invalid('answer', 'answer: The security question answer must be at least 4 characters in length')
  const text = typeof questionText === 'string' ? questionText : question
  return { profile: { question, questionText: text }, answer: digest(answer.toLowerCase()) }
}
