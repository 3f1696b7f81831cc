import { type Answer, NextPageError } from './errors.ts'

/** One page of a list; `next` is where the following one stands, as Okta gave it. */
export interface Page {
  readonly values: unknown[]
  readonly next?: URL
  /** By how many milliseconds this machine's clock is ahead of the org's; 0 when the answer does not tell its time. */
  readonly ahead?: number
}

/**
 * Every page from the first on, one read ahead, until `wanted` values are there. Throws what `page` throws, and
 * NextPageError when a page was read before. A list that is `endless` (the System Log, polled) has a next page for ever: it ends for now
 * with an empty page, which then names none.
 */
export async function* pagesOf(
  page: (at: URL) => Promise<Page>,
  first: URL,
  wanted = Number.POSITIVE_INFINITY,
  endless = false,
): AsyncGenerator<Page> {
  const read = new Set<string>()
  let left = wanted
  const ask = (url: URL) => {
    refuseCircle(url, read)
    const asked = page(fewer(url, left))
    // Whoever stops before the next page must not be told of its failure; whoever goes on meets it there.
    asked.catch(() => {})
    return asked
  }
  for (let coming: Promise<Page> | undefined = ask(first); coming; ) {
    const got: Page = await coming
    left -= got.values.length
    const { next, ...last } = got
    const isOver = endless && !got.values.length
    coming = next && left > 0 && !isOver ? ask(next) : undefined
    yield isOver ? last : got
  }
}

/** The page's own `limit` lowered to what is still wanted, so that what `next` names afterwards is what was not given. */
function fewer(url: URL, left: number): URL {
  const lowered = new URL(url)
  lowered.search = url.search.replace(/([?&]limit=)(\d+)/, (_, name: string, limit: string) => {
    return name + Math.min(Number(limit), left)
  })
  return lowered
}

/** A page that names itself would never end. */
function refuseCircle(url: URL, read: Set<string>): void {
  if (read.has(url.href)) {
    throw new NextPageError(
      { request: `GET ${url.pathname}` },
      undefined,
      'The next page is one that was read already, so the list has no end',
    )
  }
  read.add(url.href)
}

/** The `next` of a page as a URL. A page of another origin would be sent the token, so it is refused with a NextPageError. */
export function followed(next: string | undefined, origin: string, answer: Answer): URL | undefined {
  if (next === undefined) return undefined
  const url = URL.canParse(next) ? new URL(next) : undefined
  if (url?.origin === origin) return url
  throw new NextPageError(
    answer,
    undefined,
    `The next page is at another origin (${url?.origin ?? next}) than the org (${origin}); it was not asked for`,
  )
}
