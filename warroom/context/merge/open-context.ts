import type { Json, JsonObject } from '../../../kit/wire.ts'
import { boundedCache } from '../../sandbox/cache.ts'
import { extendContextAppends, ignoreNullValue } from '../decisions.ts'
import type { ContextLanguage } from '../language.ts'
import { extensions } from './extend.ts'
import { KeyIndexes } from './keyed.ts'
import { removeAt } from './remove.ts'
import { parseWrite, writeAt } from './write.ts'

/**
 * The context of an investigation. `value` is the living object: it and what a query gives from it change with later
 * merges, so copy what must stay as it was, and change it through this interface only. Values handed in are copied.
 * A path that cannot be read throws QueryError, and then nothing has changed.
 */
export interface Context {
  readonly value: JsonObject
  /** Merges an EntryContext (HC-70 … HC-85). */
  merge(entryContext: JsonObject): void
  /** Appends under keys that are taken as they are written, dots and brackets included (PB-77). */
  append(keys: string[], value: Json): void
  /** setContext (HC-90): replaces what lies at a dotted path. With a selector it merges into the element it chooses. */
  set(path: string, value: Json): void
  /** delContext (HC-91): removes what lies at the paths, which are separated by commas. */
  delete(paths: string): void
  /** extend-context (HC-23): stores parts of an entry's Contents. */
  extend(contents: Json, contentsFormat: string | undefined, spec: string): void
}

/** Opens a context. `initial` becomes its value and is changed in place. */
export function openContext(language: ContextLanguage, initial: JsonObject): Context {
  const matching = { sandbox: language.sandbox, indexes: new KeyIndexes() }
  const toAppend = boundedCache(path => parseWrite(path, 'append'))

  function merge(entryContext: JsonObject): void {
    const writes = Object.entries(entryContext)
      .filter(([, value]) => value !== undefined && !(ignoreNullValue && value === null))
      .map(([path, value]) => [toAppend(path), value] as const)
    for (const [write, value] of writes) writeAt(initial, write, value, matching)
  }

  function append(keys: string[], value: Json): void {
    const steps = keys.map(key => ({ kind: 'key' as const, key, position: undefined }))
    matching.indexes.clear()
    writeAt(initial, { path: keys.join('.'), steps, mode: 'append' }, value, matching)
  }

  function set(path: string, value: Json): void {
    const write = parseWrite(path, 'replace')
    matching.indexes.clear()
    writeAt(initial, write, value, matching)
  }

  return {
    value: initial,
    merge,
    append,
    set,
    delete(paths) {
      matching.indexes.clear()
      removeAt(initial, paths, language.sandbox)
    },
    extend(contents, contentsFormat, spec) {
      for (const [key, value] of extensions(contents, contentsFormat, spec, language)) {
        if (extendContextAppends) merge({ [key]: value })
        else set(key, value)
      }
    },
  }
}
