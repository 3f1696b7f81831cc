/** Plays one employee's life on the built pack: the war room as a process, the embedded Okta as a process. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { renderMarkdown } from '../warroom/face/markdown.ts'

const LOGIN = 'maya.okafor@northwind.example'
const profile = (more: object) => `user-profile=\`${JSON.stringify({ email: LOGIN, ...more })}\``
const HIRED = { givenname: 'Maya', surname: 'Okafor', title: 'Analyst', department: 'Finance' }

const LIFE: readonly [string, string][] = [
  ['Hired', `!iam-create-user ${profile(HIRED)}`],
  ['Looked up', `!iam-get-user ${profile({})}`],
  ['Promoted', `!iam-update-user ${profile({ title: 'Head of Treasury', department: 'Treasury' })}`],
  ['Left', `!iam-disable-user ${profile({})}`],
  [
    'Came back with new data',
    `!iam-update-user ${profile({ title: 'Treasurer', city: 'Lagos' })} allow-enable=true`,
  ],
  ['Looked up again', `!iam-get-user ${profile({})}`],
]

/** What the org must say of her in the end; written from the story, not from a run. */
const FINALLY = {
  status: 'PROVISIONED',
  firstName: 'Maya',
  title: 'Treasurer',
  department: 'Treasury',
  city: 'Lagos',
}

interface Okta {
  readonly url: string
  readonly token: string
  end(): void
}

async function startOkta(): Promise<Okta> {
  const child = spawn(process.execPath, ['dist/okta.js', '--port', '0', '--until-stdin-closes'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const [, url, token] = /listening on (\S+) .*token (\S+)\)/.exec(line) ?? []
    if (url && token) return { url, token, end: () => child.stdin.end() }
  }
  throw new Error('The embedded Okta did not start.')
}

/** Plays the lines in one war room and prints each with its rendered result; gives the war room's exit status. */
async function play(okta: Okta, state: string): Promise<number> {
  const options = [
    '--json',
    '--pack',
    'dist/OktaIdentityLifecycle.zip',
    '--state',
    state,
    '--okta-url',
    okta.url,
    '--okta-token',
    'env:OKTA_TOKEN',
  ]
  const child = spawn(process.execPath, ['dist/warroom.js', ...options, ...LIFE.map(([, line]) => line)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, OKTA_TOKEN: okta.token },
  })
  const exited = new Promise<number>(resolve => child.once('exit', code => resolve(code ?? 1)))
  const headings = LIFE.map(([heading]) => heading)
  for await (const text of createInterface({ input: child.stdout })) {
    const { line, entries, error } = JSON.parse(text) as {
      line: string
      entries?: { HumanReadable?: string; Contents: unknown }[]
      error?: string
    }
    console.log(`\n── ${headings.shift()} ──\n${line}\n`)
    for (const entry of entries ?? [])
      console.log(
        renderMarkdown(String(entry.HumanReadable ?? entry.Contents), {
          colour: process.stdout.isTTY,
          width: process.stdout.columns ?? 80,
        }),
      )
    if (error) console.log(error)
  }
  return exited
}

/** Reads her from the org itself and compares; gives whether all is as it should be. */
async function inspect(okta: Okta): Promise<boolean> {
  const answer = await fetch(`${okta.url}/api/v1/users/${LOGIN}`, {
    headers: { authorization: `SSWS ${okta.token}`, accept: 'application/json' },
  })
  const user = (await answer.json()) as { status: string; profile: Record<string, unknown> }
  const found = { ...user.profile, status: user.status } as Record<string, unknown>
  console.log(`── In Okta, finally ──\nGET ${okta.url}/api/v1/users/${LOGIN}\n`)
  return Object.entries(FINALLY)
    .map(([name, wanted]) => {
      const fits = found[name] === wanted
      console.log(`  ${name}: ${String(found[name])}${fits ? '' : `   ← expected ${wanted}`}`)
      return fits
    })
    .every(Boolean)
}

execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], { stdio: 'inherit' })
const state = mkdtempSync(join(tmpdir(), 'warroom-demo-'))
const okta = await startOkta()
try {
  const status = await play(okta, state)
  const right = await inspect(okta)
  console.log(
    right && status === 0
      ? '\nThe demo ended as it should.'
      : `\nThe demo did not end as it should (war room: exit status ${status}).`,
  )
  process.exitCode = right ? status : 1
} finally {
  okta.end()
  rmSync(state, { recursive: true, force: true })
}
