import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Credentials, isAuthorized } from './auth.ts'
import { Faults } from './faults.ts'
import { answer } from './injection.ts'
import { type Entries, Report } from './report.ts'
import { sendJson, sendText } from './send.ts'
import { type Endpoint, switches } from './switches.ts'

const reportName = 'People'
/** `/ccx/service/customreport2/<tenant>/<owner>/<report>`, as Workday has it. */
export const reportPath = `/ccx/service/customreport2/northwind/isu_iam/${reportName}`

/** The web side: one report behind one pair of credentials, and the switches. */
export class Workday {
  downloads = 0
  readonly faults = new Faults()
  readonly report: Report
  readonly #endpoints: Map<string, Endpoint>

  constructor(credentials: Credentials, entries: Entries) {
    this.report = new Report(entries)
    this.#endpoints = switches(this.report, this.faults)
    this.#endpoints.set(reportPath, {
      GET: (request, response) => this.#download(request, response, credentials),
    })
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = addressOf(request)
    const endpoint = this.#endpoints.get(pathname)
    if (!endpoint) return sendJson(response, 404, { error: `there is nothing at ${pathname}` })
    const method = request.method ?? ''
    const handler = Object.hasOwn(endpoint, method) ? endpoint[method] : undefined
    if (handler) return handler(request, response)
    response.setHeader('allow', Object.keys(endpoint).join(', '))
    sendJson(response, 405, { error: `${pathname} takes ${Object.keys(endpoint).join(', ')}, not ${method}` })
  }

  /** Whoever may not have the report, or asks for another form, uses up no fault. */
  async #download(request: IncomingMessage, response: ServerResponse, credentials: Credentials) {
    if (!isAuthorized(request.headers.authorization, credentials)) {
      response.setHeader('www-authenticate', 'Basic realm="Workday"')
      return sendJson(response, 401, { error: 'invalid username or password' })
    }
    if (addressOf(request).searchParams.get('format') !== 'json')
      return sendText(response, 200, 'text/xml;charset=UTF-8', xml)
    this.downloads += 1
    return answer(response, this.report, this.faults.take(), this.downloads)
  }
}

/** What Workday answers when no format is asked for, as far as a reader of JSON has to know it. */
const xml = `<?xml version="1.0" encoding="UTF-8"?>
<wd:Report_Data xmlns:wd="urn:com.workday.report/${reportName}"><wd:Report_Entry><wd:Emp_ID>1001</wd:Emp_ID></wd:Report_Entry></wd:Report_Data>
`

/** The target of a request; only its path and query count, and one that is no address is nowhere. */
function addressOf({ url = '/' }: IncomingMessage): URL {
  const [path = '', ...query] = url.split('?')
  const address = new URL('http://127.0.0.1/')
  address.pathname = path
  address.search = query.join('?')
  return address
}
