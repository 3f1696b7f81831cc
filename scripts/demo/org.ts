import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Json, JsonObject } from '../../kit/wire.ts'

/** What an org answered. */
export interface Answer {
  readonly status: number
  readonly body: Json
}

/** A server that is asked by HTTP. */
export interface Asked {
  ask(method: string, path: string, body?: JsonObject | Json[]): Promise<Answer>
}

/** An embedded Okta as a process of its own, asked as its administrators' programs would. */
export interface Org extends Asked {
  readonly url: string
  readonly token: string
  end(): Promise<void>
}

/** Starts an embedded Okta on a free port, with the people of a seed file or its own. Throws when it does not start. */
export async function startOrg(seed?: string): Promise<Org> {
  const options = ['--port', '0', '--until-stdin-closes', ...(seed === undefined ? [] : ['--seed', seed])]
  const child = spawn(process.execPath, ['dist/okta.js', ...options], { stdio: ['pipe', 'pipe', 'inherit'] })
  const exited = new Promise<void>(resolve => child.once('exit', () => resolve()))
  // It may be gone already, as after Ctrl-C, which the terminal sends to all.
  child.stdin.on('error', () => {})
  const end = () => {
    child.stdin.end()
    return exited
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url, token] = /listening on (\S+) .*token (\S+)\)/.exec(line) ?? []
    if (url && token) return { url, token, end, ask: asker(url, { authorization: `SSWS ${token}` }) }
  }
  throw new Error('The embedded Okta did not start.')
}

/** Asks the server at an address, with these headers beside those that JSON needs. */
export function asker(url: string, more: Readonly<Record<string, string>> = {}): Asked['ask'] {
  const headers = {
    ...more,
    accept: 'application/json',
    'content-type': 'application/json',
  }
  return async (method, path, body) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(method === 'GET' || method === 'DELETE'
        ? {}
        : { body: body === undefined ? '' : JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? null : (JSON.parse(text) as Json) }
  }
}
