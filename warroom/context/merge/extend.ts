import type { Json } from '../../../kit/wire.ts'
import { jsonIn } from '../../json.ts'
import { QueryError } from '../error.ts'
import type { ContextLanguage } from '../language.ts'
import { parseQuery } from '../parse.ts'
import { scanCode } from '../scan.ts'

/** Reads `K=path::K2=path2` (HC-23). Throws QueryError for a part that is no `key=path` or whose path cannot be read. */
export function parseExtensions(spec: string): { key: string; query: string }[] {
  const parts = spec.split('::').filter(part => part.trim() !== '')
  return parts.map(part => {
    const equals = endOfKey(part)
    if (equals < 1) throw new QueryError(spec, spec.indexOf(part), 'expected key=path, several parted by ::')
    const query = part.slice(equals + 1)
    parseQuery(query)
    return { key: part.slice(0, equals).trim(), query }
  })
}

/**
 * What `extend-context` stores: for every key the value of its query on the entry's Contents; keys whose query gives
 * nothing are left out.
 */
export function extensions(
  contents: Json,
  contentsFormat: string | undefined,
  spec: string,
  language: Pick<ContextLanguage, 'query'>,
): [key: string, value: Json][] {
  const root = contentsFormat === 'json' && typeof contents === 'string' ? parsedOr(contents) : contents
  return parseExtensions(spec).flatMap(({ key, query }): [string, Json][] => {
    const value = language.query(root, query)
    return value === undefined ? [] : [[key, value]]
  })
}

/** The first `=`; that of a selector in the key, `P(val.id == obj.id)=.`, is none. */
function endOfKey(part: string): number {
  const outside = scanCode(part, 0, (at, depth) => depth === 0 && part[at] === '=')
  return outside === -1 || outside === part.length ? part.indexOf('=') : outside
}

function parsedOr(text: string): Json {
  const parsed = jsonIn(text)
  return parsed === undefined ? text : parsed
}
