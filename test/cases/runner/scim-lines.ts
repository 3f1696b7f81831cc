import { parse } from 'yaml'
import type { RunningScimServer, ScimServer } from '../../../scim-server/server.ts'
import type { WantedFault } from '../../../scim-server/testing/faults.ts'
import { type Scims, scimIdOf, scimNamed } from './scims.ts'

const PLACE = /\{(\w+)\.(user|group):([^}]+)\}/g
const OWN_PLACE = /\{(user|group):([^}]+)\}/g

/** A text with the ids in place of `{crm.user:ann.lee}` and `{crm.group:Sales}` for the SCIM applications; others are left for the orgs. */
export function withScimIds(text: string, scims: Scims): string {
  return text.replace(PLACE, (place, name: string, kind: string, who: string) => {
    const scim = scims.get(name)
    return scim ? scimIdOf(scim, kind, who) : place
  })
}

/**
 * Does in a SCIM application what a line says: `scim NAME METHOD PATH [JSON]`, `scim NAME fault {answer: …}` or
 * `scim NAME switch {…}`. Throws when the application refuses it.
 */
export async function runScimLine(line: string, scims: Scims): Promise<void> {
  const [, name = '', act = '', rest = ''] = /^scim (\w+) (\w+) (.+)$/s.exec(line) ?? []
  const scim = scimNamed(scims, name)
  const text = rest.replace(OWN_PLACE, (_, kind: string, who: string) => scimIdOf(scim, kind, who))
  if (act === 'fault') return addFault(scim, parse(text) as WantedFault)
  if (act === 'switch') return own(scim).set(parse(text) as Parameters<RunningScimServer['set']>[0])
  if (!/^[A-Z]+$/.test(act))
    throw new Error(`"${line}" is no line of a SCIM application; see test/cases/README.md.`)
  const [, path = '', body] = /^(\S+)(?: (.+))?$/s.exec(text) ?? []
  await call(scim, act, path, body)
}

/** Later faults of a case are added to those that are not used up. */
function addFault(scim: ScimServer | RunningScimServer, fault: WantedFault): void {
  const server = own(scim)
  server.fault(...(server.faults() as readonly WantedFault[]), fault)
}

function own(scim: ScimServer | RunningScimServer): RunningScimServer {
  if ('set' in scim) return scim
  throw new Error('Only our own SCIM server has switches and faults; say servers: [own].')
}

async function call({ url, token }: ScimServer, method: string, path: string, body: string | undefined) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' }
  const answer = await fetch(url + path, { method, headers, ...(body !== undefined && { body }) })
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
}
