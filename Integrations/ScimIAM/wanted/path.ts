import { InputError } from '../../../kit/errors.ts'

/** The place of a value in a resource, as attribute paths of RFC 7644 §3.10 name it. */
export interface Path {
  /** The extension that the attribute belongs to; undefined for the core schema. */
  readonly urn: string | undefined
  readonly attribute: string
  /** Which of several values: the one with this type, as in emails[type eq "work"].value. */
  readonly type: string | undefined
  readonly sub: string | undefined
}

export const CORE_USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const PATH = /^(?:(urn:[^[\]"]+):)?([A-Za-z$][\w$-]*)(?:\[type eq "([^"\\]+)"\])?(?:\.([A-Za-z$][\w$-]*))?$/i

/**
 * Reads a target of the outgoing mapper: userName, name.givenName, emails[type eq "work"].value,
 * urn:…:enterprise:2.0:User:department. Throws InputError for anything else.
 */
export function parsePath(text: string): Path {
  const [, urn, attribute, type, sub] = PATH.exec(text.trim()) ?? []
  if (attribute === undefined)
    throw new InputError(
      `The outgoing mapper has the target ${JSON.stringify(text)}, which is no attribute path of SCIM; expected one such as userName, name.givenName, emails[type eq "work"].value or ${ENTERPRISE}:department.`,
    )
  const isCore = urn?.toLowerCase() === CORE_USER.toLowerCase()
  return { urn: isCore ? undefined : urn, attribute, type, sub }
}

/** The path of what a change sends: a list goes as a whole, everything else by its own name. */
export function unitOf({ urn, attribute, type, sub }: Path): string {
  const own = type === undefined && sub !== undefined ? `${attribute}.${sub}` : attribute
  return urn === undefined ? own : `${urn}:${own}`
}
