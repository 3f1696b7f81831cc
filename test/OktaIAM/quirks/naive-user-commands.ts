import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { TestOrg } from '../org.ts'
import type { Told } from '../told.ts'

/**
 * The commands on people of the older packs (v2 and Splunk's) as the list of quirks describes them and as short as they can be: every
 * quirk's test must fail against this. Commands have the names of ours.
 */
export type Run = (command: string, args: JsonObject) => Promise<Told>

type Answer = { status: number; ok: boolean; value: JsonObject }

export function naiveUserCommands(org: TestOrg): Run {
  const call = async (method: string, path: string, body?: JsonObject): Promise<Answer> => {
    const answer = await org.call(method, path, body)
    const text = await answer.text()
    return { status: answer.status, ok: answer.ok, value: (text ? JSON.parse(text) : {}) as JsonObject }
  }
  const told = (text: string, contents: Json = {}, context: JsonObject = {}): Told => ({
    failed: false,
    text,
    contents,
    context,
  })
  /** S9: the first cause only, and no second try. */
  const failed = ({ status, value }: Answer): Told => {
    const [cause] = (value.errorCauses ?? []) as { errorSummary?: string }[]
    const text = `Error from server. Status Code: ${status} Data from server: ${String(value.errorSummary)}. Error Causes: ${cause?.errorSummary}`
    return { failed: true, text, contents: text, context: {} }
  }
  const simple = async (method: string, path: string, text: string) => {
    const answer = await call(method, path)
    return answer.ok ? told(text, answer.value) : failed(answer)
  }
  const account = (ID: Json | undefined, more: JsonObject) => ({ Account: { ID: ID ?? null, ...more } })

  const setPassword = async (user: string, { password, temporary_password }: JsonObject) => {
    const set = await call('POST', user, { credentials: { password: { value: password ?? '' } } })
    if (!set.ok) return failed(set)
    if (temporary_password !== 'true') return told(`changed to ${String(password)}`, set.value)
    // V1, V24: Okta replaces the password that was just set.
    const { value } = await call('POST', `${user}/lifecycle/expire_password?tempPassword=true`)
    // V3: for everybody to read.
    return told(`Okta Temporary Password ${String(value.tempPassword)}`, value)
  }
  const expirePassword = async (user: string, { temporary_password }: JsonObject) => {
    const answer = await call(
      'POST',
      `${user}/lifecycle/expire_password?tempPassword=${String(temporary_password)}`,
    )
    return answer.ok ? told(JSON.stringify(answer.value), answer.value) : failed(answer)
  }
  /** V14: deletes right after a deactivation that Okta may not have done. */
  const deleteUser = async (user: string) => {
    const found = await call('GET', user)
    if (!found.ok) return failed(found)
    if (found.value.status !== 'DEPROVISIONED') await call('POST', `${user}/lifecycle/deactivate`)
    await call('DELETE', user)
    return told('was Deleted successfully')
  }
  /** S4: whatever Okta refuses is "already". */
  const suspension = async (user: string, operation: string, word: string) => {
    const answer = await call('POST', `${user}/lifecycle/${operation}`)
    const refused = !answer.ok && answer.value.errorCode === 'E0000001'
    if (refused) return told(`User is already ${word}`)
    return answer.ok ? told(`Successfully ${word} the user`) : failed(answer)
  }

  /** V17: ten polls, then a TIMEOUT of its own; the first answer as the raw response; no number. S6: URLs cut at "v1". */
  const verifyPush = async (user: string, factorId: Json | undefined, userId: Json | undefined) => {
    const first = await call('POST', `${user}/factors/${String(factorId)}/verify`)
    const href = (first.value._links as { poll?: { href: string } } | undefined)?.poll?.href
    if (!href) throw new Error('No poll link for the push factor challenge')
    let result: Json | undefined = 'WAITING'
    for (let polls = 0; result === 'WAITING' && polls < 10; polls += 1)
      result = (await call('GET', `/api/v1${href.split('v1')[1]}`)).value.factorResult
    if (result === 'WAITING') result = 'TIMEOUT'
    return told(
      `result ${String(result)}`,
      first.value,
      account(userId, { VerifyPushResult: result ?? null }),
    )
  }
  /** S6: the last factor whose type contains the text; a code is sent before it fails; success in any case. */
  const sendPush = async (user: string, userId: Json | undefined, wanted: string) => {
    const { value } = await call('GET', `${user}/factors`)
    const factor = (value as unknown as { id: string; factorType: string }[])
      .filter(({ factorType }) => factorType.includes(wanted))
      .at(-1)
    if (!factor) return { ...told('Please configure factor_type'), failed: true }
    if (wanted !== 'push') {
      await call('POST', `${user}/factors/${factor.id}/verify`)
      return { ...told('not yet implemented'), failed: true }
    }
    return { ...(await verifyPush(user, factor.id, userId)), failed: false }
  }

  const ROLES = ['SUPER_ADMIN', 'ORG_ADMIN', 'APP_ADMIN', 'USER_ADMIN', 'MOBILE_ADMIN', 'HELP_DESK_ADMIN']
  const assignRole = async (user: string, type: Json | undefined) => {
    // S10: the list is closed, and old.
    if (!ROLES.includes(String(type))) throw new Error(`${String(type)} is not in the list of values`)
    const answer = await call('POST', `${user}/roles`, { type: type ?? '' })
    if (answer.value.errorCode === 'E0000090') return told('Role is already assigned to user')
    return answer.ok ? told('Successfully assigned role to user', answer.value) : failed(answer)
  }
  const unassignRole = async (user: string, role: Json | undefined) => {
    const answer = await call('DELETE', `${user}/roles/${String(role)}`)
    // S5: unlike the other way round, a failure.
    if (!answer.ok) return { ...told('Role is not assigned to user'), failed: true }
    return told('Successfully unassigned role to user')
  }
  /** S8: the fields of a user, which no role has. */
  const listRoles = async (user: string, userId: Json | undefined) => {
    const { value } = await call('GET', `${user}/roles`)
    const rows = (value as unknown as JsonObject[]).map(({ profile = null, credentials = null }) => ({
      profile,
      credentials,
    }))
    return told('num_roles', value, account(userId, { Role: rows }))
  }

  return async (command, args) => {
    const { userId } = args
    const user = `/api/v1/users/${encodeURIComponent(String(userId ?? args.username))}`
    const lifecycle = (operation: string, text: string) =>
      simple('POST', `${user}/lifecycle/${operation}`, text)
    switch (command) {
      case 'okta-set-password':
        return setPassword(user, args)
      case 'okta-expire-password':
        return expirePassword(user, args)
      case 'okta-reset-password':
        return lifecycle('reset_password?sendEmail=false', 'Successfully created one-time token')
      case 'okta-delete-user':
        return deleteUser(user)
      // S2: taken by its name for the other pair of calls.
      case 'okta-suspend-user':
        return args.naive === 'S2'
          ? lifecycle('deactivate', 'disabled')
          : suspension(user, 'suspend', 'disabled')
      case 'okta-unsuspend-user':
        return args.naive === 'S2'
          ? lifecycle('activate', 'enabled')
          : suspension(user, 'unsuspend', 'enabled')
      case 'okta-activate-user':
        return lifecycle('activate', 'is active now')
      case 'okta-deactivate-user':
        return lifecycle('deactivate', 'deactivated')
      case 'okta-clear-user-sessions':
        return simple('DELETE', `${user}/sessions`, 'User session was cleared')
      case 'okta-verify-push-factor':
        return verifyPush(user, args.factorId, userId)
      case 'okta-send-push-notification':
        return sendPush(user, userId, String(args.factortype ?? 'push'))
      case 'okta-list-user-roles':
        return listRoles(user, userId)
      case 'okta-assign-role':
        return assignRole(user, args.type)
      case 'okta-unassign-role':
        return unassignRole(user, args.roleId)
      default:
        throw new Error(`no old behaviour of ${command}`)
    }
  }
}
