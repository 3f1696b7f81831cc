import type { JsonObject } from './json.ts'

/** Okta's error catalogue, as far as this server answers with it: HTTP status and default summary per code. */
const catalogue = {
  E0000001: [400, 'Api validation failed'],
  E0000003: [400, 'The request body was not well-formed.'],
  E0000004: [401, 'Authentication failed'],
  E0000006: [403, 'You do not have permission to perform the requested action'],
  E0000007: [404, 'Not found: Resource not found'],
  E0000008: [404, 'The requested path was not found'],
  E0000009: [500, 'Internal Server Error'],
  E0000010: [503, 'Service is in read only mode'],
  E0000011: [401, 'Invalid token provided'],
  E0000014: [403, 'Update of credentials failed'],
  E0000016: [403, 'Activation failed because the user is already active'],
  E0000017: [403, 'Password reset failed'],
  E0000018: [400, 'Bad request.  Accept and/or Content-Type headers are likely not set.'],
  E0000019: [400, 'Bad request.  Accept and/or Content-Type headers likely do not match supported values.'],
  E0000021: [400, 'Bad request.  Accept and/or Content-Type headers likely do not match supported values.'],
  E0000022: [405, 'The endpoint does not support the provided HTTP method'],
  E0000029: [400, 'Invalid paging request.'],
  E0000030: [
    400,
    "Bad request.  Invalid date.  Dates must be of the form yyyy-MM-dd'T'HH:mm:ss.SSSZZ, e.g. 2013-01-01T12:00:00.000-07:00.",
  ],
  E0000031: [400, 'Invalid search criteria.'],
  E0000032: [403, 'Unlock is not allowed for this user.'],
  E0000033: [400, "Bad request. Can't specify a search query and filter in the same request."],
  E0000034: [403, 'Forgot password not allowed on specified user.'],
  E0000035: [403, 'Change password not allowed on specified user.'],
  E0000036: [403, 'Change recovery question not allowed on specified user.'],
  E0000038: [403, "This operation is not allowed in the user's current status."],
  E0000041: [400, 'Credentials should not be set on this resource based on the scheme.'],
  E0000047: [429, 'API call exceeded rate limit due to too many requests.'],
  E0000053: [400, 'Invalid filter'],
  E0000056: [403, 'Delete application forbidden.'],
  E0000060: [501, 'Unsupported operation.'],
  E0000068: [403, 'Invalid Passcode/Answer'],
  E0000082: [403, 'Each code can only be used once. Please wait for a new code and try again.'],
  E0000090: [409, 'The role specified is already assigned to the user.'],
  E0000093: [400, 'Target count limit exceeded'],
  E0000109: [429, 'An SMS message was recently sent. Please wait 30 seconds before trying again.'],
  E0000117: [403, 'Cannot assign apps or update app profiles for an inactive user.'],
  E0000118: [429, 'An email was recently sent. Please wait 5 seconds before trying again.'],
  E0000124: [
    400,
    'Could not create user. To create a user and expire their password immediately, a password must be specified',
  ],
  E0000125: [
    400,
    'Could not create user. To create a user and expire their password immediately, "activate" must be true',
  ],
  E0000133: [429, 'A call was recently made. Please wait 30 seconds before trying again.'],
  E0000231: [412, 'The "If-Match" header does not match the current version of the resource.'],
} as const satisfies Record<string, readonly [number, string]>

export type ErrorCode = keyof typeof catalogue

/** An answer of Okta that refuses a request: code, HTTP status, summary and causes. */
export class OktaError extends Error {
  readonly code: ErrorCode
  readonly status: number
  readonly causes: readonly string[]

  constructor(code: ErrorCode, facts: { summary?: string; causes?: readonly string[] } = {}) {
    super(facts.summary ?? catalogue[code][1])
    this.code = code
    this.status = catalogue[code][0]
    this.causes = facts.causes ?? []
  }
}

/** E0000001: `subject` is the field or operation that the summary names, causes the details. */
export function invalid(subject: string, ...causes: string[]): OktaError {
  return new OktaError('E0000001', { summary: `Api validation failed: ${subject}`, causes })
}

/** E0000007 in the words of live answers: `Not found: Resource not found: <asked> (User)`. */
export function notFound(asked: string, type: string): OktaError {
  return new OktaError('E0000007', { summary: `Not found: Resource not found: ${asked} (${type})` })
}

/** The JSON body of an error; `errorCauses` is always a list (okta-api §3). */
export function envelope(error: OktaError, errorId: string): JsonObject {
  return {
    errorCode: error.code,
    errorSummary: error.message,
    errorLink: error.code,
    errorId,
    errorCauses: error.causes.map(errorSummary => ({ errorSummary })),
  }
}

/** The catalogue's code for an HTTP status that somebody injects, or undefined when Okta has none for it. */
export function codeForStatus(status: number): ErrorCode | undefined {
  const preferred: Record<number, ErrorCode> = {
    401: 'E0000011',
    403: 'E0000006',
    404: 'E0000007',
    429: 'E0000047',
  }
  const codes = Object.keys(catalogue) as ErrorCode[]
  return preferred[status] ?? codes.find(code => catalogue[code][0] === status)
}
