import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import type { RunningReportServer } from '../../report-server/server.ts'

export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  bytes: Buffer
  text: string
  /** Whether the answer ended as HTTP has it. */
  whole: boolean
}

interface Sent {
  method?: string
  headers?: Record<string, string>
  body?: unknown
  text?: string
}

/** The answer as soon as its headers are there; nothing of its body is read. */
export function open(url: string, { method = 'GET', headers = {}, body, text }: Sent = {}) {
  return new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = request(url, { method, headers, agent: false }, resolve)
    outgoing.on('error', reject)
    outgoing.end(text ?? (body === undefined ? '' : JSON.stringify(body)))
  })
}

/** The whole answer, or what came of it before the connection ended. */
export async function ask(url: string, sent: Sent = {}): Promise<Reply> {
  const incoming = await open(url, sent)
  const chunks: Buffer[] = []
  incoming.on('data', chunk => chunks.push(chunk))
  incoming.on('error', () => {})
  await new Promise(resolve => incoming.on('close', resolve))
  const bytes = Buffer.concat(chunks)
  const { statusCode: status = 0, headers, complete: whole } = incoming
  return { status, headers, bytes, text: bytes.toString(), whole }
}

export function basic(username: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` }
}

/** Downloads the report with the right credentials. */
export function download({ reportUrl, username, password }: RunningReportServer): Promise<Reply> {
  return ask(reportUrl, { headers: basic(username, password) })
}

/** Three entries that are easy to tell apart. */
export const three = [
  { Emp_ID: '1', Title: 'Accountant', City: 'Zürich' },
  { Emp_ID: '2', Title: 'Engineer', City: 'Osaka 大阪' },
  { Emp_ID: '3', Title: 'Director', City: 'Leeds' },
]
