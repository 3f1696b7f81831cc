import type { JsonObject } from './json.ts'

/** RFC 7644 §3.12, table 9. */
export type ScimType =
  | 'invalidFilter'
  | 'invalidPath'
  | 'invalidSyntax'
  | 'invalidValue'
  | 'invalidVers'
  | 'mutability'
  | 'noTarget'
  | 'sensitive'
  | 'tooMany'
  | 'uniqueness'

/** A refusal as SCIM tells it: HTTP status, sentence and, for some of 400 and 409, the type of error. */
export class ScimError extends Error {
  readonly status: number
  readonly scimType: ScimType | undefined

  constructor(status: number, detail: string, scimType?: ScimType) {
    super(detail)
    this.status = status
    this.scimType = scimType
  }

  /** RFC 7644 §3.12: the status is a text. */
  body(): JsonObject {
    return {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(this.status),
      ...(this.scimType && { scimType: this.scimType }),
      detail: this.message,
    }
  }
}

export function invalid(scimType: ScimType, detail: string): ScimError {
  return new ScimError(400, detail, scimType)
}

export function notFound(id: string): ScimError {
  return new ScimError(404, `Resource ${id} not found`)
}
