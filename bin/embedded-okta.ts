import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { Surroundings } from '../warroom/face/main.ts'
import { Refusal } from '../warroom/refusal.ts'

const LISTENING = /listening on (\S+) .*token (\S+)\)/

/** A file of the build: beside this one when it is built itself, else in dist/. */
export function built(name: string): string {
  const places = [`./${name}`, `../dist/${name}`].map(place => fileURLToPath(new URL(place, import.meta.url)))
  return places.find(existsSync) ?? places[0] ?? name
}

/** The first line of a stream, or what there was when it ended. */
async function firstLine(stream: Readable): Promise<string> {
  let text = ''
  for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
    text += chunk
    if (text.includes('\n')) break
  }
  return text
}

async function moveClock(url: string, now: string): Promise<void> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/_test/clock`, { method: 'POST', headers, body: JSON.stringify({ now }) })
  if (!answer.ok) throw new Refusal(`The embedded Okta's clock could not be moved: status ${answer.status}.`)
}

/** How long an Okta that was told to end may take to save its org. */
const FAREWELL_MS = 10_000

/** Closes the program's stdin, upon which it saves its org and goes, and waits until it is gone. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const late = setTimeout(() => child.kill('SIGKILL'), FAREWELL_MS)
  const gone = once(child, 'exit')
  child.stdin?.end()
  await gone
  clearTimeout(late)
}

/**
 * Starts the embedded Okta on a free loopback port. It ends with its stdin, so it never outlives this process. Its org is
 * kept in the state folder, as what the war room remembers of it is.
 */
export const startOkta: Surroundings['startOkta'] = async (now, state) => {
  const program = built('okta.js')
  if (!existsSync(program)) {
    throw new Refusal(
      `The embedded Okta ${program} is missing; run npm run build, or name an org with --okta-url.`,
    )
  }
  const clock = now === undefined ? [] : ['--now', now]
  const kept = ['--state', path.join(state, 'okta')]
  const child = spawn(process.execPath, [program, '--port', '0', '--until-stdin-closes', ...kept, ...clock], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // It may be gone before we end it.
  child.stdin.on('error', () => {})
  const [, url, token] = LISTENING.exec(await firstLine(child.stdout)) ?? []
  if (url === undefined || token === undefined) {
    throw new Refusal(
      'The embedded Okta did not start, what it said stands above; --fresh gives a new state and org.',
    )
  }
  child.stdout.resume()
  return { url, token, follow: instant => moveClock(url, instant), end: () => ended(child) }
}
