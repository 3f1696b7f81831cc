import { createServer, type Server } from 'node:http'
import type { WantedFault } from './faults.ts'
import { people } from './people.ts'
import type { Entries } from './report.ts'
import { reportPath, Workday } from './workday.ts'

export const defaultUsername = 'isu_iam'
export const defaultPassword = 'embedded-report-password'
export const defaultPeople = 200

export interface ReportServerOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number
  readonly username?: string
  readonly password?: string
  /** What the report holds; 200 generated people when absent. */
  readonly entries?: Entries
}

export interface RunningReportServer {
  readonly url: string
  /** Where the report is as JSON. */
  readonly reportUrl: string
  readonly username: string
  readonly password: string
  /** How many downloads of the report as JSON were allowed, also those that a fault answered. */
  readonly downloads: number
  setEntries(entries: Entries): void
  /** Replaces all faults by these; none removes them. Throws RangeError naming what is wrong. */
  fault(...faults: readonly WantedFault[]): void
  /** Ends the server, also its open connections. */
  close(): Promise<void>
}

/** Starts a server with one report on 127.0.0.1. Throws RangeError when the user name has a colon, which RFC 7617 excludes. */
export async function startReportServer(options: ReportServerOptions = {}): Promise<RunningReportServer> {
  const { username = defaultUsername, password = defaultPassword } = options
  if (username.includes(':'))
    throw new RangeError(
      `the user name must have no colon, which ends it in basic authentication: '${username}'`,
    )
  const workday = new Workday({ username, password }, options.entries ?? (() => people(defaultPeople)))
  const server = createServer((request, response) => {
    workday.handle(request, response).catch(error => {
      console.error(error)
      response.destroy()
    })
  })
  const url = `http://127.0.0.1:${await listen(server, options.port ?? 0)}`
  return {
    url,
    reportUrl: `${url}${reportPath}?format=json`,
    username,
    password,
    get downloads() {
      return workday.downloads
    },
    setEntries: entries => workday.report.set(entries),
    fault: (...faults) => workday.faults.set(faults),
    close: () => end(server),
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })
}

function end(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
