import { invalid } from './errors.ts'
import { type Path, parsePath } from './filter/parse.ts'
import { isObject, type Json } from './json.ts'

const patchUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** One operation of a PATCH; `path` is absent when `value` is an object of attributes. */
export interface Operation {
  readonly op: 'add' | 'remove' | 'replace'
  readonly path?: Path
  readonly value?: Json
}

/**
 * The operations of a PATCH body (RFC 7644 §3.5.2); with `removesByValue` a remove names what goes by its value and not by a filter.
 * Throws 400 invalidSyntax, invalidPath or noTarget.
 */
export function readOperations(body: Json, removesByValue: boolean): Operation[] {
  if (!isObject(body)) throw invalid('invalidSyntax', 'the body must be an object')
  if (!Array.isArray(body.schemas) || !body.schemas.includes(patchUrn))
    throw invalid('invalidSyntax', `"schemas" must name ${patchUrn}`)
  if (!Array.isArray(body.Operations) || body.Operations.length === 0)
    throw invalid('invalidSyntax', '"Operations" must be a list with at least one operation')
  return body.Operations.map(operation => readOperation(operation, removesByValue))
}

function readOperation(operation: Json, removesByValue: boolean): Operation {
  if (!isObject(operation)) throw invalid('invalidSyntax', 'an operation must be an object')
  const op = opOf(operation.op)
  const { path: text, value } = operation
  const path = text === undefined ? undefined : pathOf(text)
  if (op === 'remove' && path === undefined) throw invalid('noTarget', 'remove needs a path')
  if (op === 'remove') refuseOtherRemoval(path, value, removesByValue)
  if (op !== 'remove' && value === undefined) throw invalid('invalidValue', `${op} needs a value`)
  if (op !== 'remove' && path === undefined && !isObject(value))
    throw invalid('invalidValue', `${op} without a path needs an object of attributes`)
  return { op, ...(path && { path }), ...(value !== undefined && { value }) }
}

/** Literally, a value changes nothing and everything at the path goes; who sends one means less than that. */
function refuseOtherRemoval(path: Path | undefined, value: Json | undefined, removesByValue: boolean): void {
  if (removesByValue && path?.filter)
    throw invalid('invalidPath', 'remove takes no filter: name what goes by a value such as [{"value": "x"}]')
  if (!removesByValue && value !== undefined)
    throw invalid(
      'invalidSyntax',
      'remove takes no value: name what goes by a path such as members[value eq "x"]',
    )
}

/** Names of operations are taken in any case, since clients send them so. */
function opOf(value: Json | undefined): Operation['op'] {
  const name = typeof value === 'string' ? value.toLowerCase() : value
  if (name === 'add' || name === 'remove' || name === 'replace') return name
  throw invalid('invalidSyntax', `op must be add, remove or replace, not ${JSON.stringify(value)}`)
}

function pathOf(value: Json): Path {
  if (typeof value !== 'string')
    throw invalid('invalidPath', `path must be a text, not ${JSON.stringify(value)}`)
  try {
    return parsePath(value)
  } catch (error) {
    throw invalid('invalidPath', error instanceof Error ? error.message : String(error))
  }
}
