import { command, type Output, text } from '../../../kit/command.ts'
import { thing } from '../okta/thing.ts'
import type { Session } from '../session.ts'
import { after, limitArgument, listResult, readList, tagOutput } from './listing.ts'

const PAGE = 'Okta.IdentityProviderPage(true)'

const facts: readonly (readonly [string, Output['type'], string, secret?: true])[] = [
  ['id', 'String', 'Id of the identity provider.'],
  ['name', 'String', 'Name of the identity provider.'],
  ['type', 'String', 'Kind of provider, such as SAML2 or OIDC.'],
  ['status', 'String', 'ACTIVE or INACTIVE.'],
  ['created', 'Date', 'When it was created.'],
  ['lastUpdated', 'Date', 'When it was last changed.'],
  ['issuerMode', 'String', 'Which address of the org stands in its requests.'],
  ['protocol.type', 'String', 'The protocol that is spoken with it.'],
  ['protocol.scopes', 'Unknown', 'The scopes that are asked of it.'],
  ['protocol.endpoints', 'Unknown', 'Its addresses.'],
  ['protocol.credentials.client.client_id', 'String', 'The client that the org is to it.'],
  ['protocol.credentials.client.client_secret', 'String', 'The secret of that client; always masked.', true],
  ['policy.provisioning', 'Unknown', 'What happens to people who come from it.'],
  ['policy.accountLink', 'Unknown', 'How its people are linked with users of Okta.'],
  ['policy.subject', 'Unknown', 'How its people are matched with users of Okta.'],
  ['policy.maxClockSkew', 'Number', 'How far its clock may be off, in milliseconds.'],
  ['_links', 'Unknown', 'Where to go on from it.'],
]

export const oktaListIdentityProviders = command({
  name: 'okta-list-identity-providers',
  description: 'Lists the identity providers of the org. Their secrets are masked.',
  effect: 'read',
  scopes: ['okta.idps.read'],
  args: {
    query: text({ description: 'Beginning of the name.' }),
    // Okta adds kinds over time, so these are suggestions and Okta decides (quirk S10).
    type: text({
      description: 'Kind of provider; any other kind that Okta knows may be given as well.',
      predefined: ['SAML2', 'OIDC', 'GOOGLE', 'MICROSOFT', 'FACEBOOK', 'LINKEDIN', 'APPLE', 'GITHUB', 'X509'],
    }),
    limit: limitArgument(),
    after,
  },
  outputs: [
    ...facts.map(([member, type, description, secret]) => ({
      path: `Okta.IdentityProvider.${member}`,
      type,
      description,
      ...(secret && { secret }),
    })),
    tagOutput(PAGE),
  ],
  async run({ query, type, limit, after: from }, { client }: Session) {
    const request = { path: '/api/v1/idps', query: { q: query, type }, limit, after: from, pageSize: 200 }
    const listed = await readList(client, request, thing)
    const rows = [...listed.things]
    const columns = ['id', 'name', 'type', 'status', 'created', 'lastUpdated']
    return listResult(listed, {
      readable: rows.length
        ? { title: 'Okta Identity Providers', rows, columns }
        : 'No identity providers found.',
      context: { 'Okta.IdentityProvider(val.id && val.id == obj.id)': rows },
      page: PAGE,
    })
  },
})
