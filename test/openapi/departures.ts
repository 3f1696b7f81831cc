import type { Schema } from './document.ts'

type Schemas = Record<string, Schema>

/** A place where Okta answers otherwise than its document says, in the words of the table that tells it. */
export interface Relaxation {
  place: string
  live: string
  document: string
  /** What the checker does about it. */
  relax:
    | { nullable: [schema: string, member: string][] }
    | { lists: [string, string] }
    | { status: Unlisted }
    | 'discriminator'
}

interface Unlisted {
  status: string
  /** The operations by method and path template. */
  on: RegExp
}

/** The table of relaxations, equal to the one that came of 412 recorded answers of Okta. */
export const relaxations: readonly Relaxation[] = [
  {
    place: '`Group.profile.description`',
    live: '`null`',
    document: 'string',
    relax: {
      nullable: [
        ['OktaUserGroupProfile', 'description'],
        ['OktaActiveDirectoryGroupProfile', 'description'],
      ],
    },
  },
  {
    place: '`Application.accessibility.errorRedirectUrl`, `.loginRedirectUrl`',
    live: '`null`',
    document: 'string',
    relax: {
      nullable: [
        ['ApplicationAccessibility', 'errorRedirectUrl'],
        ['ApplicationAccessibility', 'loginRedirectUrl'],
      ],
    },
  },
  {
    place: '`Application.universalLogout`',
    live: '`null`',
    document: 'object',
    relax: { nullable: [['Application', 'universalLogout']] },
  },
  {
    place: '`AppUser.externalId`',
    live: '`null`',
    document: 'string',
    relax: { nullable: [['AppUser', 'externalId']] },
  },
  {
    place: '`UserFactor._links.resend`',
    live: 'array of links',
    document: 'object',
    relax: { lists: ['LinksResend', 'resend'] },
  },
  {
    place: '`StandardRole` (list, get, assign)',
    live: 'matches two branches',
    document: '`oneOf` standard/custom: ambiguous without the discriminator',
    relax: 'discriminator',
  },
  {
    place: '`IdentityProvider.policy.subject.filter`, `.matchAttribute`, `.policy.accountLink.filter`',
    live: '`null`',
    document: 'string / object',
    relax: {
      nullable: [
        ['PolicySubject', 'filter'],
        ['PolicySubject', 'matchAttribute'],
        ['PolicyAccountLink', 'filter'],
      ],
    },
  },
  {
    place: '`POST …/lifecycle/deactivate`',
    live: '204 in 2020 recordings, 200 later',
    document: '200 only',
    relax: { status: { status: '204', on: /^post .*\/lifecycle\/deactivate$/ } },
  },
  {
    place: 'list apps with a bad `filter`/`expand`/`after`',
    live: '400',
    document: '400 not listed',
    relax: { status: { status: '400', on: /^get \/api\/v1\/apps$/ } },
  },
]

/** The document's schemas with what is relaxed in them. Throws when a place is not in the document. */
export function relaxed(schemas: Schemas): Schemas {
  const copy = structuredClone(schemas)
  const member = (schema: string, name: string) => {
    const properties = copy[schema]?.properties
    const found = properties?.[name]
    if (!properties || !found) throw new Error(`the document has no ${schema}.${name}`)
    return { properties, found }
  }
  for (const { relax } of relaxations) {
    if (relax === 'discriminator' || 'status' in relax) continue
    for (const [schema, name] of 'nullable' in relax ? relax.nullable : []) {
      const { properties, found } = member(schema, name)
      properties[name] = found.type ? { ...found, nullable: true } : { nullable: true, allOf: [found] }
    }
    if (!('lists' in relax)) continue
    const { properties, found } = member(...relax.lists)
    properties[relax.lists[1]] = { anyOf: [found, { type: 'array', items: found }] }
  }
  return copy
}

/** Whether a status that the operation does not list is one of the table. */
export function isRelaxedStatus(operation: string, status: string): boolean {
  return relaxations.some(
    ({ relax }) =>
      typeof relax === 'object' &&
      'status' in relax &&
      relax.status.status === status &&
      relax.status.on.test(operation),
  )
}
