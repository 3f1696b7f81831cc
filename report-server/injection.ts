import type { ServerResponse } from 'node:http'
import { createGzip } from 'node:zlib'
import type { Answer } from './answers.ts'
import { beginning, byteLength, document, entryTexts, first, slowly } from './document.ts'
import type { JsonObject } from './json.ts'
import type { Report } from './report.ts'
import { send, sendText, sendThrough } from './send.ts'

type Of<K extends Answer['kind']> = K extends unknown ? Extract<Answer, { kind: K }> : never

const json = 'application/json'
const signInPage =
  '<!DOCTYPE html>\n<html><head><title>Sign In</title></head><body><form action="/login"><input name="username"></form></body></html>\n'

/** Answers a download with the report, or as a fault says; `download` is its number, from 1. */
export async function answer(
  response: ServerResponse,
  report: Report,
  fault: Answer | undefined,
  download: number,
): Promise<void> {
  response.setHeader('content-type', json)
  const texts = () => entryTexts(report.entries())
  if (!fault) return send(response, document(texts()))
  switch (fault.kind) {
    case 'slow':
      return send(response, slowly(texts(), fault.first, fault.between))
    case 'hang':
      return send(response, beginning(texts(), fault.after), 'silence')
    case 'cut':
      return cut(response, report, fault)
    case 'half':
      return send(response, document(first(texts(), Math.floor(report.count() / 2))))
    case 'malformed':
      return send(response, malformed(report, fault.what))
    case 'changing':
      return send(response, changing(report, fault.column, download))
    case 'gzip':
      response.setHeader('content-encoding', 'gzip')
      return sendThrough(response, document(texts()), createGzip())
    case 'bom':
      return send(response, withMark(document(texts())))
    default:
      return withoutReport(response, fault)
  }
}

/** The answers that need no entry. */
function withoutReport(
  response: ServerResponse,
  fault: Of<'status' | 'redirect' | 'empty' | 'nobody' | 'html'>,
): void {
  switch (fault.kind) {
    case 'status':
      status(response, fault)
      break
    case 'redirect':
      response.writeHead(fault.status, { location: fault.to, 'content-length': 0 }).end()
      break
    case 'empty':
      sendText(response, 200, json, '{"Report_Entry":[]}')
      break
    case 'nobody':
      response.writeHead(200, { 'content-length': 0 }).end()
      break
    case 'html':
      sendText(response, 200, 'text/html;charset=UTF-8', signInPage)
  }
}

/** A text as `body` goes out as it is, anything else as JSON. */
function status(response: ServerResponse, { status: code, body, retryAfter }: Of<'status'>): void {
  if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter))
  if (typeof body === 'string') sendText(response, code, typeOf(body), body)
  else if (body !== undefined) sendText(response, code, json, JSON.stringify(body))
  else {
    response.removeHeader('content-type')
    response.writeHead(code).end()
  }
}

function typeOf(text: string): string {
  return text.trimStart().startsWith('<') ? 'text/html;charset=UTF-8' : 'text/plain;charset=UTF-8'
}

/** Chunked without its end, chunked with it (which no client can tell from a whole answer), or shorter than its Content-Length. */
function cut(response: ServerResponse, report: Report, { after, clean, contentLength }: Of<'cut'>) {
  const texts = () => entryTexts(report.entries())
  if (contentLength) response.setHeader('content-length', byteLength(texts()))
  return send(response, beginning(texts(), after), clean ? 'end' : 'close')
}

/** A report whose entry in the middle is no JSON or no object, or whose Report_Entry is the entry that other converters make of it. */
function malformed(report: Report, what: Of<'malformed'>['what']): Iterable<string> {
  if (what === 'list') {
    const [entry = {}] = first(report.entries(), 1)
    return [JSON.stringify({ Report_Entry: entry })]
  }
  const wrong = (entry: JsonObject) => {
    const text = JSON.stringify(entry)
    return what === 'entry' ? '"no object"' : `${text.slice(0, -1)}${text === '{}' ? '' : ','}"Broken":}`
  }
  const count = report.count()
  if (count === 0) return document([wrong({})])
  const middle = Math.floor(count / 2)
  return document(
    entryTexts(report.entries(), (entry, at) => (at === middle ? wrong(entry) : JSON.stringify(entry))),
  )
}

/** The first entry's column tells the download's number, so that no two downloads are the same. */
function changing(report: Report, column: string, download: number): Iterable<string> {
  return document(
    entryTexts(report.entries(), (entry, at) =>
      JSON.stringify(at === 0 ? { ...entry, [column]: `${entry[column] ?? ''} ${download}`.trim() } : entry),
    ),
  )
}

function* withMark(chunks: Iterable<string>): Generator<string> {
  yield '\uFEFF'
  yield* chunks
}
