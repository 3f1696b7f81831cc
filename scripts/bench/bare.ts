import { request } from 'undici'
import type { RunningOkta } from '../../okta-server/server.ts'

/** A request of an org, as it can be sent again. */
export interface Call {
  readonly org: RunningOkta
  readonly method: string
  readonly path: string
}

/** Seconds for requests sent again, one after the other and nothing between them; the users that they make are others. */
export async function sendBare(calls: readonly Call[]): Promise<number> {
  let made = { id: '', count: 0 }
  const from = performance.now()
  for (const call of calls) {
    const creates = call.method === 'POST' && call.path.startsWith('/api/v1/users?')
    const login = `bare${made.count}@crm.example`
    const person = { profile: { firstName: 'B', lastName: 'R', login, email: login } }
    const answer = await send(call, made.id, creates ? JSON.stringify(person) : '')
    if (creates) made = { id: (answer as { id: string }).id, count: made.count + 1 }
  }
  return (performance.now() - from) / 1000
}

/** A write goes to the user that was made last; bodies are sent with writes alone. */
async function send({ org, method, path }: Call, madeId: string, body: string): Promise<unknown> {
  const headers = { authorization: `SSWS ${org.token}`, 'content-type': 'application/json' }
  const isWrite = method === 'POST'
  const url = `${org.url}${isWrite ? path.replace(/\/00u\w+/, `/${madeId}`) : path}`
  const sent = isWrite ? { method: 'POST' as const, headers, body } : { headers }
  return (await request(url, sent)).body.json()
}
