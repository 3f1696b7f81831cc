import type { Json } from '../../../kit/wire.ts'
import type { RunningOkta } from '../../../okta-server/server.ts'
import { idOf, type Orgs, orgNamed } from './orgs.ts'

const PLACE = /\{(?:(\w+)\.)?(user|app|group):([^}]+)\}/g

/** A text with the ids in place of `{company.user:ann}`, `{company.app:CRM}` and `{company.group:Sales}`. */
export function withIds(text: string, orgs: Orgs, own?: string): string {
  return text.replace(PLACE, (_, org: string | undefined, kind: string, name: string) =>
    idOf(orgNamed(orgs, org ?? own ?? ''), kind, name),
  )
}

async function call(okta: RunningOkta, method: string, at: string, body?: Json): Promise<void> {
  const headers = { authorization: `SSWS ${okta.token}`, 'content-type': 'application/json' }
  const text = body === undefined ? '' : JSON.stringify(body)
  const answer = await fetch(okta.url + at, { method, headers, ...(method !== 'GET' && { body: text }) })
  if (!answer.ok) throw new Error(`${method} ${at}: ${answer.status} ${await answer.text()}`)
}

type Act = (okta: RunningOkta, words: readonly string[]) => Promise<void>

const user = (okta: RunningOkta, name = ''): string => idOf(okta, 'user', name)

/** `fault STATUS [METHOD] [PATH] [xTIMES]`: what the next requests are answered; later ones of a case are added. */
async function fault(okta: RunningOkta, [status, ...rest]: readonly string[]): Promise<void> {
  const times = Number(rest.find(word => /^x\d+$/.test(word))?.slice(1) ?? 1)
  const path = rest.find(word => word.startsWith('/'))
  const method = rest.find(word => /^[A-Z]+$/.test(word))
  const match = { ...(path !== undefined && { path }), ...(method !== undefined && { method }) }
  const one = { match, times, answer: { kind: 'status', status: Number(status) } }
  await call(okta, 'POST', '/_test/faults', [...(okta.org.faults.all() as unknown as Json[]), one])
}

/** `WHO NAME`: a person, and an application or a group whose name may have blanks. */
const place = (okta: RunningOkta, kind: 'app' | 'group', [who, ...name]: readonly string[]) => ({
  who: user(okta, who),
  id: idOf(okta, kind, name.join(' ')),
})

async function assign(okta: RunningOkta, words: readonly string[]): Promise<void> {
  const { who, id } = place(okta, 'app', words)
  await call(okta, 'POST', `/api/v1/apps/${id}/users`, { id: who, scope: 'USER' })
}

async function unassign(okta: RunningOkta, words: readonly string[]): Promise<void> {
  const { who, id } = place(okta, 'app', words)
  await call(okta, 'DELETE', `/api/v1/apps/${id}/users/${who}`)
}

const membership =
  (method: 'PUT' | 'DELETE'): Act =>
  (okta, words) => {
    const { who, id } = place(okta, 'group', words)
    return call(okta, method, `/api/v1/groups/${id}/users/${who}`)
  }

const profile: Act = (okta, [who, ...json]) =>
  call(okta, 'POST', `/api/v1/users/${user(okta, who)}`, { profile: JSON.parse(json.join(' ')) })

const ACTS: Readonly<Record<string, Act>> = {
  ...{ assign, unassign, profile, fault },
  join: membership('PUT'),
  leave: membership('DELETE'),
}

/**
 * Does in an org what a line says: `okta ORG METHOD PATH [JSON]`, or one of the short forms `okta ORG assign USER APP` (unassign,
 * join, leave), `okta ORG profile USER JSON`, `okta ORG fault STATUS …`. Throws when the org refuses it.
 */
export async function runOrgLine(line: string, orgs: Orgs): Promise<void> {
  const [, name = '', act = '', rest = ''] = /^okta (\w+) (\w+) (.+)$/s.exec(line) ?? []
  const okta = orgNamed(orgs, name)
  const text = withIds(rest, orgs, name)
  const known = ACTS[act]
  if (known) return known(okta, text.split(' '))
  const [, at = '', json] = /^(\S+)(?: (.+))?$/s.exec(text) ?? []
  if (!/^[A-Z]+$/.test(act)) throw new Error(`"${line}" is no line of an org; see test/cases/README.md.`)
  await call(okta, act, at, json === undefined ? undefined : (JSON.parse(json) as Json))
}
