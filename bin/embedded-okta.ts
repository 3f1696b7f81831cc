import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
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

/** Starts the embedded Okta on a free loopback port. It ends with its stdin, so it never outlives this process. */
export const startOkta: Surroundings['startOkta'] = async now => {
  const program = built('okta.js')
  if (!existsSync(program)) {
    throw new Refusal(
      `The embedded Okta ${program} is missing; run npm run build, or name an org with --okta-url.`,
    )
  }
  const clock = now === undefined ? [] : ['--now', now]
  const child = spawn(process.execPath, [program, '--port', '0', '--until-stdin-closes', ...clock], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  // It may be gone before we end it.
  child.stdin.on('error', () => {})
  const [, url, token] = LISTENING.exec(await firstLine(child.stdout)) ?? []
  if (url === undefined || token === undefined) {
    throw new Refusal('The embedded Okta did not start; what it said stands above.')
  }
  child.stdout.resume()
  return { url, token, follow: instant => moveClock(url, instant), end: () => child.stdin.end() }
}
