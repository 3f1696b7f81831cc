import type { JsonObject } from '../../../kit/wire.ts'
import type { TestOrg } from '../org.ts'

/**
 * The behaviour of the older packs, as the list of quirks describes it and as short as it can be. A test of a quirk
 * must fail against this and hold for ours; otherwise it proves nothing.
 */
export type Iam = (
  command: string,
  profile: JsonObject | string,
  args?: JsonObject,
  params?: JsonObject,
) => Promise<Told>

/** What a caller sees: the vendor's outcome, and the profile that was read. */
export interface Told {
  readonly vendor: JsonObject
  readonly userProfile: JsonObject
}

interface User {
  id: string
  status: string
  profile: JsonObject
}

class Refused extends Error {
  readonly code: string
  constructor(code: string) {
    super(code)
    this.code = code
  }
}

export function naiveIam(org: TestOrg): Iam {
  const call = async (method: string, path: string, body?: JsonObject) => {
    const answer = await org.call(method, path, body)
    const value = (await answer.json()) as JsonObject
    if (!answer.ok) throw new Refused(String(value.errorCode))
    return value
  }

  /** U4, U5, U6, U7: the first attribute there is, unescaped; anything but one hit is nobody. */
  const find = async (profile: JsonObject): Promise<User | undefined> => {
    const [attribute, value] = profile.id
      ? ['id', profile.id]
      : profile.username
        ? ['profile.login', profile.username]
        : ['profile.email', profile.email]
    const found = (await call(
      'GET',
      `/api/v1/users?filter=${encodeURIComponent(`${attribute} eq "${value}"`)}`,
    )) as unknown as User[]
    return found.length === 1 ? found[0] : undefined
  }

  /** U14: the login is the user name, whether there is one or not. */
  const toOkta = (profile: JsonObject): JsonObject => ({
    firstName: profile.givenname ?? 'Test',
    lastName: profile.surname ?? 'Person',
    email: profile.email ?? null,
    ...(profile.title !== undefined && { title: profile.title }),
    login: profile.username ?? '',
  })

  /** U8, U9: told from what was read before the change. */
  const told = (action: string, user: User | undefined, more: JsonObject = {}): Told => ({
    vendor: {
      action,
      success: true,
      active: user ? user.status !== 'DEPROVISIONED' : null,
      id: user?.id ?? null,
      details: (user ?? null) as JsonObject | null,
      ...more,
    },
    // U13: the names that Okta keeps under `profile`, read from the top.
    userProfile: { givenname: (user as unknown as JsonObject | undefined)?.firstName ?? null },
  })

  /** U2, U10, U11, U19: staged, then activated, whatever the caller allows, and with a provider that there is none of. */
  const create = async (profile: JsonObject): Promise<Told> => {
    const user = (await call('POST', '/api/v1/users?activate=false&provider=true', {
      profile: toOkta(profile),
    })) as unknown as User
    await call('POST', `/api/v1/users/${user.id}/lifecycle/activate?sendEmail=false`)
    return told('create', user)
  }

  /** U3: re-enabling sends nothing of the profile. U12: the reason of a forbidden update does not say that it exists. */
  const update = async (
    user: User,
    profile: JsonObject,
    args: JsonObject,
    params: JsonObject,
  ): Promise<Told> => {
    if (params['update-user-enabled'] === false)
      return told('update', user, { skipped: true, reason: 'Command is disabled.' })
    if (user.status === 'DEPROVISIONED' && (args['allow-enable'] ?? 'true') === 'true') {
      await call('POST', `/api/v1/users/${user.id}/lifecycle/activate?sendEmail=false`)
      return told('enable', user, { active: true })
    }
    const { login: _, ...attributes } = toOkta(profile)
    await call('POST', `/api/v1/users/${user.id}`, { profile: attributes })
    return told('update', user)
  }

  return async (command, given, args = {}, params = {}) => {
    // U15: outside of any error handling.
    const profile = typeof given === 'string' ? (JSON.parse(given) as JsonObject) : given
    try {
      const user = await find(profile)
      if (command === 'iam-get-user') return told('get', user, user ? {} : { success: false, errorCode: 404 })
      if (command === 'iam-create-user')
        return user ? await update(user, profile, args, params) : await create(profile)
      if (command === 'iam-update-user')
        return user ? await update(user, profile, args, params) : await create(profile)
      if (!user) return told('disable', undefined, { skipped: true, reason: 'User does not exist' })
      await call('POST', `/api/v1/users/${user.id}/lifecycle/deactivate`)
      return told('disable', user, { active: false })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      // U1: "not found" taken for "already disabled".
      if (error.code === 'E0000007')
        return told('disable', undefined, { skipped: true, reason: 'User is already disabled.' })
      return told('', undefined, { success: false, errorCode: error.code })
    }
  }
}
