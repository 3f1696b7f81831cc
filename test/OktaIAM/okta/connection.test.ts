import { createServer, type Server } from 'node:http'
import { createServer as createTlsServer, get } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../../okta-server/server.ts'
import { bundleFile, openBundle } from '../../wire/bundle.ts'
import { DEFAULT_PARAMS } from '../org.ts'

let okta: RunningOkta
let tls: Server
let proxy: Server
const tunnels: string[] = []

beforeAll(async () => {
  okta = await startOkta()
  tls = await tlsInFrontOf(okta.url)
  proxy = await tunnelling(tunnels)
})
afterAll(async () => {
  tls.close()
  proxy.close()
  await okta.close()
})

const portOf = (server: Server) => (server.address() as AddressInfo).port

/** test-module's text, from a bundle of its own that has the given environment. */
async function test(params: JsonObject, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const bundle = openBundle(bundleFile('OktaIAM'), () => null, env)
  const own = { ...DEFAULT_PARAMS, url: okta.url, credentials: okta.token, ...params }
  const { entries } = await bundle.run({ command: 'test-module', params: own })
  await bundle.end()
  return String(entries[0]?.Contents)
}

describe('the insecure parameter', () => {
  it('S1 is off by default: the older connector took any certificate unless told otherwise, and sent it the token', async () => {
    const url = `https://127.0.0.1:${portOf(tls)}`
    const older = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { authorization: `SSWS ${okta.token}` }
      get(`${url}/api/v1/users/me`, { headers, rejectUnauthorized: false }, ({ statusCode }) =>
        resolve(statusCode),
      ).on('error', reject)
    })
    expect(older).toBe(200)
    expect(await test({ url })).toMatch(/^No answer from https:.*certificate/)
  })

  it('a certificate of nobody we know is refused, and the sentence says what to do', async () => {
    const text = await test({ url: `https://127.0.0.1:${portOf(tls)}` })
    expect(text).toMatch(
      /^No answer from https:.*(SELF_SIGNED|CERT).*: its certificate or its TLS is not accepted; install its authority/,
    )
  })

  it('is accepted when the instance says so', async () => {
    expect(await test({ url: `https://127.0.0.1:${portOf(tls)}`, insecure: true })).toBe('ok')
  })
})

describe('the proxy parameter', () => {
  const environment = () => ({
    HTTP_PROXY: `http://127.0.0.1:${portOf(proxy)}`,
    HTTPS_PROXY: undefined,
    NO_PROXY: undefined,
    http_proxy: undefined,
    no_proxy: undefined,
  })

  it('on: goes through the system’s proxy', async () => {
    tunnels.length = 0
    expect(await test({ proxy: true }, environment())).toBe('ok')
    expect(new Set(tunnels)).toEqual(new Set([new URL(okta.url).host]))
  })

  it('off: the system’s proxy is not asked', async () => {
    tunnels.length = 0
    expect(await test({ proxy: false }, environment())).toBe('ok')
    expect(tunnels).toEqual([])
  })

  it('on, with the host in NO_PROXY: goes straight', async () => {
    tunnels.length = 0
    expect(await test({ proxy: true }, { ...environment(), NO_PROXY: '127.0.0.1' })).toBe('ok')
    expect(tunnels).toEqual([])
  })
})

async function tlsInFrontOf(url: string): Promise<Server> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }])
  const server = createTlsServer({ key, cert }, async (request, response) => {
    const answer = await fetch(url + request.url, {
      headers: { authorization: request.headers.authorization ?? '' },
    })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}

/** A proxy that tunnels every CONNECT and notes where to. */
async function tunnelling(seen: string[]): Promise<Server> {
  const server = createServer().on('connect', (request, socket) => {
    seen.push(request.url ?? '')
    const { hostname, port } = new URL(`http://${request.url}`)
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    for (const end of [upstream, socket]) end.on('error', () => end.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return server
}
