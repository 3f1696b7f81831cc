import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Json } from '../../kit/wire.ts'
import type { ScimServer } from '../../scim-server/server.ts'

export interface Asked {
  readonly method: string
  /** Below the base address, decoded, with the query. */
  readonly path: string
  readonly authorization: string
  readonly body: string
}

export interface Odd {
  readonly status?: number
  /** A text is sent as it is. */
  readonly body?: Json
}

/**
 * Stands between the integration and an application: `before` may answer in its place, `after` is told of what was answered.
 * Gives the URL for the instance.
 */
export async function between(
  server: ScimServer,
  before: (asked: Asked) => Odd | undefined,
  after: (asked: Asked) => void = () => undefined,
): Promise<{ readonly url: string; readonly asked: Asked[]; close(): void }> {
  const { origin, pathname } = new URL(server.url)
  const asked: Asked[] = []
  const http = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const path = decodeURIComponent((request.url ?? '').slice(pathname.length))
    const { authorization = '' } = request.headers
    const one = { method: request.method ?? '', path, authorization, body }
    asked.push(one)
    const odd = before(one)
    response.setHeader('content-type', 'application/scim+json')
    if (odd) {
      response.statusCode = odd.status ?? 200
      response.end(typeof odd.body === 'string' ? odd.body : JSON.stringify(odd.body ?? ''))
      return
    }
    const headers = {
      authorization,
      'content-type': 'application/scim+json',
    }
    const answer = await fetch(origin + (request.url ?? ''), {
      ...{ method: one.method, headers },
      ...(body !== '' && { body }),
    })
    const text = await answer.text()
    after(one)
    response.statusCode = answer.status
    response.end(text)
  })
  await new Promise<void>(done => http.listen(0, done))
  const { port } = http.address() as AddressInfo
  return { url: `http://localhost:${port}${pathname}`, asked, close: () => void http.close() }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}
