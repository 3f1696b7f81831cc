/** A message stays one readable line, however long the query is. */
const SHOWN = 200

/** A query that cannot be read. Carries the text and where in it the fault lies. */
export class QueryError extends Error {
  override readonly name = 'QueryError'
  constructor(
    readonly query: string,
    readonly position: number,
    fault: string,
  ) {
    super(
      `the query "${query.length > SHOWN ? `${query.slice(0, SHOWN)}…` : query}" cannot be read at position ${position + 1}: ${fault}`,
    )
  }
}
