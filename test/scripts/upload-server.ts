import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { PassThrough } from 'node:stream'
import { strFromU8, unzipSync } from 'fflate'
import { afterEach } from 'vitest'
import { upload } from '../../scripts/upload/upload.ts'

export const KEY = 'Key-That-Nobody-May-See-42'
export const AUTH_ID = '17'

const ABOUT = 'GET /about'
const INSTALLED = 'GET /contentpacks/metadata/installed'
const SEARCH = 'POST /settings/integration/search'
const UPLOAD = 'POST /contentpacks/installed/upload?skipVerify=true&skipValidation=true'
const ROUTES = [ABOUT, INSTALLED, SEARCH, UPLOAD]

/** What a request is answered with in place of what the platform would say; `hang` never answers, `drop` hangs up. */
export type Fault =
  | { status: number; body?: string; headers?: Record<string, string>; early?: boolean }
  | 'hang'
  | 'drop'

export interface Standing {
  /** 6: the key alone; 8: under /xsoar, with the id of the key; advanced: with the hash. */
  readonly kind?: '6' | '8' | 'advanced'
  readonly version?: unknown
  readonly installed?: unknown[]
  readonly integrations?: unknown
  /** By the end of a path. */
  readonly faults?: Record<string, Fault>
  readonly tls?: { key: string; cert: string }
  /** For everything that comes after the upload. */
  readonly after?: Fault
  /** Says 200 and installs nothing. */
  readonly forgetful?: boolean
  readonly path?: string
}

export interface StandIn {
  readonly url: string
  /** Method and path with query, as they came. */
  readonly requests: string[]
  /** The bytes of every zip that was taken. */
  readonly zips: Buffer[]
  /** Of the multipart's file part. */
  readonly parts: string[]
  close(): Promise<void>
}

/** The platform's API as pack layout §6 tells it, strict in method, path, headers, signature and body. */
export async function standIn(standing: Standing = {}): Promise<StandIn> {
  const seen = { requests: [] as string[], zips: [] as Buffer[], parts: [] as string[] }
  const nonces = new Set<string>()
  const prefix = (standing.path ?? '') + (standing.kind && standing.kind !== '6' ? '/xsoar' : '')
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? ''
    seen.requests.push(`${request.method} ${path}`)
    const [, byPath] =
      Object.entries(standing.faults ?? {}).find(([end]) => path.split('?')[0]?.endsWith(end)) ?? []
    const fault = seen.parts.length ? standing.after : byPath
    if (fault === 'hang') return
    if (fault === 'drop') return void request.socket.destroy()
    const body = typeof fault === 'object' && fault.early ? Buffer.alloc(0) : await bodyOf(request)
    if (fault) return void response.writeHead(fault.status, fault.headers ?? {}).end(fault.body)
    const line = `${request.method} ${path.slice(prefix.length)}`
    if (!path.startsWith(prefix) || !ROUTES.includes(line))
      return reply(response, 404, { id: 'not_found', error: 'no such page' })
    const refusal = refusalOf(request, standing.kind ?? '6', nonces)
    if (refusal) return reply(response, 401, { reply: { err_code: 401, err_msg: refusal } })
    reply(response, 200, platform(line, request, body))
  }
  const platform = (line: string, request: IncomingMessage, body: Buffer): unknown => {
    if (line === ABOUT) return { demistoVersion: standing.version ?? '6.12.0', buildNum: '1' }
    if (line === INSTALLED) return [...(standing.installed ?? []), ...seen.zips.map(packOf)]
    if (line === SEARCH) return standing.integrations ?? {}
    const part = filePart(request, body)
    seen.parts.push(part.head)
    if (!standing.forgetful) seen.zips.push(part.bytes)
    return null
  }
  const server = standing.tls ? createTlsServer(standing.tls, answer) : createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    ...seen,
    url: `${standing.tls ? 'https' : 'http'}://127.0.0.1:${port}${standing.path ?? ''}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function reply(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

/** Why the platform would not let the request in. */
function refusalOf({ headers }: IncomingMessage, kind: string, nonces: Set<string>): string | undefined {
  const id = headers['x-xdr-auth-id']
  if (kind === '6') return headers.authorization === KEY && id === undefined ? undefined : 'wrong key'
  if (id !== AUTH_ID) return 'wrong id'
  if (kind === '8') return headers.authorization === KEY ? undefined : 'wrong key'
  const [nonce, timestamp] = [String(headers['x-xdr-nonce']), String(headers['x-xdr-timestamp'])]
  if (!/^[a-zA-Z0-9]{64}$/.test(nonce) || nonces.has(nonce)) return 'wrong nonce'
  nonces.add(nonce)
  if (!(Math.abs(Number(timestamp) - Date.now()) < 300_000)) return 'wrong time'
  const hash = createHash('sha256').update(KEY).update(nonce).update(timestamp).digest('hex')
  return headers.authorization === hash ? undefined : 'wrong hash'
}

/** The one part of a multipart body, taken apart to the letter (RFC 7578). */
function filePart({ headers }: IncomingMessage, body: Buffer): { head: string; bytes: Buffer } {
  const [, boundary] = /^multipart\/form-data; boundary=([\w-]+)$/.exec(headers['content-type'] ?? '') ?? []
  if (!boundary || Number(headers['content-length']) !== body.length) throw new Error('no multipart')
  const [open, close] = [`--${boundary}\r\n`, `\r\n--${boundary}--\r\n`]
  const end = body.indexOf('\r\n\r\n')
  if (!body.toString('latin1').startsWith(open) || !body.toString('latin1').endsWith(close))
    throw new Error('bad boundaries')
  return {
    head: body.toString('utf8', open.length, end),
    bytes: body.subarray(end + 4, body.length - close.length),
  }
}

function packOf(zip: Buffer): unknown {
  return JSON.parse(strFromU8(unzipSync(zip)['metadata.json'] ?? new Uint8Array()))
}

export interface Ran {
  readonly status: number
  readonly out: string
  readonly err: string
}

/** Runs the upload with the key in the environment, or what `around` puts in its place. */
export async function run(
  argv: readonly string[],
  around: { env?: NodeJS.ProcessEnv; stdin?: PassThrough & { isTTY?: boolean }; terminal?: boolean } = {},
): Promise<Ran> {
  const [stdout, stderr] = [new PassThrough(), Object.assign(new PassThrough(), { isTTY: around.terminal })]
  const status = await upload(argv, {
    env: around.env ?? { DEMISTO_API_KEY: KEY },
    stdin: around.stdin ?? new PassThrough(),
    stdout,
    stderr: stderr as PassThrough & { isTTY?: boolean },
  })
  const text = (stream: PassThrough): string => String(stream.read() ?? '')
  return { status, out: text(stdout), err: text(stderr) }
}

/** Starts stand-ins, each of which ends with the test that asked for it. */
export function serving(): (standing?: Standing) => Promise<StandIn> {
  const open: StandIn[] = []
  afterEach(async () => {
    for (const server of open.splice(0)) await server.close()
  })
  return async standing => {
    const server = await standIn(standing)
    open.push(server)
    return server
  }
}
