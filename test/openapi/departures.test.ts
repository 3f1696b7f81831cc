import { describe, expect, it, test } from 'vitest'
import { relaxations, relaxed } from './departures.ts'
import { absence, present, readBehaviour, readDocument, readNotes } from './document.ts'
import { operationGaps, queryGaps, statusGaps } from './gaps.ts'
import { amended, schemaGaps, tokenGaps } from './schema-gaps.ts'

if (!present) console.warn(absence)

/** The rows of the table of relaxations. */
function table(): { place: string; live: string; document: string }[] {
  const lines = readNotes().split('\n')
  const first = lines.findIndex(line => line.startsWith('| place | live value |')) + 2
  const rows = lines.slice(
    first,
    lines.findIndex((line, at) => at > first && !line.startsWith('|')),
  )
  return rows.map(row => {
    const [place = '', live = '', document = ''] = row
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim())
    return { place, live, document }
  })
}

describe('the relaxations', () => {
  it('are those that recorded answers of Okta need, and no others', () => {
    if (!present) return
    expect(relaxations.map(({ relax: _, ...row }) => row)).toEqual(table())
  })

  it('name places that the document has', () => {
    expect(() => relaxed({})).toThrow('the document has no OktaUserGroupProfile.description')
    if (!present) return
    const { schemas } = readDocument('management').components
    const description = (all: typeof schemas) => all.OktaUserGroupProfile?.properties?.description?.nullable
    expect([description(schemas), description(relaxed(schemas))]).toEqual([undefined, true])
  })
})

test.each(
  [...schemaGaps, ...tokenGaps, ...operationGaps, ...queryGaps, ...statusGaps].map(gap => [
    gap.why,
    gap.source,
  ]),
)('a gap is told elsewhere or tells why: %s', (why, source) => {
  expect(why).not.toBe('')
  if (!present || source === undefined) return
  expect(`${readNotes()}${readBehaviour()}`).toContain(source)
})

test('what is to be amended is in the documents', () => {
  expect(() => amended({}, schemaGaps)).toThrow('the document has no IPNetworkZone')
  if (!present) return
  const { schemas } = readDocument('oauth').components
  expect(amended(schemas, tokenGaps).TokenResponseTokenType?.enum).toEqual(['Bearer', 'N_A', 'DPoP'])
})
