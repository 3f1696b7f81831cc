import type { JsonObject } from '../json.ts'

export const idpTypes = [
  'SAML2',
  'OIDC',
  'GOOGLE',
  'MICROSOFT',
  'FACEBOOK',
  'LINKEDIN',
  'APPLE',
  'GITHUB',
  'X509',
  'AgentlessDSSO',
  'OKTA_INTEGRATION',
] as const

/** An identity provider as the org keeps it; nothing in this API changes one. */
export interface IdentityProvider {
  readonly id: string
  readonly name: string
  readonly type: (typeof idpTypes)[number]
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly created: string
  readonly protocol: JsonObject
}

/** The provider as Okta shows it: also the client's secret, so that a client learns to mask it (okta-api §16). */
export function idpObject(idp: IdentityProvider, origin: string): JsonObject {
  const isSaml = idp.type === 'SAML2'
  return {
    id: idp.id,
    issuerMode: 'DYNAMIC',
    name: idp.name,
    status: idp.status,
    created: idp.created,
    lastUpdated: idp.created,
    protocol: { type: isSaml ? 'SAML2' : 'OIDC', ...idp.protocol },
    policy: policyObject(isSaml),
    type: idp.type,
    _links: isSaml ? samlLinks(idp, origin) : authorizeLinks(idp, origin),
  }
}

/** The policy that a provider gets when nothing is chosen. */
function policyObject(isSaml: boolean): JsonObject {
  return {
    provisioning: {
      action: 'AUTO',
      profileMaster: false,
      groups: { action: 'NONE' },
      conditions: { deprovisioned: { action: 'NONE' }, suspended: { action: 'NONE' } },
    },
    accountLink: { filter: null, action: 'AUTO' },
    subject: {
      userNameTemplate: { template: isSaml ? 'idpuser.subjectNameId' : 'idpuser.email' },
      filter: null,
      matchType: 'USERNAME',
      matchAttribute: null,
    },
    maxClockSkew: 0,
  }
}

function samlLinks({ id }: IdentityProvider, origin: string): JsonObject {
  const xml = 'application/xml'
  return {
    metadata: { href: `${origin}/api/v1/idps/${id}/metadata.xml`, type: xml, hints: { allow: ['GET'] } },
    acs: { href: `${origin}/sso/saml2/${id}`, type: xml, hints: { allow: ['POST'] } },
  }
}

function authorizeLinks({ id }: IdentityProvider, origin: string): JsonObject {
  const href = `${origin}/oauth2/v1/authorize?idp=${id}&client_id={clientId}&response_type={responseType}`
  return {
    authorize: { href, templated: true, hints: { allow: ['GET'] } },
    clientRedirectUri: { href: `${origin}/oauth2/v1/authorize/callback`, hints: { allow: ['POST'] } },
  }
}
