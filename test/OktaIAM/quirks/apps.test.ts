import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { contextOf } from '../../wire/bundle.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

/** What a caller sees of a command: the text, and the things of its context. */
interface Told {
  readonly text: string
  readonly context: JsonObject | JsonObject[]
}
type Run = (command: string, args: JsonObject) => Promise<Told>
interface App {
  id: string
  label: string
  _links: { logo: { href: string }[] }
}

let org: TestOrg
let slack: string
beforeAll(async () => {
  org = await openTestOrg()
  slack = ((await read('/api/v1/apps?q=Slack')) as unknown as App[])[0]?.id ?? ''
})
afterAll(() => org.close())
beforeEach(async () => {
  await org.faults()
  await org.forget()
})

const read = async (path: string) => (await org.call('GET', path)).json() as Promise<JsonObject>
const ASSIGNMENT = 'Okta.AppUserAssignment'

const ours: Run = async (command, args) => {
  const done = await org.command(command, args)
  const entry = done.entries[0]
  if (entry?.Type === 4) throw new Error(String(entry.HumanReadable ?? entry.Contents))
  const path = command.includes('assign') ? ASSIGNMENT : 'Okta.Application'
  return {
    text: String(entry?.HumanReadable ?? entry?.Contents),
    context: entry?.EntryContext ? contextOf(done, path) : {},
  }
}

/** The behaviour of the older packs, as the list of quirks describes it. */
const naive: Run = async (command, args) => {
  switch (command) {
    case 'okta-iam-list-user-applications': {
      // G6: one page.
      const apps = await read(`/api/v1/apps?filter=${encodeURIComponent(`user.id eq "${args.user_id}"`)}`)
      return {
        text: '',
        context: (apps as unknown as App[]).map(({ id, label }) => ({ ID: id, Label: label })),
      }
    }
    case 'okta-get-app-user-assignment': {
      // G7: any 404 is "not assigned".
      const answer = await org.call('GET', `/api/v1/apps/${args.application_id}/users/${args.user_id}`)
      return { text: '', context: { IsAssigned: answer.status === 200 } }
    }
    case 'okta-iam-list-applications': {
      // G8: one call for every earlier page; the first logo of a list that may be empty; only Markdown.
      let path = `/api/v1/apps?limit=${args.limit ?? 50}`
      let answer = await org.call('GET', path)
      for (let page = Number(args.page ?? 0); page; page -= 1) {
        // Below 0 it never ends.
        if (page < -9) throw new Error('no end')
        path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? ''
        answer = await org.call('GET', path.replace(org.okta.url, ''))
      }
      const apps = (await answer.json()) as App[]
      const rows = apps.map(({ id, _links }) => {
        const [logo] = _links.logo
        if (!logo) throw new RangeError('list index out of range')
        return { ID: id, Logo: `![](${logo.href})` }
      })
      return { text: '', context: rows }
    }
    case 'okta-assign-group-to-app':
      // V16: the name that was given, and always the same application.
      await org.call('PUT', `/api/v1/apps/${slack}/groups/${args.groupId}`)
      return { text: `Group: ${args.groupName ?? 'None'} added to PA App successfully`, context: {} }
    default:
      throw new Error(`no command ${command}`)
  }
}

const QUIRKS: Record<string, (run: Run) => Promise<void>> = {
  'G6 the applications of a user are read over every page': async run => {
    const id = await org.person(`${crypto.randomUUID()}@example.com`, 'ACTIVE')
    const first = (await read('/api/v1/apps?limit=7')) as unknown as App[]
    const all = [...first, ...((await read('/api/v1/apps?q=Old%20Intranet')) as unknown as App[])]
    expect(all).toHaveLength(8)
    for (const app of all) await org.call('POST', `/api/v1/apps/${app.id}/users`, { id })
    expect((await run('okta-iam-list-user-applications', { user_id: id })).context).toHaveLength(8)
  },
  'G7 a wrong application or user is not "not assigned"': async run => {
    const id = await org.person(`${crypto.randomUUID()}@example.com`, 'ACTIVE')
    const ask = (user_id: string, application_id: string) =>
      run('okta-get-app-user-assignment', { user_id, application_id })
    expect((await ask(id, slack)).context).toMatchObject({ IsAssigned: false })
    await expect(ask(id, '0oa00000000000000000')).rejects.toThrow(/No application has the id/)
    await expect(ask('00u00000000000000000', slack)).rejects.toThrow(/No Okta user has the id/)
  },
  'G8 a late page takes no more calls than pages of Okta': async run => {
    await run('okta-iam-list-applications', { page: '3', limit: '2' })
    expect(await org.requests()).toHaveLength(2)
  },
  'G8 an application without a logo is listed': async run => {
    const app = { id: slack, name: 'slack', label: 'Slack', _links: { logo: [] } }
    const match = { method: 'GET', path: '/api/v1/apps' }
    await org.faults({ match, times: 1, answer: { kind: 'status', status: 200, body: [app] } })
    const { context } = await run('okta-iam-list-applications', {})
    expect(context).toEqual([expect.not.objectContaining({ Logo: expect.anything() })])
  },
  'G8 the address of a logo is in the context as it is': async run => {
    const { context } = await run('okta-iam-list-applications', { limit: '1' })
    expect(context).toMatchObject([{ LogoURL: expect.stringMatching(/^http.*\.png$/) }])
  },
  'G8 a negative page is refused': async run =>
    expect(run('okta-iam-list-applications', { page: '-1' })).rejects.toThrow(/"page" is "-1"; expected/),
  'V16 the group and the application are named, also when ids were given': async run => {
    const [group] = (await read('/api/v1/groups?q=Marketing')) as unknown as { id: string }[]
    const { text } = await run('okta-assign-group-to-app', { groupId: group?.id ?? '', appId: slack })
    expect(text).toMatch(/^Group: Marketing (added to|is already assigned to) Slack/)
  },
}

describe.each(Object.entries(QUIRKS))('%s', (_, holds) => {
  it('fails against the old behaviour', async () => {
    await expect(holds(naive)).rejects.toThrow()
  })
  it('holds for ours', () => holds(ours))
})

describe('G11 the names of the headings are commands as well', () => {
  it.each([
    ['okta-get-assigned-user-for-app', 'okta-get-app-user-assignment'],
    ['okta-list-applications', 'okta-iam-list-applications'],
    ['okta-list-user-applications', 'okta-iam-list-user-applications'],
  ])('%s', async (alias, command) => {
    const args = { user_id: 'dana.whitfield@northwind.example', application_id: slack }
    await expect(naive(alias, args)).rejects.toThrow()
    expect(await ours(alias, args)).toEqual(await ours(command, args))
  })
})
