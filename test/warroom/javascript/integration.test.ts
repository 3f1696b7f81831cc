import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import {
  integrationContextCalls,
  type RunRequest,
  type RunResult,
} from '../../../warroom/javascript/index.ts'
import { runner } from './runner.ts'

/** An integration as public packs write them. */
const ACME = `
var base = params.url.replace(/[/]+$/, '');
function sendRequest(method, path, body) {
    var res = http(base + path, {
        Method: method,
        Headers: {'Content-Type': ['application/json'], 'X-Many': ['a', 'b']},
        Body: body ? JSON.stringify(body) : '',
        Username: params.credentials.identifier,
        Password: params.credentials.password
    }, params.insecure, params.proxy);
    if (res.StatusCode < 200 || res.StatusCode >= 300) {
        throw 'Request to ' + path + ' failed, status code: ' + res.StatusCode + ', body: ' + res.Body;
    }
    return JSON.parse(res.Body);
}
function lock(name) {
    var versioned = getIntegrationContext(true);
    if (versioned.context[name]) {
        throw 'locked by ' + versioned.context[name];
    }
    var context = versioned.context;
    context[name] = args.who;
    return setIntegrationContext(context, args.version === undefined ? versioned.version : args.version, true);
}
switch (command) {
    case 'test-module':
        sendRequest('GET', '/health');
        return 'ok';
    case 'acme-get-user':
        var user = sendRequest('GET', '/users/' + args.id);
        return createEntry(user, {title: 'User', context: {'Acme.User(val.id == obj.id)': user}});
    case 'acme-create-user':
        return sendRequest('POST', '/users', {name: args.name});
    case 'acme-lock':
        var answer = lock(args.name);
        return answer.Error ? 'stale: ' + answer.Error : 'locked';
    case 'acme-count':
        mergeVersionedIntegrationContext({newContext: {count: (getIntegrationContext().count || 0) + 1, gone: 'remove'}, retries: 3});
        return getIntegrationContext().count;
    case 'acme-run':
        return executeCommand('Print', {value: 1});
    case 'fetch-incidents':
        var last = getLastRun().last || 0;
        setLastRun({last: last + 2});
        if (args.fail) throw new Error('the poll failed');
        return JSON.stringify([{name: 'A' + (last + 1), rawJSON: '{}'}, {name: 'A' + (last + 2), rawJSON: '{}'}]);
    default:
        throw 'Unknown command ' + command;
}
`

let server: Server
let url = ''
const seen: { method: string; path: string; body: string; headers: NodeJS.Dict<string | string[]> }[] = []

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', chunk => {
      body += chunk
    })
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      seen.push({ method, path, body, headers })
      response.setHeader('x-request-id', 'r1')
      response.setHeader('set-cookie', ['a=1', 'b=2'])
      response.statusCode = path === '/users/404' ? 404 : 200
      response.end(path === '/text' ? 'päck' : JSON.stringify({ id: 'u1', path, body }))
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

/** An instance's memory as a war room keeps it. */
function memory(initial: JsonObject = {}) {
  const kept = { integrationContext: initial, version: 0 }
  const calls = integrationContextCalls({
    read: () => structuredClone(kept),
    write(changed) {
      kept.version += 1
      kept.integrationContext = { ...kept.integrationContext, ...changed }
      for (const [key, value] of Object.entries(changed))
        if (value === null) delete kept.integrationContext[key]
    },
  })
  return { kept, calls }
}

function command(name: string, given: Partial<RunRequest> = {}, instance = memory()): Promise<RunResult> {
  const { get, set } = instance.calls
  const params = { url: `${url}/`, credentials: { identifier: 'ann', password: 'pässword' }, insecure: true }
  return runner.run(
    {
      kind: 'integration',
      name: 'Acme',
      code: ACME,
      command: name,
      args: {},
      params,
      timeoutSeconds: 20,
      ...given,
    },
    { getIntegrationContext: get, setIntegrationContext: set },
  )
}

describe('an integration in the public form', () => {
  it('answers test-module with ok', async () => {
    expect((await command('test-module')).entries).toEqual([
      { Type: 1, ContentsFormat: 'text', Contents: 'ok' },
    ])
  })

  it('sends a request with method, headers, body and credentials', async () => {
    const { entries } = await command('acme-create-user', { args: { name: 'Ann' } })
    expect(JSON.parse(String(entries[0]?.Contents))).toMatchObject({ body: '{"name":"Ann"}' })
    expect(seen.at(-1)).toMatchObject({
      method: 'POST',
      path: '/users',
      body: '{"name":"Ann"}',
      headers: {
        authorization: `Basic ${Buffer.from('ann:pässword').toString('base64')}`,
        'content-type': 'application/json',
        'x-many': 'a, b',
      },
    })
  })

  it('returns an entry with its context', async () => {
    const { entries } = await command('acme-get-user', { args: { id: 'u1' } })
    expect(entries[0]).toMatchObject({
      Type: 1,
      EntryContext: { 'Acme.User(val.id == obj.id)': { id: 'u1' } },
    })
    expect(entries[0]?.HumanReadable).toMatch(/^### User\n\|body\|id\|path\|\n/)
  })

  it('throws what the server refused', async () => {
    const { entries } = await command('acme-get-user', { args: { id: '404' } })
    expect(entries).toEqual([
      {
        Type: 4,
        ContentsFormat: 'text',
        Contents: expect.stringMatching(/^Request to \/users\/404 failed, status code: 404/),
      },
    ])
  })

  it('says which function only automations may call', async () => {
    const { entries } = await command('acme-run')
    expect(entries[0]?.Contents).toMatch(
      /^executeCommand may be called by automations only, and "Acme" is an integration\./,
    )
  })
})

describe('fetch-incidents', () => {
  it('gives the incidents and the last run', async () => {
    const result = await command('fetch-incidents', { lastRun: { last: 4 } })
    expect(result).toEqual({
      entries: [],
      incidents: [
        { name: 'A5', rawJSON: '{}' },
        { name: 'A6', rawJSON: '{}' },
      ],
      lastRun: { last: 6 },
    })
  })

  it('saves nothing when it fails', async () => {
    const result = await command('fetch-incidents', { args: { fail: true } })
    expect(Object.keys(result)).toEqual(['entries'])
    expect(result.entries[0]?.Contents).toMatch(/^the poll failed \(line \d+\)$/)
  })

  it.each([
    ['an empty list', `return '[]'`, []],
    ['nothing', 'return', []],
    ['a list', 'return [{name: "x"}]', [{ name: 'x' }]],
  ])('takes %s', async (_, code, incidents) => {
    expect((await command('fetch-incidents', { code })).incidents).toEqual(incidents)
  })

  it.each([
    ['an error entry', `setLastRun({a: 1}); return {Type: 4, Contents: 'no', ContentsFormat: 'text'}`],
    ['text that is no list', `setLastRun({a: 1}); return 'no incidents'`],
    ['a list of texts', `setLastRun({a: 1}); return ['x']`],
  ])('is no success when it returns %s', async (_, code) => {
    const result = await command('fetch-incidents', { code })
    expect(Object.keys(result)).toEqual(['entries'])
    expect(result.entries).toHaveLength(1)
  })
})

describe('integration context (HC §8)', () => {
  it('locks, and a second one finds the lock', async () => {
    const instance = memory()
    expect(
      (await command('acme-lock', { args: { name: 'L', who: 'me' } }, instance)).entries[0]?.Contents,
    ).toBe('locked')
    expect(instance.kept).toEqual({ integrationContext: { L: 'me' }, version: 1 })
    const { entries } = await command('acme-lock', { args: { name: 'L', who: 'you' } }, instance)
    expect(entries).toEqual([{ Type: 4, ContentsFormat: 'text', Contents: 'locked by me' }])
  })

  it('refuses a stale version, and takes -1', async () => {
    const instance = memory()
    await command('acme-lock', { args: { name: 'L', who: 'me' } }, instance)
    const stale = await command('acme-lock', { args: { name: 'M', who: 'me', version: 0 } }, instance)
    expect(stale.entries[0]?.Contents).toBe(
      'stale: The integration context is at version 1, not 0; read it again.',
    )
    expect(instance.kept.integrationContext).toEqual({ L: 'me' })
    await command('acme-lock', { args: { name: 'M', who: 'me', version: -1 } }, instance)
    expect(instance.kept.integrationContext).toEqual({ L: 'me', M: 'me' })
  })

  it('lets exactly one of many take the lock', async () => {
    const instance = memory()
    const all = await Promise.all(
      ['a', 'b', 'c', 'd'].map(who => command('acme-lock', { args: { name: 'L', who } }, instance)),
    )
    expect(all.filter(({ entries }) => entries[0]?.Contents === 'locked')).toHaveLength(1)
    expect(instance.kept.version).toBe(1)
  })

  it('replaces the whole object: keys that are left out go', async () => {
    const instance = memory({ old: 1, kept: 2 })
    await command('x', { code: 'setIntegrationContext({kept: getIntegrationContext().kept})' }, instance)
    expect(instance.kept.integrationContext).toEqual({ kept: 2 })
  })

  it('merges with retries, and remove takes a key away', async () => {
    const instance = memory({ count: 1, gone: 'x' })
    expect((await command('acme-count', {}, instance)).entries[0]?.Contents).toBe('2')
    expect(instance.kept.integrationContext).toEqual({ count: 2 })
  })
})

describe('mergeVersionedIntegrationContext', () => {
  /** An instance in which somebody else writes `other` before each of the first `busy` writes. */
  async function merged(code: string, busy: number, initial: JsonObject = {}) {
    const { kept, calls } = memory(initial)
    const written: Json[] = []
    let left = busy
    const setIntegrationContext = (args: Json[]): JsonObject => {
      if (left-- > 0) calls.set([{ ...kept.integrationContext, other: left }, -1])
      written.push(args[0] ?? null)
      return calls.set(args)
    }
    const request = { kind: 'integration' as const, name: 'Acme', code, args: {} }
    const { entries } = await runner.run(request, { getIntegrationContext: calls.get, setIntegrationContext })
    return { kept: kept.integrationContext, written, text: entries[0]?.Contents }
  }
  const FAILED = expect.stringMatching(/^The integration context was changed by somebody else/)

  it.each<[string, string, number, JsonObject, unknown]>([
    ['once', 'newContext: {a: 1}', 0, { a: 1, b: 2 }, undefined],
    ['once and no more', 'newContext: {a: 1}, retries: 0', 1, { b: 2, other: 0 }, FAILED],
    ['again as often as it may', 'newContext: {a: 1}, retries: 2', 2, { a: 1, b: 2, other: 0 }, undefined],
    ['and fails when others are faster', 'newContext: {a: 1}, retries: 1', 2, { b: 2, other: 0 }, FAILED],
    ['with the version it knows', 'newContext: {a: 1}, version: 0', 0, { a: 1, b: 2 }, undefined],
    ['not over a version it has not seen', 'newContext: {a: 1}, version: 7', 0, { b: 2 }, FAILED],
    [
      'with the present one at a retry',
      'newContext: {a: 1}, version: 7, retries: 1',
      0,
      { a: 1, b: 2 },
      undefined,
    ],
    ['and removes', `newContext: {b: 'remove', a: 1}`, 0, { a: 1 }, undefined],
  ])('merges %s', async (_, given, busy, kept, text) => {
    const code = `mergeVersionedIntegrationContext({${given}})`
    expect(await merged(code, busy, { b: 2 })).toMatchObject({ kept, ...(text ? { text } : {}) })
    expect((await merged(code, busy, { b: 2 })).kept).toEqual(kept)
  })

  it('hands null on as a value', async () => {
    expect((await merged('mergeVersionedIntegrationContext({newContext: {a: null}})', 0)).written).toEqual([
      { a: null },
    ])
  })

  it('merges lists by the key of their items', async () => {
    const users = [
      { id: 1, n: 'a' },
      { id: 2, n: 'b' },
    ]
    const code = `mergeVersionedIntegrationContext({objectKey: {users: 'id'},
      newContext: {users: [{id: 2, remove: true}, {id: 1, n: 'z'}, {id: 3}]}})`
    expect((await merged(code, 0, { users })).kept).toEqual({ users: [{ id: 1, n: 'z' }, { id: 3 }] })
  })

  it.each([
    ['setIntegrationContext({a: 1})', {}],
    ['setIntegrationContext({a: 1}, 9)', { Error: expect.stringMatching(/at version 0, not 9/) }],
    ['setVersionedIntegrationContext({a: 1})', {}],
    ['getIntegrationContext()', { b: 2 }],
    ['getIntegrationContext(false)', { b: 2 }],
    ['getIntegrationContext(true)', { context: { b: 2 }, version: 0 }],
    ['getVersionedIntegrationContext()', { b: 2 }],
    ['getVersionedIntegrationContext(true, true)', { context: { b: 2 }, version: 0 }],
  ])('%s', async (code, answer) => {
    const { text } = await merged(`return JSON.stringify(${code})`, 0, { b: 2 })
    expect(JSON.parse(String(text))).toEqual(answer)
  })
})

describe('http', () => {
  const answer = async (code: string): Promise<JsonObject> =>
    JSON.parse(String((await command('x', { code: `return JSON.stringify(${code})` })).entries[0]?.Contents))

  it('gives status, headers by their names as Go writes them, and text', async () => {
    const got = await answer(`http(params.url + 'text', {Method: 'GET', Headers: {}})`)
    expect(got).toMatchObject({ StatusCode: 200, Status: '200 OK', Body: 'päck', Path: '' })
    expect(got.Headers).toMatchObject({ 'X-Request-Id': ['r1'], 'Set-Cookie': ['a=1', 'b=2'] })
  })

  it('gives a refused status like any other', async () => {
    expect(await answer(`http(params.url + 'users/404', {})`)).toMatchObject({
      StatusCode: 404,
      Status: '404 Not Found',
    })
  })

  it('saves the body as a file, which a multipart request sends again', async () => {
    const sent = `return (function () {
      var saved = http(params.url + 'text', {Method: 'GET', SaveToFile: true})
      http(params.url + 'upload', {}, true)
      return httpMultipart(params.url + 'upload', saved.Path, {Headers: {'X-A': ['1']}}, {title: 'T'}, true, false).StatusCode
    })()`
    const result = await runner.run(
      { kind: 'integration', name: 'Acme', code: sent, command: 'x', args: {}, params: { url: `${url}/` } },
      { getFileEntry: ([id]) => ({ FileID: id ?? null, File: 'päck.txt' }) },
    )
    expect(result.entries[0]?.Contents).toBe('200')
    expect(seen.at(-1)?.headers['x-a']).toBe('1')
    expect(seen.at(-1)?.body).toMatch(/name="title"\r\n\r\nT\r\n/)
    expect(seen.at(-1)?.body).toMatch(/filename="päck\.txt"[\s\S]*\r\n\r\npäck\r\n/)
  })

  it.each([
    [
      'a server that is not there',
      `http('http://127.0.0.1:1/')`,
      /^http GET http:\/\/127\.0\.0\.1:1\/ failed: /,
    ],
    ['no URL', `http('nonsense')`, /^http GET nonsense failed: /],
  ])('%s is thrown with the URL and the reason', async (_, code, text) => {
    expect((await command('x', { code })).entries).toEqual([
      { Type: 4, ContentsFormat: 'text', Contents: expect.stringMatching(text) },
    ])
  })
})

describe('files', () => {
  it('are saved under ids that count on, and read as base64', async () => {
    const code = `var id = saveFile('päck'); return [id, saveFile({a: 1}), entrytoa(id)].join(' ')`
    const result = await runner.run(
      { kind: 'automation', name: 'T', code, args: {} },
      { getFileEntry: ([id]) => ({ FileID: id ?? null, File: 'x' }) },
    )
    const [first = '', second = '', base64] = String(result.entries[0]?.Contents).split(' ')
    expect(Number(second.slice(5)) - Number(first.slice(5))).toBe(1)
    expect(base64).toBe(Buffer.from('päck').toString('base64'))
  })

  it.each(['../../etc/passwd', 'file-', 'file-999', ''])('"%s" is no file of ours', async id => {
    const result = await runner.run(
      { kind: 'automation', name: 'T', code: 'return entrytoa("1@1")', args: {} },
      { getFileEntry: () => ({ FileID: id, File: 'x' }) },
    )
    expect(result.entries[0]?.Type).toBe(4)
  })
})
