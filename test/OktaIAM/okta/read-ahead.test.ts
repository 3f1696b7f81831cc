import { describe, expect, it } from 'vitest'
import { type Page, pagesOf } from '../../../Integrations/OktaIAM/okta/pages.ts'

type Pages = (page: (at: URL) => Promise<Page>, first: URL) => AsyncGenerator<Page>

/** A loop that asks for the next page when the work on the present one is done. */
async function* oneAfterTheOther(page: (at: URL) => Promise<Page>, first: URL): AsyncGenerator<Page> {
  for (let at: URL | undefined = first; at; ) {
    const got: Page = await page(at)
    yield got
    at = got.next
  }
}

const LAST = 3
const address = (n: number) => new URL(`https://org.example/api/v1/users?limit=200&after=${n}`)

/** What happens in which order while three pages are read and worked on. */
async function happenings(pages: Pages): Promise<string[]> {
  const happened: string[] = []
  const page = async (at: URL): Promise<Page> => {
    const n = Number(at.searchParams.get('after'))
    happened.push(`ask ${n}`)
    return { values: [n], ...(n < LAST && { next: address(n + 1) }) }
  }
  for await (const { values } of pages(page, address(1))) {
    await Promise.resolve()
    happened.push(`worked on ${values[0]}`)
  }
  return happened
}

describe('reading ahead', () => {
  const holds = async (pages: Pages) => {
    const happened = await happenings(pages)
    for (let n = 1; n < LAST; n += 1)
      expect(happened.indexOf(`ask ${n + 1}`)).toBeLessThan(happened.indexOf(`worked on ${n}`))
  }
  it('the next page is asked for before the present one is worked on', () => holds(pagesOf))
  it('a plain loop does not', async () => {
    await expect(holds(oneAfterTheOther)).rejects.toThrow()
  })
  it('no more than one page ahead, each once and in order', async () => {
    expect(await happenings(pagesOf)).toEqual([
      'ask 1',
      'ask 2',
      'worked on 1',
      'ask 3',
      'worked on 2',
      'worked on 3',
    ])
  })
  it('nothing is asked for beyond what is wanted', async () => {
    const asked: string[] = []
    const page = async (at: URL): Promise<Page> => {
      asked.push(at.search)
      return { values: Array.from({ length: 200 }, () => 0), next: address(asked.length + 1) }
    }
    for await (const _ of pagesOf(page, address(1), 240)) {
      // Only what is asked for counts here.
    }
    expect(asked).toEqual(['?limit=200&after=1', '?limit=40&after=2'])
  })
})
