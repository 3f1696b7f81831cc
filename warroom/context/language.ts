import type { Json } from '../../kit/wire.ts'
import { boundedCache } from '../sandbox/cache.ts'
import { type Sandbox, SandboxError, type Scope } from '../sandbox/index.ts'
import { interpolateWith } from './interpolate.ts'
import { parseQuery, withoutBraces } from './parse.ts'
import type { Bind, Query, Selector } from './query-tree.ts'
import { evaluateAll, testAll } from './selection.ts'
import { walkStep } from './walk.ts'

/** Gives the value of a special root such as `incident` or `inputs` (DT-50); undefined when the name is none. */
export type Roots = (name: string) => Json | undefined

export interface ContextLanguage {
  /** Where expressions run that our own walk does not know. */
  readonly sandbox: Sandbox
  /**
   * The value at `text` in `root`, undefined when nothing is there. The answer may be a part of `root`: do not change it.
   * Throws QueryError when the text cannot be read, SandboxError when an expression passes a limit.
   */
  query(root: Json, text: string, roots?: Roots): Json | undefined
  /** Replaces every `${…}` of a text (DT-40 … DT-43); a text that is nothing but one `${…}` gives the value itself. */
  interpolate(text: string, root: Json, roots?: Roots): Json | undefined
}

interface Place {
  root: Json
  roots: Roots | undefined
}

/** Opens the context query language of platform/context-dt.md over a sandbox. Queries are parsed once and kept. */
export function createContextLanguage(sandbox: Sandbox): ContextLanguage {
  const parsed = boundedCache(parseQuery)

  function run(query: Query, place: Place): Json | undefined {
    let value = startOf(query, place)
    for (let i = value.next; i < query.steps.length && value.value !== undefined; i++) {
      const step = query.steps[i]
      if (step === undefined) break
      value = {
        value: step.kind === 'selector' ? select(step, value.value, place) : walkStep(value.value, step),
        next: i,
      }
    }
    return query.mutator && value.value !== undefined ? mutate(query.mutator, value.value) : value.value
  }

  function select(selector: Selector, value: Json, place: Place): Json | undefined {
    const items = Array.isArray(value) ? value : [value]
    const shared = selector.binds
      .filter(bind => !bind.relative)
      .map(bind => [bind, run(bind.query, place)] as const)
    const kept = testAll(
      sandbox,
      selector.code,
      items.map(item => scopeOf(item, selector.binds, shared)),
    )
    const survivors = items.filter((_, i) => kept[i])
    return survivors.length < 2 ? survivors[0] : survivors
  }

  function scopeOf(val: Json, binds: Bind[], shared: (readonly [Bind, Json | undefined])[]): Scope {
    const scope: Scope = Object.create(null)
    scope.val = val
    for (const [bind, value] of shared) scope[bind.name] = value
    for (const bind of binds)
      if (bind.relative) scope[bind.name] = run(bind.query, { root: val, roots: undefined })
    return scope
  }

  /** DT-24 says it of selectors, we read mutators alike: a value on which the expression throws is left out. */
  function mutate({ whole, code }: NonNullable<Query['mutator']>, value: Json): Json | undefined {
    if (whole || !Array.isArray(value)) return evaluateAll(sandbox, code, [{ val: value }])[0]
    const results = evaluateAll(
      sandbox,
      code,
      value.map(val => ({ val })),
    )
    const present = results.filter(result => result !== undefined)
    return present.length < 2 ? present[0] : present
  }

  function query(root: Json, text: string, roots?: Roots): Json | undefined {
    const form = formAt(root, text)
    if (form) return query(form.value, form.rest)
    try {
      return run(parsed(text), { root, roots })
    } catch (cause) {
      if (!(cause instanceof SandboxError)) throw cause
      throw new SandboxError(cause.reason, `${cause.message}, in the query ${shortened(text)}`)
    }
  }

  return {
    sandbox,
    query,
    interpolate: (text, root, roots) => interpolateWith(path => query(root, path, roots), text),
  }
}

const SHOWN_LENGTH = 120

function shortened(text: string): string {
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text
}

/**
 * PB-77: the answers to a form lie under its title as it is written, with dots and brackets that mean something else in a
 * query. Undefined when the text names none.
 */
function formAt(root: Json, text: string): { value: Json; rest: string } | undefined {
  if (!text.includes('.Answers') || root === null || typeof root !== 'object' || Array.isArray(root))
    return undefined
  const path = withoutBraces(text)
  const title = path.slice(0, path.indexOf('.Answers'))
  if (!/[.(=]/.test(title) || !Object.hasOwn(root, title)) return undefined
  return { value: root[title] ?? null, rest: path.slice(title.length + 1) }
}

/** A special root comes before a key of the context of that name; `next` is the first step that is still to go. */
function startOf({ steps }: Query, { root, roots }: Place): { value: Json | undefined; next: number } {
  const first = steps[0]
  if (roots === undefined || first?.kind !== 'key') return { value: root, next: 0 }
  const special = roots(first.key)
  return special === undefined ? { value: root, next: 0 } : { value: special, next: 1 }
}
