import { CutList, UnpagedList } from './errors.ts'
import type { Kind } from './pages.ts'

/** Less came than the server says there is. */
export function cut(kind: Kind, came: number, total: number, isAgain: boolean): CutList {
  const what = kind.toLowerCase()
  const List = isAgain ? UnpagedList : CutList
  return new List(
    `The server says that there are ${total} ${what} (totalResults) and gives ${came}, so who is missing from the list may be there all the same; nothing was concluded from it. Run the command again; when it stays so, the server does not page its lists, or counts them wrongly.`,
    { totalResults: total, received: came },
  )
}

/** The total fell at every reading. */
export function shrunk(kind: Kind, readings: number): CutList {
  return new CutList(
    `The list of ${kind.toLowerCase()} became shorter ${readings} times while it was read, so it may lack some who are there; nothing was concluded from it. Run the command again.`,
  )
}

/** The same page came for every place that was asked for. */
export function unpaged(kind: Kind, length: number): UnpagedList {
  return new UnpagedList(
    `The server gives the same ${length} ${kind.toLowerCase()} whatever page is asked for, which may be all of them or the first ones only; nothing was concluded from it. Set Page size to a number that is not ${length}; when the server gives no more even then, it can only be asked by filters.`,
    { received: length },
  )
}
