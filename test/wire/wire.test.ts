import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry, JsonObject } from '../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { openContainer } from '../container/container.ts'
import { bundleFile, launcherOf, openBundle } from './bundle.ts'
import { PYTHON, runLauncher } from './launcher.ts'

/**
 * One set of cases, run on the ways to the same bundle: straight on the wire, as the war room does it; through launch.py
 * under a stand-in `demisto` module; and through launch.py in a stand-in of the platform's container, which runs all of
 * them in one process.
 */
let okta: RunningOkta
beforeAll(async () => {
  okta = await startOkta()
})
afterAll(() => okta.close())

interface Way {
  name: string
  run: (
    command: string,
    args: JsonObject,
    params: JsonObject,
    mappers: JsonObject,
  ) => Promise<(Entry | string)[]>
}
const ways: Way[] = [
  {
    name: 'the bundle on the wire',
    run: async (command, args, params, mappers) => {
      const bundle = openBundle(bundleFile('OktaIAM'), (_, [, mapper]) => {
        const answer = mappers[String(mapper)]
        if (answer === undefined) throw new Error(`no mapper named ${mapper}`)
        return answer
      })
      const { entries } = await bundle.run({ command, args, params })
      expect(await bundle.end()).toBe(0)
      return entries
    },
  },
]
const container = PYTHON === undefined ? undefined : openContainer()
afterAll(() => container?.end())
if (container)
  ways.push(
    {
      name: 'launch.py on the platform',
      run: async (command, args, params, mappers) =>
        (await runLauncher({ script: launcherOf('OktaIAM'), command, args, params, mappers })).results,
    },
    {
      name: 'launch.py in a container',
      run: async (command, args, params, mappers) =>
        (await container.run({ script: launcherOf('OktaIAM'), command, args, params, mappers })).results,
    },
  )

const MAPPERS = {
  out: { login: 'wire@example.com', email: 'wire@example.com', firstName: 'Wi', lastName: 'Re' },
  in: { email: 'wire@example.com', givenname: 'Wi' },
}
const profile = { 'user-profile': '{"email":"wire@example.com"}' }

describe.each(ways)('$name', ({ run }) => {
  const params = () => ({
    url: okta.url,
    credentials: { identifier: '', password: okta.token },
    'mapper-in': 'in',
    'mapper-out': 'out',
  })

  it('a command that asks the host for a mapping and answers with an entry', async () => {
    const [created] = await run('iam-create-user', profile, params(), MAPPERS)
    expect(created).toMatchObject({
      Type: 1,
      ContentsFormat: 'json',
      ReadableContentsFormat: 'markdown',
      Contents: { profile: { firstName: 'Wi' } },
    })
    const [read] = await run('iam-get-user', profile, params(), MAPPERS)
    const context = (read as Entry).EntryContext ?? {}
    expect(Object.keys(context)).toEqual([
      'IAM.UserProfile(val.email && val.email == obj.email)',
      'IAM.Vendor(val.instanceName && val.instanceName == obj.instanceName && val.email && val.email == obj.email)',
    ])
    expect(Object.values(context)).toMatchObject([
      { givenname: 'Wi' },
      { success: true, instanceName: 'Okta IAM_instance_1', brand: 'Okta IAM' },
    ])
  })

  it('an ask that the host refuses is an error entry that names it', async () => {
    const [entry] = await run('iam-get-user', profile, { ...params(), 'mapper-out': 'gone' }, MAPPERS)
    expect(entry).toMatchObject({
      Type: 4,
      Contents: 'The mapper "gone" (parameter mapper-out) cannot be used: no mapper named gone',
    })
  })

  it('bad input is an error entry', async () => {
    const [entry] = await run('iam-get-user', { 'user-profile': '{' }, params(), MAPPERS)
    expect(entry).toMatchObject({ Type: 4, Contents: expect.stringContaining('"user-profile"') })
  })

  it('test-module answers exactly ok', async () => {
    const [entry] = await run('test-module', {}, params(), MAPPERS)
    expect(typeof entry === 'string' ? entry : entry?.Contents).toBe('ok')
  })

  it('Unicode and line breaks come through', async () => {
    const text = 'Zoë 日本\n"quoted" \u2028 end'
    const mappers = { ...MAPPERS, out: { ...MAPPERS.out, title: text } }
    const [entry] = await run('iam-update-user', profile, params(), mappers)
    expect(entry).toMatchObject({ Contents: { profile: { title: text } } })
  })

  it('a token that an answer echoes does not come out', async () => {
    const secret = 'sekret-token-0123456789'
    await fetch(`${okta.url}/_test/faults`, {
      method: 'POST',
      body: JSON.stringify([
        {
          match: { path: '/api/v1/users' },
          times: 1,
          answer: {
            kind: 'status',
            status: 400,
            body: { errorCode: 'E0000001', errorSummary: `you sent ${secret}`, errorCauses: [] },
          },
        },
      ]),
    })
    const entries = await run('iam-get-user', profile, { ...params(), credentials: secret }, MAPPERS)
    expect(JSON.stringify(entries)).toContain('you sent ********')
    expect(JSON.stringify(entries)).not.toContain(secret)
  })
})

describe('one process', () => {
  it('takes several starts, one after the other, each with its own parameters and mapper answers', async () => {
    const bundle = openBundle(bundleFile('OktaIAM'), () => MAPPERS.out)
    const params = { url: okta.url, credentials: okta.token, 'mapper-in': 'in', 'mapper-out': 'out' }
    const runs = [
      bundle.run({ command: 'test-module', params }),
      bundle.run({ command: 'test-module', params: { ...params, credentials: '' } }),
      bundle.run({ command: 'iam-get-user', params, args: profile }),
      bundle.run({ command: 'test-module', params }),
    ]
    const done = await Promise.all(runs)
    expect(done.map(({ entries }) => entries[0]?.Type)).toEqual([1, 4, 1, 1])
    expect(await bundle.end()).toBe(0)
  })

  it('ends at once when its input does, in the middle of a command: what it was about to change stays', async () => {
    const requests: string[] = []
    let arrived = () => {}
    const first = new Promise<void>(resolve => (arrived = resolve))
    const slow = createServer(({ url }) => {
      requests.push(String(url))
      arrived()
    })
    await new Promise<void>(resolve => slow.listen(0, '127.0.0.1', resolve))
    const { port } = slow.address() as AddressInfo
    const bundle = openBundle(bundleFile('OktaIAM'), () => MAPPERS.out)
    const params = { url: `http://127.0.0.1:${port}`, credentials: 'abcd-token', 'mapper-out': 'out' }
    const outcome = bundle.run({ command: 'iam-create-user', params, args: profile }).catch(error => error)
    await first
    const ended = await bundle.end()
    slow.closeAllConnections()
    slow.close()
    expect([ended, String(await outcome)]).toEqual([0, 'Error: the bundle ended with 0'])
    expect(requests).toHaveLength(1)
  })

  it('writes nothing but lines of the wire', async () => {
    const bundle = openBundle(bundleFile('OktaIAM'), () => MAPPERS.out)
    await bundle.run({
      command: 'iam-get-user',
      params: {
        url: 'http://127.0.0.1:9',
        credentials: 'abcd-token',
        'mapper-in': 'in',
        'mapper-out': 'out',
      },
      args: profile,
    })
    await bundle.end()
    for (const line of bundle.lines) expect(Object.keys(JSON.parse(line))[0]).toMatch(/^(ask|log|done)$/)
  })
})
