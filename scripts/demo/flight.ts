import { join } from 'node:path'
import { renderMarkdown } from '../../warroom/face/markdown.ts'
import { type Org, startOrg } from './org.ts'
import { openRoom } from './room.ts'
import type { Running } from './running.ts'
import { PACK } from './set-up.ts'
import { answered, clipped, heading, look, objectOr, print, typed } from './show.ts'
import { type Row, rowOf } from './summary.ts'

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

/** Plays the life of one employee by commands alone, on an org of its own; each answer is shown in full. */
export async function firstFlight(running: Running, folder: string): Promise<Row[]> {
  const okta = running.started(await startOrg())
  const options = ['--pack', PACK, '--state', join(folder, 'flight'), '--okta-url', okta.url]
  const room = running.started(
    openRoom([...options, '--okta-token', 'env:OKTA_TOKEN'], { OKTA_TOKEN: okta.token }),
  )
  for (const [what, line] of LIFE) {
    heading(what)
    typed('war room', line)
    const { entries = [], error } = await room.say(line)
    print('')
    for (const { HumanReadable, Contents } of entries)
      print(clipped(renderMarkdown(String(HumanReadable ?? Contents), { ...look, colour: false }).trimEnd()))
    if (error) print(error)
  }
  const status = await room.end()
  const lines = { what: "the war room's exit", expected: '0' }
  return [rowOf('One life', lines, String(status)), ...(await inspect(okta))]
}

/** Reads her from the org itself. */
async function inspect(okta: Org): Promise<Row[]> {
  heading('In Okta, finally')
  typed('Okta', `GET /api/v1/users/${LOGIN}`)
  const user = objectOr((await okta.ask('GET', `/api/v1/users/${LOGIN}`)).body)
  const found = { ...objectOr(user.profile), status: user.status }
  return Object.entries(FINALLY).map(([what, expected]) => {
    const value = String(objectOr(found as never)[what] ?? 'nothing')
    answered(`${what}: ${value}`)
    return rowOf('One life', { what, expected }, value)
  })
}
