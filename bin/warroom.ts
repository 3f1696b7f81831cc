import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { main, type Surroundings } from '../warroom/face/main.ts'
import { Refusal } from '../warroom/refusal.ts'

const LISTENING = /listening on (\S+) .*token (\S+)\)/

/** A file of the build: beside this one when it is built itself, else in dist/. */
function built(name: string): string {
  const [beside = '', dist = ''] = [`./${name}`, `../dist/${name}`].map(place =>
    fileURLToPath(new URL(place, import.meta.url)),
  )
  return existsSync(beside) ? beside : dist
}

/** Starts the embedded Okta on a free loopback port. It ends with its stdin, so it never outlives this process. */
const startOkta: Surroundings['startOkta'] = async now => {
  const program = built('okta.js')
  if (!existsSync(program))
    throw new Refusal(
      `The embedded Okta ${program} is missing; run npm run build, or name an org with --okta-url.`,
    )
  const clock = now === undefined ? [] : ['--now', now]
  const child = spawn(process.execPath, [program, '--port', '0', '--until-stdin-closes', ...clock], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.on('error', () => {})
  const said = await new Promise<string>(resolve => {
    let text = ''
    child.stdout.on('data', chunk => {
      text += chunk
      if (text.includes('\n')) resolve(text)
    })
    child.on('close', () => resolve(text))
  })
  const [, url, token] = LISTENING.exec(said) ?? []
  if (url === undefined || token === undefined)
    throw new Refusal('The embedded Okta did not start; what it said stands above.')
  return {
    url,
    token,
    async follow(instant) {
      const answer = await fetch(`${url}/_test/clock`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ now: instant }),
      })
      if (!answer.ok)
        throw new Refusal(`The embedded Okta's clock could not be moved: status ${answer.status}.`)
    },
    end: () => child.stdin.end(),
  }
}

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
process.exitCode = await main(process.argv.slice(2), {
  version,
  pack: built('OktaIdentityLifecycle.zip'),
  startOkta,
})
process.stdin.destroy()
