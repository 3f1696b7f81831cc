import { connectionAdvice, failureCode } from '../../../kit/connection.ts'
import { Refusal } from '../../../kit/errors.ts'
import { type Headers, headerOf, retryAfter } from '../../../kit/http.ts'
import { count, placeOf, type Report, type Secrets } from './refusals.ts'

interface Answer {
  readonly statusCode: number
  readonly headers: Headers
}

/** An answer that is no report, by its status. Its body is not quoted: it may echo what was sent. */
export function refusedStatus(report: Report, secrets: Secrets, { statusCode, headers }: Answer): Refusal {
  const said = `Workday answered HTTP ${statusCode} for ${report.place}`
  return new Refusal(`${said}: ${adviceOf(statusCode, headers, secrets)}.`)
}

function adviceOf(status: number, headers: Headers, secrets: Secrets): string {
  if (status === 401) return 'the user name or the password is wrong; correct them in the instance'
  if (status === 403) {
    return 'the user name or the password is wrong, or the user may not run the report; correct them in the instance, or share the report with the user in Workday'
  }
  if (status === 404) return 'there is no such report; correct the report URL'
  if (status >= 300 && status < 400) return redirect(headers, secrets)
  if (status === 429 || status >= 500) {
    const wait = retryAfter(headers, Date.now())
    const why = status === 429 ? 'it was asked too often' : 'it cannot give the report now'
    return `${why}; try again ${wait === undefined ? 'later' : `in ${count(wait)} s, as it says`}`
  }
  return status === 204
    ? 'the answer is empty: not even a report without entries; look at the report in Workday'
    : 'it gives no report for this request; check the report URL, its parameters included'
}

function redirect(headers: Headers, secrets: Secrets): string {
  const location = headerOf(headers, 'location')
  const to = location && URL.canParse(location, secrets.url.href) ? new URL(location, secrets.url) : undefined
  const where = to && to.origin !== 'null' ? ` to ${placeOf(to, secrets)}` : ''
  return `a redirect${where}, which is not followed, so that the password goes nowhere else; if the report has moved, correct the report URL`
}

/** No answer began. */
export function unanswered({ place }: Report, failure: unknown, firstByteSeconds: number): Refusal {
  if (failureCode(failure) === 'UND_ERR_HEADERS_TIMEOUT') {
    return new Refusal(
      `No answer from ${place} within ${firstByteSeconds} s: Workday takes too long to run the report; try again later, or make the report smaller.`,
    )
  }
  const { what, advice } = connectionAdvice(failure, 'Workday')
  return new Refusal(`No answer from ${place} (${what}): ${advice}.`)
}
