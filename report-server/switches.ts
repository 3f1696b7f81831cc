import type { IncomingMessage, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { document, entryTexts } from './document.ts'
import type { Faults } from './faults.ts'
import type { Json } from './json.ts'
import { type Report, readEntries, readPatch } from './report.ts'
import { send, sendJson } from './send.ts'

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void

/** The handlers of a path by method; anything else is 405. */
export type Endpoint = Readonly<Record<string, Handler>>

/** What `/_test/…` does. Without credentials: the server is local. */
export function switches(report: Report, faults: Faults): Map<string, Endpoint> {
  const setFaults = (wanted: unknown) => {
    faults.set(wanted)
    return faults.all()
  }
  return new Map<string, Endpoint>([
    [
      '/_test/report',
      {
        GET: (_, response) => {
          response.setHeader('content-type', 'application/json')
          return send(response, document(entryTexts(report.entries())))
        },
        PUT: answered(body => replace(report, body)),
        PATCH: answered(body => change(report, body)),
      },
    ],
    [
      '/_test/faults',
      {
        GET: (_, response) => sendJson(response, 200, faults.all()),
        POST: answered(setFaults),
        DELETE: (_, response) => sendJson(response, 200, setFaults([])),
      },
    ],
  ])
}

function replace(report: Report, body: Json) {
  const entries = readEntries(body)
  report.set(entries)
  return { entries: entries.length }
}

function change(report: Report, body: Json) {
  const patch = readPatch(body)
  const changed = report.patch(patch)
  if (changed > 0) return { [patch.set ? 'changed' : 'removed']: changed }
  throw new RangeError(`no entry has ${JSON.stringify(patch.value)} in its column ${patch.key}`)
}

/** Acts on a JSON body and answers with the result; what it cannot use is 400 with one sentence. */
function answered(act: (body: Json) => unknown): Handler {
  return async (request, response) => {
    try {
      sendJson(response, 200, act(JSON.parse(await text(request))))
    } catch (error) {
      if (error instanceof SyntaxError)
        return sendJson(response, 400, { error: `the body is no JSON: ${error.message}` })
      if (!(error instanceof RangeError)) throw error
      sendJson(response, 400, { error: error.message })
    }
  }
}
