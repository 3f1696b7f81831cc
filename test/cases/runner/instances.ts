import { parse } from 'yaml'
import type { Json, JsonObject } from '../../../kit/wire.ts'
import type { Case } from './case.ts'
import { DIRECTORY } from './directories.ts'
import { type Orgs, orgNamed } from './orgs.ts'
import { type Scims, scimNamed } from './scims.ts'

const SHIPPED = {
  classifier: 'Okta IAM - App Sync (classifier)',
  mapperIn: 'Okta IAM - App Sync (mapper)',
}
/** Each event of the flows, though the case has connected no application. */
const EVENTS = {
  isFetch: true,
  auto_generate_query_filter: false,
  fetch_query_filter: ['application.user_membership', 'group.user_membership', 'user.account.update_profile']
    .map(type => `eventType sw "${type}"`)
    .join(' or '),
  first_fetch: '1 hour',
}

/** By name. */
export type Instances = Case['given']['instances']

/** The instances as the war room's file has them. */
export function instanceList(instances: Instances, orgs: Orgs, scims: Scims): Json[] {
  return Object.entries(instances).map(([name, { org, scim, brand, enabled, fetches, params }]) => {
    const okta = org === undefined ? undefined : orgNamed(orgs, org)
    const application = scim === undefined ? undefined : scimNamed(scims, scim)
    return {
      ...{ name, brand, enabled, ...(fetches && SHIPPED) },
      params: {
        ...(okta && { url: okta.url, credentials: okta.token }),
        ...(application && { url: application.url, api_token: application.token }),
        ...(fetches && EVENTS),
        ...(brand === DIRECTORY && { instanceName: name }),
        ...params,
      },
    }
  })
}

/** With one changed as `NAME {…}` says: `enabled`, and parameters. Throws when there is no such instance. */
export function changed(instances: Instances, text: string): Instances {
  const [, name = '', json = ''] = /^(\S+) (\{.+)$/s.exec(text) ?? []
  const one = instances[name]
  if (!one)
    throw new Error(`instance ${text}: expected a name (${Object.keys(instances).join(', ')}) and {…}.`)
  const { enabled = one.enabled, ...params } = parse(json) as JsonObject & { enabled?: boolean }
  return { ...instances, [name]: { ...one, enabled, params: { ...one.params, ...params } } }
}
