import { emailsOf } from './emails.ts'
import { pagesOf } from './pages.ts'
import { isSame, quote, type Resource } from './resource.ts'
import { filtersBy, isFilterRefused } from './search.ts'
import type { Server } from './server.ts'

/** So many users are enough to find one with whom filters can be tried. */
const LOOKED_AT = 10
/** No top-level domain of this name can be (RFC 2606). */
const NOBODY = 'nobody@nowhere.invalid'

/**
 * What filters on users really do, tried once on somebody who is there: whether they take `or`, and whether they leave the case
 * of letters aside. Where they mind it, whom they do not find is looked for in the list from then on. `seen` are users who were
 * read already. Throws as `pagesOf` does, but for what says that there is no such filter.
 */
export async function tryFilters(server: Server, seen?: readonly Resource[]): Promise<void> {
  const knowledge = await server.knowledge()
  if (knowledge.joins !== undefined || !(await filtersBy(server, 'userName'))) return
  const users = seen ?? (await someUsers(server))
  const somebody = users.find(user => hasLetters(emailsOf(user)[0])) ?? users.find(hasLettersInName)
  if (!somebody) return
  const userName = quote(otherCase(String(somebody.userName ?? '')))
  const [email] = emailsOf(somebody)
  const joined = hasLetters(email)
    ? `userName eq ${quote(NOBODY)} or emails.value eq ${quote(otherCase(email))}`
    : `emails.value eq ${quote(NOBODY)} or userName eq ${userName}`
  knowledge.joins = (await finds(server, joined, somebody)) === 'found'
  const alone = knowledge.joins ? 'found' : await finds(server, `userName eq ${userName}`, somebody)
  knowledge.foldsCase = alone === 'found'
  if (alone === 'refused' || alone === 'ignored')
    for (const attribute of ['userName', 'emails.value']) knowledge.refusedFilters.add(`Users ${attribute}`)
}

async function someUsers(server: Server): Promise<readonly Resource[]> {
  for await (const { resources } of pagesOf(server, 'Users', { count: LOOKED_AT })) return resources
  return []
}

/** What a filter that is for this user gives. */
async function finds(server: Server, filter: string, { id }: Resource) {
  try {
    for await (const { resources } of pagesOf(server, 'Users', { filter, count: LOOKED_AT }))
      return resources.length > 1 ? 'ignored' : resources[0]?.id === id ? 'found' : 'missed'
    return 'missed'
  } catch (error) {
    if (isFilterRefused(error)) return 'refused'
    throw error
  }
}

function hasLettersInName({ userName }: Resource): boolean {
  return typeof userName === 'string' && hasLetters(userName)
}

function hasLetters(text: string | undefined): text is string {
  return text !== undefined && !isSame(text, NOBODY) && otherCase(text) !== text
}

/** The ASCII letters the other way round. */
function otherCase(text: string): string {
  return text.replace(/[a-z]+|[A-Z]+/g, part =>
    /[a-z]/.test(part) ? part.toUpperCase() : part.toLowerCase(),
  )
}
