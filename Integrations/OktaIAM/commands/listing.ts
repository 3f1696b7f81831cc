import { limit, type Output, type Readable, type Result, text } from '../../../kit/command.ts'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Client } from '../okta/client.ts'
import { ConnectionError, NextPageError, OktaError } from '../okta/errors.ts'

/** What was read of a list. `tag` is where to go on (argument `after`), null at its end. */
export interface Listed<T> {
  readonly things: readonly T[]
  readonly tag: string | null
  /** What stopped the reading half-way; `tag` then names the page that is missing. */
  readonly failure?: OktaError | ConnectionError
}

export const after = text({
  description:
    'Where to go on: the tag that the command wrote to the context when more was left. The other arguments must be the same.',
})

/** How many of a list to give, over every page. What no limit means is the command's own: what it meant in the older packs. */
export const limitArgument = (defaultValue = 'all', more: { positional?: true } = {}) =>
  limit({
    ...more,
    description: 'How many to give in all, over every page; "all" gives everything.',
    defaultValue,
  })

export interface ListRequest {
  /** The endpoint's path. */
  readonly path: string
  /** Its parameters without limit and after; one that is undefined is not sent (quirk V8). */
  readonly query?: Readonly<Record<string, string | undefined>>
  /** How many things in all; Infinity for every one. */
  readonly limit: number
  readonly after?: string | undefined
  /** The most that the endpoint gives on one page (okta-api §5). */
  readonly pageSize: number
  /** The list has a next page for ever (the System Log) and ends with an empty one. */
  readonly endless?: boolean
}

/**
 * Reads a list over its pages with the fewest calls its page size allows. A failure after the first page keeps what was
 * read and says where to go on; one on the first page is thrown. `check` refuses what is no such thing.
 */
export async function readList<T>(
  client: Client,
  { path, query = {}, limit: wanted, after: from, pageSize, endless }: ListRequest,
  check: (value: unknown, request: string) => T,
): Promise<Listed<T>> {
  const asked = { ...query, after: from, limit: String(Math.min(wanted, pageSize)) }
  const given = Object.entries(asked).filter((one): one is [string, string] => one[1] !== undefined)
  const things: T[] = []
  let tag: string | null = null
  try {
    for await (const { values, next } of client.pages(
      `${path}?${new URLSearchParams(given)}`,
      wanted,
      endless,
    )) {
      things.push(...values.map(value => check(value, `GET ${path}`)))
      tag = next?.searchParams.get('after') ?? null
    }
  } catch (failure) {
    const isOkta = failure instanceof OktaError || failure instanceof ConnectionError
    // A next page that is no next page: asking for it by its tag again would end in the same way.
    if (failure instanceof NextPageError && things.length) return { things, tag: null, failure }
    if (isOkta && things.length && tag !== null) return { things, tag, failure }
    throw failure
  }
  return { things, tag }
}

/**
 * The result of a list: its table (or text), the raw objects, the context of the things and the tag.
 * `page` is the context path of the tag: `Okta.User.tag` as in Okta v2, else `Okta.<Thing>Page(true)`.
 */
export function listResult<T extends Json>(
  { things, tag, failure }: Listed<T>,
  show: {
    readonly readable: Readable
    readonly context: JsonObject
    readonly page: string
  },
): Result {
  const context = { ...show.context, [show.page]: { tag } }
  const contents = things as T[]
  const parts = [show.readable].flat() as (typeof show.readable)[]
  if (failure) {
    const further = tag === null ? 'there is no way to go on' : `go on with after=${tag}`
    const told = `Only ${things.length} were read; ${further}. ${failure.message}`
    return { readable: [told, ...parts].flat(), contents, context, failed: true }
  }
  return { readable: tag === null ? show.readable : [...parts, `### tag: ${tag}`].flat(), contents, context }
}

/** The context path of a list's tag, as the YAML declares it. */
export const tagOutput = (page: string): Output => ({
  path: `${page.replace(/\(.*/, '')}.tag`,
  type: 'String',
  description: 'Where the list goes on (argument after); null when there is no more.',
})
