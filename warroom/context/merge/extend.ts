import type { Json } from '../../../kit/wire.ts'
import { QueryError } from '../error.ts'
import type { ContextLanguage } from '../language.ts'

/**
 * What `extend-context=K=path::K2=path2` stores (HC-23): for every key the value of its query on the entry's Contents.
 * Keys whose query gives nothing are left out. Throws QueryError for a part that is not `key=query`.
 */
export function extensions(
  contents: Json,
  contentsFormat: string | undefined,
  spec: string,
  language: Pick<ContextLanguage, 'query'>,
): [key: string, value: Json][] {
  const root = contentsFormat === 'json' && typeof contents === 'string' ? parsedOr(contents) : contents
  return spec
    .split('::')
    .filter(part => part.trim() !== '')
    .flatMap((part): [string, Json][] => {
      const equals = part.indexOf('=')
      if (equals < 1)
        throw new QueryError(spec, spec.indexOf(part), 'expected key=path, several parted by ::')
      const value = language.query(root, part.slice(equals + 1))
      return value === undefined ? [] : [[part.slice(0, equals).trim(), value]]
    })
}

function parsedOr(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch {
    return text
  }
}
