import {
  ConnectionError,
  CutList,
  HiddenMembers,
  isAbsent,
  RateLimitError,
  ScimError,
  SeveralFound,
} from '../scim/errors.ts'

export interface Failure {
  readonly errorCode: string | number
  readonly errorMessage: string
  readonly failed?: true
}

const WITHOUT_CODE = [ConnectionError, CutList, HiddenMembers, SeveralFound]

/**
 * What the server refused, or did not answer, as members of an outcome, for playbooks read it. Throws again whatever the
 * caller got wrong, and a fault of ours. Only a used-up rate limit is an error entry, as in the other integrations (U16).
 */
export function failureOf(error: unknown): Failure {
  if (error instanceof ScimError) {
    // 404 tells playbooks that there is no such user or group, which the page of a gateway does not say.
    const isOther404 = error.status === 404 && !isAbsent(error)
    const about = { errorCode: isOther404 ? '' : (error.status ?? ''), errorMessage: error.message }
    return error instanceof RateLimitError ? { ...about, failed: true } : about
  }
  if (WITHOUT_CODE.some(kind => error instanceof kind))
    return { errorCode: '', errorMessage: (error as Error).message }
  throw error
}
