import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { objects, runProgram } from '../warroom/face/program.ts'
import { itemsBy } from './items.ts'

const addresses = z.string().regex(/^$|^[^@\s,]+@[^@\s,]+(,[^@\s,]+@[^@\s,]+)*$/)
/** ILM §7; L7: with what the article's example leaves out. */
const provisioning = z.array(
  z.strictObject({
    instance_name: z.string().min(1),
    create_user_enabled: z.boolean(),
    create_user_group: z.literal('All'),
    update_user_enabled: z.boolean(),
    enable_user_enabled: z.boolean(),
    disable_user_enabled: z.boolean(),
    create_user_email_notification_ids: addresses,
    enable_user_email_notification_ids: addresses,
    disable_user_email_notification_ids: addresses,
    update_user_email_notification_ids: addresses,
  }),
)
const group = z.strictObject({ id: z.string().regex(/^00g/), displayName: z.string().min(1) })
/** L1: an array, however many objects it has. */
const groupSync = z.array(z.strictObject({ instance_name: z.string().min(1), okta_groups: z.array(group) }))

const SETTINGS = ['app-group-sync-settings', 'app-provisioning-settings', 'tufe-actors']
/** Our rule for what an administrator of Okta deactivates. */
const actors = z.array(z.string().min(1))

const lists = itemsBy('Lists', 'name')
const dataOf = (name: string): string => String(lists.get(name)?.data)

const folder = mkdtempSync(join(tmpdir(), 'lists-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('lists', () => {
  it('are samples, may be read by all and changed by nobody but their administrators', () => {
    for (const [name, item] of lists) {
      expect(name).toMatch(/-sample$/)
      expect(item, name).toMatchObject({ id: name, allRead: true, allReadWrite: false })
      expect(item.description, name).toMatch(/^[A-Z].*\.$/)
    }
  })

  it('of JSON are written for people: one member a line', () => {
    const json = [...lists.values()].filter(({ type }) => type === 'json')
    expect(json.map(({ name }) => name)).toEqual(SETTINGS.map(name => `${name}-sample`))
    for (const { data } of json) expect(data).toBe(`${JSON.stringify(JSON.parse(String(data)), null, 2)}\n`)
  })

  it('L7: app-provisioning-settings has every setting', () => {
    expect(provisioning.parse(JSON.parse(dataOf('app-provisioning-settings-sample')))).toHaveLength(2)
  })

  it('L1: app-group-sync-settings is an array', () => {
    expect(groupSync.parse(JSON.parse(dataOf('app-group-sync-settings-sample')))).toHaveLength(1)
  })

  it('tufe-actors is an array of logins, as its description shows them', () => {
    const { description } = lists.get('tufe-actors-sample') ?? {}
    const [example = ''] = /\["[^\]]*\]/.exec(String(description)) ?? []
    expect(actors.parse(JSON.parse(example))).toEqual(['hr.admin@example.com'])
  })

  it('mails tell the reason alone, for what stands before it may be empty', () => {
    for (const name of ['iam-failure-email', 'iam-failed-instance-email'])
      expect(dataOf(`${name}-sample`)).toMatch(/<blockquote>\$\{Failure\.[Rr]eason\}<\/blockquote>/)
  })

  it('the mail of a failure names the person, and the incident by its name alone', () => {
    const mail = dataOf('iam-failure-email-sample')
    expect(mail).toContain('<td>Person</td><td>${IAM.UserSync.DisplayName}</td>')
    expect(mail).not.toContain('${incident.type} of')
  })

  it('the description shows a group as the list holds it', () => {
    const description = String(lists.get('app-group-sync-settings-sample')?.description)
    const [example = ''] = /\{.*\}/.exec(description) ?? []
    expect(group.safeParse(JSON.parse(example)).success).toBe(true)
  })
})

// The war room, and whoever copies a sample without reading it, runs the flows with just this.
describe('a sample that is used as it is does nothing', () => {
  it('no instance that is one is named, and nothing is to be done there', () => {
    for (const entry of provisioning.parse(JSON.parse(dataOf('app-provisioning-settings-sample')))) {
      expect(entry.instance_name).toMatch(/^EXAMPLE/)
      expect(Object.values(entry).filter(value => value === true)).toEqual([])
    }
  })

  it('mail would go to nobody', () => {
    expect(dataOf('app-provisioning-settings-sample').replaceAll(/@example\.com\b/g, '')).not.toContain('@')
  })

  it('no group is to be followed', () => {
    for (const entry of groupSync.parse(JSON.parse(dataOf('app-group-sync-settings-sample')))) {
      expect(entry.instance_name).toMatch(/^EXAMPLE/)
      expect(entry.okta_groups).toEqual([])
    }
  })

  it('nobody is somebody whose deactivations are terminations: a login of Okta has no blanks', () => {
    const logins = actors.parse(JSON.parse(dataOf('tufe-actors-sample')))
    expect(logins).toHaveLength(1)
    for (const login of logins) expect(login).toMatch(/^EXAMPLE .* /)
  })

  it('the war room makes the lists of the samples', async () => {
    const pack = resolve('dist/OktaIdentityLifecycle.zip')
    const lines = SETTINGS.map(name => `!getList listName=${name}`)
    const run = await runProgram(['--pack', pack, '--json', ...lines], { cwd: folder })
    const told = objects(run) as { entries: { Contents: string }[] }[]
    expect(told.map(({ entries }) => entries[0]?.Contents)).toEqual(
      SETTINGS.map(name => dataOf(`${name}-sample`)),
    )
  })
})
