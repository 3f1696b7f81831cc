import { readThings } from '../../okta-server/seeding/things.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'
import { type Client, client, type Value } from './client.ts'
import { seeded } from './people.ts'

const people = [
  seeded('owner@org.example'),
  seeded('ann@org.example', 'ACTIVE', { department: 'Lab' }),
  seeded('bob@org.example', 'ACTIVE', { department: 'Lab' }),
  seeded('gone@org.example', 'DEPROVISIONED', { department: 'Lab' }),
  seeded('suspended@org.example', 'SUSPENDED'),
]

const things = {
  groups: [
    { name: 'Lab', description: 'White coats', department: 'Lab' },
    { name: 'Library', members: ['ann@org.example'] },
    { name: 'Directory Lab', type: 'APP_GROUP', source: 'Directory', members: ['bob@org.example'] },
  ],
  apps: [
    { name: 'active_directory', label: 'Directory', signOnMode: 'AUTO_LOGIN', hidden: true },
    { name: 'slack', label: 'Slack', signOnMode: 'SAML_2_0', groups: ['Lab'], users: ['owner@org.example'] },
    { name: 'bookmark', label: 'Old Intranet', signOnMode: 'BOOKMARK', status: 'INACTIVE' },
  ],
  identityProviders: [
    {
      name: 'Partners',
      type: 'OIDC',
      protocol: { credentials: { client: { client_id: 'us', client_secret: 'x' } } },
    },
    { name: 'Pals', type: 'SAML2' },
  ],
}

/** An org with five people, Everyone and three groups, three apps and two identity providers. */
export async function smallOrg(more: Parameters<typeof startOkta>[0] = {}) {
  const seed = { people, things: readThings(things, 'test') }
  const okta = await startOkta({ seed, now: '2026-05-01T10:00:00Z', ...more })
  const org = client(okta)
  return { okta, org, ids: idsOf(okta), close: () => okta.close() }
}

export type SmallOrg = Awaited<ReturnType<typeof smallOrg>>

/** Ids by what a reader knows: a login's short name, a group's name, an app's label. */
function idsOf({ org }: RunningOkta) {
  const groups = new Map([...org.groups.values()].map(({ id, profile }) => [profile.name, id]))
  const apps = new Map([...org.apps.values()].map(({ id, label }) => [label, id]))
  return {
    user: (name: string) => org.users.find(name)?.id ?? '',
    group: (name: string) => groups.get(name) ?? '',
    app: (label: string) => apps.get(label) ?? '',
  }
}

/** The events since the last call, as `type: target types`, by polling. */
export function eventReader(org: Client) {
  let next = '/api/v1/logs'
  return async (): Promise<Value[]> => {
    const reply = await org.get(next)
    next =
      reply.lines.map(([, value]) => /<([^>]*)>; rel="next"/.exec(value)?.[1]).find(found => found) ?? next
    return reply.list
  }
}

export const typesOf = (events: Value[]) =>
  events.map(({ eventType, target }) => {
    const targets = Array.isArray(target) ? (target as Value[]).map(({ type }) => type).join(' ') : 'none'
    return `${eventType}: ${targets}`
  })
