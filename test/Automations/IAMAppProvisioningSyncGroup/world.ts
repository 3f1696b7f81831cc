import { IAMAppProvisioningSyncGroup } from '../../../Automations/IAMAppProvisioningSyncGroup/index.ts'
import type { AutomationHost } from '../../../kit/automation.ts'
import type { Result } from '../../../kit/command.ts'
import type { Entry, Json, JsonObject } from '../../../kit/wire.ts'
import { errorEntry, note } from '../answering.ts'
import { hostWith } from '../host-with.ts'
import { ran } from '../ran.ts'
import { GROUP, joined, left } from './events.ts'
import { userIds } from './user-ids.ts'

type Answer = (args: JsonObject) => Entry[]
const ids = (value: Json | undefined): string[] => JSON.parse(String(value)) as string[]
const failed = (errorCode: Json, errorMessage: string, more: JsonObject = {}): Entry[] => [
  note({ success: false, errorCode, errorMessage, ...more }),
]

/** Okta, an application and the indicators, as far as the group sync sees them. Everything of it may be changed by a test. */
export class World {
  minute = 0
  log: JsonObject[] = []
  /** Logins of the group in Okta; undefined when it is gone. */
  inOkta: Set<string> | undefined = new Set()
  /** Other groups of Okta by the name. */
  namesakes = 0
  /** The groups of the application by id. */
  groups = new Map<string, { displayName: string; members: Set<string> | undefined }>()
  /** The accounts of the application by login, and what else one is reached by. */
  accounts = new Map<string, { id: string; active: boolean; emails?: string[] }>()
  /** The logins of whom the application does not tell enough. */
  untold = new Set<string>()
  /** Ids that the application refuses; all others it takes, be they somebody's or not. */
  refuses = new Set<string>()
  /** What the application shows of a member: few show the login. */
  display: (login: string) => string = login => login
  /** Other members of its groups: groups. */
  nested: string[] = []
  indicators: JsonObject[] = []
  brand = 'SCIM IAM'
  calls: [string, JsonObject][] = []
  incident = '0'
  /** Answers in place of those of the world, by command and instance: `iam-get-group Okta`. */
  answers: Record<string, Answer> = {}

  person(
    login: string,
    fields: JsonObject = {},
    account: { id?: string; active?: boolean } | null = {},
  ): string {
    this.indicators.push({ id: login, value: login, indicator_type: 'User Profile', CustomFields: fields })
    if (account) this.accounts.set(login, { id: `id-${login}`, active: true, ...account })
    return login
  }

  join(login: string, minute: number): void {
    this.inOkta?.add(login)
    this.log.push(joined(login, minute))
  }

  leave(login: string, minute: number): void {
    this.inOkta?.delete(login)
    this.log.push(left(login, minute))
  }

  get host(): AutomationHost {
    return hostWith({
      investigation: { id: this.incident },
      now: () => this.now,
      getModules: async () => ({
        Okta: { brand: 'Okta IAM', state: 'active' },
        CRM: { brand: this.brand, state: 'active' },
      }),
      searchIndicators: async () => ({ total: this.indicators.length, iocs: this.indicators }),
      executeCommand: async (name, args) => {
        this.calls.push([name, args])
        const given = this.answers[`${name} ${String(args.using)}`]
        return given ? given(args) : this.answer(name, args)
      },
    })
  }

  get now(): Date {
    return new Date(Date.UTC(2026, 2, 2, 8, this.minute))
  }

  sync(args: JsonObject = {}): Promise<Result> {
    return ran(IAMAppProvisioningSyncGroup, { group_data: GROUP, app_instance: 'CRM', ...args }, this.host)
  }

  /** What the context says of a sync. */
  async synced(args: JsonObject = {}): Promise<JsonObject> {
    const { context = {} } = await this.sync(args)
    return Object.values(context)[0] as JsonObject
  }

  mapping(): JsonObject {
    const found = this.indicators.find(({ value }) => value === GROUP.id)?.CustomFields as
      | JsonObject
      | undefined
    return JSON.parse(String(found?.groupmappings ?? '{}')) as JsonObject
  }

  membersOf(id = 'g1'): string[] {
    return [...(this.groups.get(id)?.members ?? [])].sort()
  }

  private answer(name: string, args: JsonObject): Entry[] {
    const scim = typeof args.scim === 'string' ? (JSON.parse(args.scim) as JsonObject) : {}
    switch (name) {
      case 'okta-get-logs':
        return [note(this.log.filter(one => this.isIn(one, args)))]
      case 'iam-get-group':
        return args.using === 'Okta' ? this.oktaGroup(scim, args) : this.appGroup(scim)
      case 'iam-create-group':
        this.groups.set('g1', { displayName: String(scim.displayName), members: new Set() })
        return [note({ success: true, id: 'g1', displayName: scim.displayName ?? null })]
      case 'iam-update-group':
        return this.updateGroup(scim, args)
      case 'scim-get-user-ids': {
        return [note(userIds(this.accounts, ids(args.logins), this.untold))]
      }
      case 'iam-get-user': {
        const { email } = JSON.parse(String(args['user-profile'])) as { email: string }
        const account = this.accounts.get(email)
        const vendor = account ? { success: true, ...account } : { success: false, errorCode: 404 }
        return [note({}, { 'IAM.Vendor(val.email == obj.email)': vendor })]
      }
      case 'setIndicator':
      case 'createNewIndicator': {
        const { groupmappings = null } = args
        const there = this.indicators.find(({ value }) => value === GROUP.id)
        if (there) there.CustomFields = { groupmappings }
        else
          this.indicators.push({
            id: 'gp',
            value: args.value ?? null,
            indicator_type: 'Group Profile',
            CustomFields: { groupmappings },
          })
        return [note('done')]
      }
      default:
        return [errorEntry(`Nobody has the command ${name}.`)]
    }
  }

  private isIn({ published }: JsonObject, { since, until }: JsonObject): boolean {
    return String(published) >= String(since) && String(published) <= String(until)
  }

  private oktaGroup({ id, displayName }: JsonObject, { includeMembers }: JsonObject): Entry[] {
    if (!this.inOkta) return failed(404, 'Group Not Found')
    if (displayName !== undefined && this.namesakes)
      return failed('E', `${this.namesakes + 1} groups have the name.`)
    const members = [...this.inOkta].map(login => ({ value: `00u${login.split('@')[0]}`, display: login }))
    const group = { success: true, id: id ?? GROUP.id, displayName: GROUP.displayName }
    return [note({ ...group, members: includeMembers === 'true' ? members : [] })]
  }

  private appGroup({ id, displayName }: JsonObject): Entry[] {
    const fitting = [...this.groups].filter(([key, one]) =>
      id ? key === id : one.displayName === displayName,
    )
    const [found, other] = fitting
    if (!found) return failed(404, 'Group Not Found')
    if (other) return failed(400, `Several groups have the name: ${fitting.map(([key]) => key).join(', ')}.`)
    const logins = new Map([...this.accounts].map(([login, account]) => [account.id, login]))
    const members = found[1].members && [
      ...[...found[1].members].map(value => ({ value, display: this.display(logins.get(value) ?? '') })),
      ...this.nested.map(value => ({ value, display: 'A group', type: 'Group' })),
    ]
    return [
      note({ success: true, id: found[0], displayName: found[1].displayName, ...(members && { members }) }),
    ]
  }

  private updateGroup({ id }: JsonObject, args: JsonObject): Entry[] {
    const group = this.groups.get(String(id))
    if (!group) return failed(404, 'Group Not Found')
    group.members ??= new Set()
    const wanted = ids(args.memberIdsToAdd)
    const refused = wanted.filter(each => this.refuses.has(each))
    for (const each of wanted) if (!this.refuses.has(each)) group.members.add(each)
    for (const each of ids(args.memberIdsToDelete)) group.members.delete(each)
    const counts = { added: wanted.length - refused.length, removed: ids(args.memberIdsToDelete).length }
    if (!refused.length) return [note({ success: true, id: String(id), ...counts })]
    return failed(400, 'refused', {
      ...counts,
      details: refused.map(each => ({ id: each, message: 'There is no such user.' })),
    })
  }
}
