import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http'

/** A JSON value that tests may look into without declaring its shape. */
export interface Value {
  [member: string]: Value
}

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  /** Header names and values as they came, one entry per line. */
  lines: [string, string][]
  text: string
  body: Value
  list: Value[]
}

interface Sent {
  body?: unknown
  text?: string
  headers?: RequestOptions['headers']
}

/** Speaks HTTP to an org as its token's owner; sends what it is given, without retries or conversions. */
export function client({ url, token }: { url: string; token: string }) {
  const send = (method: string, path: string, { body, text, headers }: Sent = {}): Promise<Reply> => {
    const content = text ?? (body === undefined ? '' : JSON.stringify(body))
    const length = { 'Content-Length': String(Buffer.byteLength(content)) }
    const all = {
      Authorization: `SSWS ${token}`,
      Accept: 'application/json',
      ...(content !== '' && { 'Content-Type': 'application/json' }),
      ...(method !== 'GET' && length),
      ...headers,
    }
    return exchange(path.startsWith('http') ? path : `${url}${path}`, method, all, content)
  }
  return {
    send,
    get: (path: string, headers: RequestOptions['headers'] = {}) => send('GET', path, { headers }),
    post: (path: string, body?: unknown) => send('POST', path, { body }),
    put: (path: string, body?: unknown) => send('PUT', path, { body }),
    delete: (path: string) => send('DELETE', path),
  }
}

export type Client = ReturnType<typeof client>

function exchange(
  url: string,
  method: string,
  headers: RequestOptions['headers'],
  content: string,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, incoming => {
      const chunks: Buffer[] = []
      incoming.on('data', chunk => chunks.push(chunk))
      incoming.on('error', reject)
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        const isJson = incoming.headers['content-type']?.includes('json') && text !== ''
        const body = isJson ? JSON.parse(text) : {}
        const list = Array.isArray(body) ? body : []
        const raw = incoming.rawHeaders
        const lines = raw.flatMap((name, at): [string, string][] =>
          at % 2 ? [] : [[name, raw[at + 1] ?? '']],
        )
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, lines, text, body, list })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(content)
  })
}

/** The address of a link relation, whichever of the header lines holds it. */
export function link(reply: Reply, relation: string): string | undefined {
  const text = reply.lines.filter(([name]) => name.toLowerCase() === 'link').map(([, value]) => value)
  const found = [...text.join(', ').matchAll(/<([^>]*)>; rel="(\w+)"/g)].find(([, , rel]) => rel === relation)
  return found?.[1]
}

/** All pages of a list, by its next links. */
export async function pages(org: Client, path: string): Promise<Value[][]> {
  const all: Value[][] = []
  for (let next: string | undefined = path; next !== undefined; ) {
    const reply: Reply = await org.get(next)
    all.push(reply.list)
    next = link(reply, 'next')
  }
  return all
}

/** A person that can be created; the login is also the e-mail. */
export function person(login: string, more: Record<string, unknown> = {}) {
  return { profile: { firstName: 'Robin', lastName: 'Vale', login, email: login, ...more } }
}
