import type { AutomationHost } from '../../../kit/automation.ts'
import type { Entry, Json, JsonObject } from '../../../kit/wire.ts'
import { answering, errorEntry, note } from '../answering.ts'
import { getList } from '../host-with.ts'

export const PASSWORD = 'aB3<&"\'>-xyzK9'
export const IN_HTML = 'aB3&lt;&amp;&quot;&#39;&gt;-xyzK9'

export const PROFILE: JsonObject = {
  ...{ displayname: 'Ann <Lee>', email: 'ann@example.com', hiredate: '2026-12-01', title: 'Clerk' },
  manageremailaddress: 'bob@example.com',
}

export const ARGS: JsonObject = {
  ...{ sAMAccountName: 'ann.lee', user_profile: PROFILE, service_desk_email: 'desk@example.com' },
}

const module = (
  name: string,
  state = 'active',
  brand = 'Active Directory Query v2',
): [string, JsonObject] => [name, { name, brand, state }]
export const MODULES = Object.fromEntries([
  module('AD_1'),
  module('AD_off', 'disabled'),
  module('Mail', 'active', 'M'),
])
export const TWO_DOMAINS = Object.fromEntries([module('AD_1'), module('AD_2')])

/** A manager as the platform's search gives them. */
export const profileOf = (value: string, CustomFields: JsonObject, id = value): JsonObject => ({
  ...{ id, value, indicator_type: 'User Profile', CustomFields },
})

export interface Given {
  answers?: Record<string, Entry[]>
  profiles?: JsonObject[]
  lists?: Record<string, Json>
  modules?: Record<string, JsonObject>
}

/** A platform with a directory, a mail sender and lists, and the commands that it was given but for getList. */
export function platform({ answers = {}, profiles = [], lists = {}, modules = MODULES }: Given = {}) {
  const { host: commands, calls } = answering({
    IAMGeneratePassword: [note({ NEW_PASSWORD: PASSWORD })],
    'ad-set-new-password': [note('ok')],
    'ad-update-user': [note('ok')],
    'ad-enable-account': [note('ok')],
    'send-mail': [note('sent')],
    ...answers,
  })
  const readList = getList(lists)
  const host: AutomationHost = {
    ...commands,
    executeCommand: (name, args) =>
      name === 'getList' ? readList(name, args) : commands.executeCommand(name, args),
    getModules: async () => modules,
    searchIndicators: async ({ page }) => ({ total: profiles.length, iocs: page === 0 ? profiles : [] }),
  }
  const mails = () => calls.filter(([name]) => name === 'send-mail').map(([, args]) => args)
  return { host, calls, mails }
}

export { errorEntry, note }
