import type { RequestContext } from '../context.ts'

/** One request as a test may look at it afterwards; the authorization value itself is never kept. */
export interface LoggedRequest {
  method: string
  path: string
  headers: Record<string, string>
  authorized: boolean
  /** null when the connection was cut. */
  status: number | null
}

const kept = 10_000

/** The last requests, oldest first. */
export class RequestLog {
  #requests: LoggedRequest[] = []

  add(request: LoggedRequest): void {
    this.#requests.push(request)
    if (this.#requests.length > 2 * kept) this.#requests = this.#requests.slice(-kept)
  }

  all(): LoggedRequest[] {
    return this.#requests.slice(-kept)
  }

  clear(): void {
    this.#requests = []
  }
}

/** What was asked for, as faults match it and the list tells it. */
export function pathAndQuery(c: RequestContext): string {
  const url = new URL(c.req.url)
  return `${url.pathname}${url.search}`
}
