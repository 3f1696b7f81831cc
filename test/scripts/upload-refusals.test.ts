import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { said } from '../../scripts/upload/said.ts'
import { packZip } from './upload-pack.ts'
import { AUTH_ID, type Fault, KEY, run, type Standing, serving, standIn } from './upload-server.ts'

const folder = mkdtempSync(join(tmpdir(), 'upload-refusals-'))
const small = join(folder, 'small.zip')
writeFileSync(small, packZip())
afterAll(() => rmSync(folder, { recursive: true }))

const serve = serving()

const EIGHT = ['--auth-id', AUTH_ID]
const HTML = { 'content-type': 'text/html' }
const UNKNOWN = 'Whether the pack was installed is not known: run it with --check'
const upload = (fault: Fault): Standing => ({ faults: { '/installed/upload': fault } })
const installed = (body: string): Standing => ({ faults: { '/metadata/installed': { status: 200, body } } })
const NO_LIST = 'does not answer GET /contentpacks/metadata/installed with its list of packs'
const about = (fault: Fault): Standing => ({ faults: { '/about': fault } })

describe('what a server refuses', () => {
  it.each<[string, Standing, string[], string[]]>([
    ['a wrong key', about({ status: 401 }), [], ['(401)', 'when the server is 8.x', '--auth-id names']],
    ['no id for 8.x', { kind: '8' }, [], ['has no GET /about (404)', 'needs --auth-id']],
    ['an id for 6.x', {}, EIGHT, ['has no GET /xsoar/about (404)', 'https://api-', 'no --auth-id']],
    [
      'another id',
      { kind: '8' },
      ['--auth-id', '18'],
      ['(401)', 'of one row of the page API Keys', 'It says: wrong id'],
    ],
    ['an Advanced key sent plain', { kind: 'advanced' }, EIGHT, ['(401)', 'needs --advanced']],
    [
      'a plain key sent as Advanced',
      { kind: '8' },
      [...EIGHT, '--advanced'],
      ['(401)', 'its security level Advanced'],
    ],
    ['a role that may not look', about({ status: 403 }), [], ['does not allow GET /about (403)']],
    [
      'a role that may not install',
      upload({ status: 403, body: '{"title":"Forbidden","error":"no permission"}' }),
      [],
      ['POST /contentpacks/installed/upload (403)', 'Administrator', 'It says: Forbidden: no permission'],
    ],
    [
      'a redirect',
      about({ status: 302, headers: { location: 'https://login.example.com/?a=b' } }),
      [],
      ['on to https://login.example.com (302)', 'the key would go along'],
    ],
    ['a redirect of its own', about({ status: 301, headers: { location: '/new' } }), [], ['another path']],
    ['too large', upload({ status: 413, body: '<html>', headers: HTML }), [], ['(413)', 'The pack has 2 kB']],
    [
      'a redirect to a host that is the key',
      about({ status: 307, headers: { location: `http://${KEY}.example/` } }),
      [],
      ['on to http://***.example (307)'],
    ],
    ['too many', about({ status: 429 }), [], ['(429)', 'try again']],
    ['a failing gateway', about({ status: 502, body: '<html>x</html>', headers: HTML }), [], ['(502)']],
    ['a failing server', upload({ status: 500, body: 'boom' }), [], ['(500)', 'It says: boom', UNKNOWN]],
    ['a status nobody knows', about({ status: 418, body: '"tea"' }), [], ['status 418', 'It says: tea']],
    [
      'an item that is there already',
      upload({
        status: 400,
        body: '{"title":"Could not upload content packs","detail":"Could not upload content packs","error":"[Item of type list already exists (100015)]"}',
      }),
      [],
      ['It says: Could not upload content packs: [Item of type list already exists', '--id-suffix X'],
    ],
    ['a web page', about({ status: 200, body: '<!doctype html>' }), [], ['a web page (HTML)', 'Copy URL']],
    ['a web page for the upload', upload({ status: 200, body: '<p>' }), [], ['a web page (HTML)', UNKNOWN]],
    ['no JSON', about({ status: 200, body: 'pong' }), [], ['with no JSON but "pong"']],
    ['nothing', about({ status: 204 }), [], ['with no JSON but ""']],
    ['another program', about({ status: 200, body: '{"version":"1"}' }), [], ['is not Cortex XSOAR']],
    ['a list', about({ status: 200, body: '[]' }), [], ['is not Cortex XSOAR']],
    ['packs that are null', installed('null'), [], [NO_LIST]],
    ['packs that are an object', installed('{"data":[{"id":"Okta"}]}'), [], [NO_LIST]],
    ['a pack without id', installed('[{"name":"x"}]'), [], ['with a pack that has no id']],
    [
      'a pack with odd items',
      installed('[{"id":"Okta","contentItems":["x"]}]'),
      [],
      ['The items of the pack Okta cannot be read: contentItems is no object.'],
    ],
    [
      'a pack with odd items of a kind',
      installed('[{"id":"Okta","contentItems":{"integration":{"id":"Okta IAM"}}}]'),
      [],
      ['The items of the pack Okta cannot be read: integration is no list.'],
    ],
    [
      'a pack with an item that has no id',
      installed('[{"id":"Okta","contentItems":{"list":[{"id":7}]}}]'),
      [],
      ['The items of the pack Okta cannot be read: one of list has no id.'],
    ],
    [
      'a version that a terminal would obey',
      about({ status: 200, body: '{"demistoVersion":"8.7\\u001b[2J\\u202ex"}' }),
      [],
      ['does not say its version at /about'],
    ],
    [
      'an error under the status of a success',
      upload({ status: 200, body: '{"error":"could not install","status":400}' }),
      [],
      ['took the pack and tells of an error. It says: could not install. Run this with --check'],
    ],
    [
      'a coding that was not asked for',
      about({ status: 200, body: 'x', headers: { 'content-encoding': 'gzip' } }),
      [],
      ['answers GET /about in the coding gzip'],
    ],
    [
      'an answer without end',
      about({ status: 200, body: ' '.repeat(64 * 1024 * 1024 + 1) }),
      [],
      ['answers GET /about with more than 67109 kB'],
    ],
    ['a server without uploads', { version: '6.2.0' }, [], ['The server is 6.2.0;', 'from 6.5.0 on']],
    ['a server too old', { version: '6.9.0' }, [], ['The server is 6.9.0; Small Pack 1.2.0 needs 6.10.0']],
    ['a broken connection', about('drop'), [], ['The connection to 127.0.0.1', 'broke during GET /about']],
    ['a connection broken in the upload', upload('drop'), [], ['broke during POST', UNKNOWN]],
  ])('%s', async (_, standing, options, sentences) => {
    const server = await serve(standing)
    const { status, out, err } = await run(['--url', server.url, '--zip', small, ...options])
    expect(status).toBe(1)
    for (const sentence of sentences) expect(err).toContain(sentence)
    expect(err.split('\n')).toHaveLength(2)
    expect(out).not.toContain('Uploaded')
    expect(out + err).not.toContain(KEY)
    expect(server.zips).toEqual([])
  })

  it('an early answer to a large pack is told, not the connection that ends with it', async () => {
    const large = join(folder, 'large.zip')
    const hashes = Array.from({ length: 100_000 }, (_, n) =>
      createHash('sha256').update(`${n}`).digest('hex'),
    )
    writeFileSync(large, packZip({ 'doc_files/large.txt': hashes.join('') }))
    const server = await serve(upload({ status: 413, early: true, headers: { connection: 'close' } }))
    const { err } = await run(['--url', server.url, '--zip', large])
    expect(err).toMatch(/^The pack has \d{4} kB, which 127\.0\.0\.1:\d+ or a proxy before it does not take/)
  })

  it('a connection that ends before a large pack is out tells that it was not installed, and the likely cause', async () => {
    const large = join(folder, 'larger.zip')
    writeFileSync(large, packZip({ 'doc_files/large.bin': randomBytes(30_000_000).toString('latin1') }))
    const server = await serve(upload('drop'))
    const { err } = await run(['--url', server.url, '--zip', large])
    expect(err).toContain('Not all of the pack had gone out, so it was not installed.')
    expect(err).toMatch(/may not take a request of \d{5} kB/)
    expect(err).not.toContain(UNKNOWN)
  })

  it.each([
    ['/about', ''],
    ['/installed/upload', UNKNOWN],
  ])('no answer at %s within --timeout', async (path, end) => {
    const server = await serve({ faults: { [path]: 'hang' } })
    const { status, err } = await run(['--url', server.url, '--zip', small, '--timeout', '1'])
    expect(status).toBe(1)
    expect(err).toMatch(new RegExp(`did not answer \\w+ .*${path} in time; --timeout is 1 seconds\\.`))
    expect(err).toContain(end)
  })

  it('a redirect is not followed', async () => {
    const other = await serve()
    const server = await serve(about({ status: 307, headers: { location: `${other.url}/about` } }))
    expect((await run(['--url', server.url, '--zip', small])).err).toContain(`on to ${other.url} (307)`)
    expect(other.requests).toEqual([])
  })
})

describe('where nobody answers', () => {
  it('a port on which nothing listens', async () => {
    const server = await standIn()
    await server.close()
    const { status, err } = await run(['--url', server.url, '--zip', small])
    expect(status).toBe(1)
    expect(err).toMatch(
      /^Nothing listens at 127\.0\.0\.1:\d+ \(ECONNREFUSED\); check host and port of --url\.\n$/,
    )
  })

  it('a name that does not exist', async () => {
    const { err } = await run(['--url', 'https://xsoar.invalid', '--zip', small])
    expect(err).toMatch(/^The name xsoar\.invalid is not found \((ENOTFOUND|EAI_AGAIN)\); check --url\.\n$/)
  })

  it('a port that speaks no https', async () => {
    const tcp = createTcpServer(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await new Promise<void>(resolve => tcp.listen(0, '127.0.0.1', resolve))
    const { port } = tcp.address() as { port: number }
    const { err } = await run(['--url', `https://127.0.0.1:${port}`, '--zip', small])
    tcp.close()
    expect(err).toMatch(/does not speak https \((EPROTO|ERR_SSL\w+)\); check the port/)
  })
})

describe('a self-signed certificate', () => {
  let tls: { key: string; cert: string }
  beforeAll(async () => {
    const pems = await generate([{ name: 'commonName', value: '127.0.0.1' }])
    tls = { key: pems.private, cert: pems.cert }
  })

  it('is refused before the key is sent', async () => {
    const server = await serve({ tls })
    const { status, err } = await run(['--url', server.url, '--zip', small])
    expect(status).toBe(1)
    expect(err).toContain('is not trusted (DEPTH_ZERO_SELF_SIGNED_CERT), so nothing was sent.')
    expect(err).toContain('NODE_EXTRA_CA_CERTS=FILE')
    expect(server.requests).toEqual([])
  })

  it('is taken with --insecure', async () => {
    const server = await serve({ tls })
    expect((await run(['--url', server.url, '--zip', small, '--insecure'])).status).toBe(0)
    expect(server.zips).toHaveLength(1)
  })
})

describe("a server's own words", () => {
  it.each([
    ['<html>secret</html>', ''],
    ['{"title":"T","detail":"T","error":"E"}', 'T: E'],
    ['{"reply":{"err_msg":"R"}}', 'R'],
    ['{"other":1}', ''],
    ['null', 'null'],
    ['a\u001b[31m\r\nb', 'a [31m b'],
    ['a\u202eb\u2028c\u009bd', 'a b c d'],
    [`at http://${KEY.toLowerCase()}.example`, 'at http://***.example'],
    [`your key ${KEY} is bad`, 'your key *** is bad'],
    ['x'.repeat(700), `${'x'.repeat(600)} …`],
  ])('%j is shown as %j', (body, shown) => expect(said(body, KEY)).toBe(shown))

  it('a key is covered as it stands in JSON, and in JSON within JSON', () => {
    const key = 'A"B\\C-Long'
    const once = JSON.stringify({ authorization: key })
    for (const text of [key, once, JSON.stringify(once)])
      expect(said(JSON.stringify({ error: text }), key)).not.toMatch(/A.*B|C-Long/)
  })
})
