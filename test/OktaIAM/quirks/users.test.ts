import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { OktaIAM } from '../../../Integrations/OktaIAM/index.ts'
import type { JsonObject } from '../../../kit/wire.ts'
import { openTestOrg, type TestOrg } from '../org.ts'

/** What a person sees of a command of users: whether it failed, and the text. */
interface Told {
  readonly failed: boolean
  readonly text: string
}
type Pack = (command: string, args: JsonObject) => Promise<Told>

let org: TestOrg
let naive: Pack
let ours: Pack
beforeAll(async () => {
  org = await openTestOrg()
  naive = naivePack()
  ours = async (command, args) => {
    const [entry] = (await org.command(command, args)).entries
    return { failed: entry?.Type === 4, text: String(entry?.HumanReadable ?? entry?.Contents) }
  }
})
afterAll(() => org.close())
beforeEach(async () => {
  await org.faults()
  await org.forget()
})

/** The behaviour of the older pack, as the list of quirks describes it and as short as it can be. */
function naivePack(): Pack {
  const call = async (method: string, path: string, body?: JsonObject) => {
    const answer = await org.call(method, path, body)
    const text = await answer.text()
    if (!answer.ok) throw new Error(`Error in API call [${answer.status}] ${text}`)
    return {
      value: JSON.parse(text || 'null'),
      next: /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1],
    }
  }
  const commands: Record<string, (args: JsonObject) => Promise<string>> = {
    // V6: the query again with every next link. V8: every argument is a parameter of the query.
    'okta-list-users': async args => {
      const query = new URLSearchParams(args as Record<string, string>)
      const logins: string[] = []
      for (let at: string | undefined = `/api/v1/users?${query}`; at; ) {
        const { value, next } = await call('GET', at)
        logins.push(...value.map((user: { profile: JsonObject }) => user.profile.login))
        at =
          next && logins.length < Number(args.limit)
            ? `${new URL(next).pathname}${new URL(next).search}&${query}`
            : undefined
      }
      return logins.join()
    },
    // V13: "not found" read out of the text, named by the username only, and a wrong key in the details. V22: the quotes.
    'okta-get-user': async ({ username, userId, verbose }) => {
      if (!username && !userId) throw new Error(`You must supply either 'Username' or 'userId"`)
      try {
        const { value } = await call('GET', `/api/v1/users/${userId ?? username}`)
        return verbose ? `|Status Changed|\n| ${value.statusChanges ?? ''} |` : value.id
      } catch (error) {
        if (String(error).includes('404')) return `User ${username ?? 'None'} was not found.`
        throw error
      }
    },
    // V12: the login is the username again, every time; nothing can be cleared, and LDAP is no provider.
    'okta-update-user': async ({
      username,
      newLogin: _,
      clear: __,
      providerType,
      providerName,
      ...profile
    }) => {
      if (providerType === 'LDAP') throw new Error('LDAP is not one of the predefined values')
      const { value } = await call(
        'GET',
        `/api/v1/users?filter=${encodeURIComponent(`profile.login eq "${username}"`)}`,
      )
      const credentials =
        providerType && providerName
          ? { credentials: { provider: { type: providerType, name: providerName } } }
          : {}
      await call('POST', `/api/v1/users/${value[0].id}`, {
        profile: { ...profile, login: username ?? '' },
        ...credentials,
      })
      return 'Updated'
    },
    // V20: activated with the mail that Okta sends by default.
    'okta-create-user': async ({ activate, sendEmail: _, ...profile }) => {
      await call('POST', `/api/v1/users?activate=${activate === 'true'}`, { profile })
      return 'Created'
    },
  }
  return async (command, args) => {
    try {
      return { failed: false, text: (await commands[command]?.(args)) ?? '' }
    } catch (error) {
      return { failed: true, text: (error as Error).message }
    }
  }
}

let people = 0
const freshLogin = () => `quirky${++people}@example.com`
const lists = async () => (await org.requests()).filter(request => request.startsWith('GET /api/v1/users?'))
const parameters = (request: string) => [
  ...new URL(request.slice('GET '.length), 'http://x').searchParams.keys(),
]

const QUIRKS: Record<string, (pack: Pack) => Promise<void>> = {
  'V6 a next link is followed as it is': async pack => {
    await pack('okta-list-users', { limit: '20', filter: 'status eq "ACTIVE"' })
    const asked = await lists()
    expect(asked.length).toBeGreaterThan(2)
    for (const request of asked) expect(new Set(parameters(request)).size).toBe(parameters(request).length)
  },
  'V8 only what Okta knows is a parameter, and verbose is none of it': async pack => {
    await pack('okta-list-users', { limit: '3', verbose: 'true' })
    for (const request of await lists()) expect(parameters(request)).toEqual(['limit'])
  },
  'V8 an argument that is not given is no parameter': async pack => {
    await pack('okta-list-users', { limit: '3', query: '', filter: '', after: '' })
    for (const request of await lists()) expect(parameters(request)).toEqual(['limit'])
  },
  'V12 a login can be changed': async pack => {
    const [login, newLogin] = [freshLogin(), freshLogin()]
    const id = await org.person(login, 'ACTIVE')
    await pack('okta-update-user', { username: login, newLogin })
    expect(await org.user(newLogin)).toMatchObject({ id })
  },
  'V12 an attribute can be cleared': async pack => {
    const login = freshLogin()
    await org.person(login, 'ACTIVE', { title: 'Clerk' })
    await pack('okta-update-user', { username: login, clear: 'title' })
    expect((await org.user(login))?.profile.title ?? null).toBeNull()
  },
  'V12 LDAP is a provider': async pack => {
    const login = freshLogin()
    const id = await org.person(login, 'ACTIVE')
    await org.forget()
    await pack('okta-update-user', { username: login, providerType: 'LDAP', providerName: 'ldap' })
    expect(await org.requests()).toContain(`POST /api/v1/users/${id}`)
  },
  'V13 a 404 in the text of another error is no missing user': async pack => {
    const login = freshLogin()
    await org.person(login, 'ACTIVE')
    const body = { errorCode: 'E0000006', errorSummary: 'Rule 404 forbids it', errorCauses: [] }
    await org.faults({
      match: { path: '/api/v1/users/' },
      times: 1,
      answer: { kind: 'status', status: 403, body },
    })
    expect(await pack('okta-get-user', { username: login })).toMatchObject({ failed: true })
  },
  'V13 who is missing is named by what was given': async pack => {
    const told = await pack('okta-get-user', { userId: '00unobody' })
    expect(told).toEqual({ failed: false, text: 'User 00unobody was not found.' })
  },
  'V13 verbose shows when the status changed': async pack => {
    const login = freshLogin()
    await org.person(login, 'SUSPENDED')
    const { text } = await pack('okta-get-user', { username: login, verbose: 'true' })
    const rows = text.slice(text.lastIndexOf('|ID|') >= 0 ? text.lastIndexOf('|ID|') : 0).split('\n')
    const cells = (row = '') => row.split('|').map(cell => cell.trim())
    const column = cells(rows[0]).indexOf('Status Changed')
    expect(cells(rows.at(-2) || rows.at(-1))[column]).toMatch(/^\d{4}-\d\d-\d\dT/)
  },
  'V20 a user can be created and activated without a mail': async pack => {
    const login = freshLogin()
    const person = { firstName: 'A', lastName: 'B', email: login, login }
    await pack('okta-create-user', { ...person, activate: 'true', sendEmail: 'false' })
    expect(await org.user(login)).toMatchObject({ status: 'PROVISIONED' })
    const sent = (await org.requests()).filter(request =>
      /activate=true|lifecycle\/activate(?!\?sendEmail=false)/.test(request),
    )
    expect(sent).toEqual([])
  },
  'V22 the text about the missing name has its quotes in pairs': async pack => {
    const { failed, text } = await pack('okta-get-user', {})
    expect(failed).toBe(true)
    for (const quote of [`'`, '"']) expect(text.split(quote).length % 2).toBe(1)
  },
}

describe.each(Object.entries(QUIRKS))('%s', (_, holds) => {
  it('fails against the old behaviour', async () => {
    await expect(holds(naive)).rejects.toThrow()
  })
  it('holds for ours', () => holds(ours))
})

describe('V23 every argument has a name, the e-mail too', () => {
  type Rows = Record<string, [name: string, required: boolean][]>
  const check = (rows: Rows) => {
    expect(rows['okta-create-user']).toContainEqual(['email', true])
    expect(rows['okta-update-user']).toContainEqual(['email', false])
    for (const [name] of Object.values(rows).flat()) expect(name).toMatch(/^\w/)
  }
  it('fails against the old reference', () => {
    expect(() => check({ 'okta-create-user': [['', true]], 'okta-update-user': [['', false]] })).toThrow()
  })
  it('holds for ours', () => {
    const rows = OktaIAM.commands.map(({ name, args }) => [
      name,
      Object.entries(args).map(([argument, { facts }]) => [argument, facts.required ?? false]),
    ])
    check(Object.fromEntries(rows))
  })
})
