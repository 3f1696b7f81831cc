import { type Check, createCheck } from './checker.ts'
import { relaxed } from './departures.ts'
import { type Document, readDocument, type Schema } from './document.ts'
import { knownProfiles } from './profiles.ts'
import { amended, schemaGaps, tokenGaps } from './schema-gaps.ts'

/** The check of exchanges against both of Okta's documents, with what is known of their faults. Throws when they are absent. */
export function createOktaCheck(): Check {
  const management = readDocument('management')
  const oauth = readDocument('oauth')
  const api = createCheck(
    withSchemas(management, amended(relaxed(management.components.schemas), schemaGaps)),
    knownProfiles(),
  )
  const token = createCheck(withSchemas(oauth, amended(oauth.components.schemas, tokenGaps)), new Map())
  return exchange => (exchange.path.startsWith('/oauth2/') ? token : api)(exchange)
}

function withSchemas(document: Document, schemas: Record<string, Schema>): Document {
  return { ...document, components: { ...document.components, schemas } }
}
