import { join } from 'node:path'
import { request } from 'undici'
import type { RunningOkta } from '../../okta-server/server.ts'
import { launcherRates } from './launcher.ts'
import { alternately, converse } from './measure.ts'
import { report } from './report.ts'

const WARM_ROUNDS = 400
const COLD_ROUNDS = 25
const LOGIN = 'rania.delgado@northwind.example'

/** What the lines share: an embedded Okta, a folder with the built pack, and the Okta bundle as a file of it. */
export interface Setting {
  readonly okta: RunningOkta
  readonly folder: string
  readonly bundle: string
}

/** One command again and again, in a war room that is open. */
export async function warm({ okta, folder }: Setting): Promise<void> {
  const headers = { authorization: `SSWS ${okta.token}`, accept: 'application/json' }
  const url = `${okta.url}/api/v1/users/${encodeURIComponent(LOGIN)}`
  const room = converse(
    [
      'dist/warroom.js',
      '--json',
      '--pack',
      join(folder, 'pack.zip'),
      '--state',
      join(folder, 'state'),
      '--okta-url',
      okta.url,
      '--okta-token',
      'env:OKTA_TOKEN',
    ],
    { OKTA_TOKEN: okta.token },
  )
  const line = `!iam-get-user user-profile={"username":"${LOGIN}"}`
  const bare = async () => (await request(url, { headers })).body.json()
  const whole = async () => {
    if (!(await room.say(line)).includes('"success":true')) throw new Error('iam-get-user failed')
  }
  await alternately(100, whole, bare)
  const [warRoom = 0, get = 0] = await alternately(WARM_ROUNDS, whole, bare)
  await room.end()
  report(
    'warm iam-get-user through the war room / bare GET',
    warRoom / get,
    4,
    `${warRoom.toFixed(2)} ms / ${get.toFixed(2)} ms`,
  )
}

/** One command in a process that begins with it. */
export async function cold({ bundle: file }: Setting): Promise<void> {
  const start = {
    kind: 'command',
    command: 'iam-get-user',
    args: {},
    params: {},
    lastRun: {},
    integrationContext: {},
    instance: { brand: '', name: '' },
  }
  const bundle = async () => {
    const one = converse([file])
    await one.say(JSON.stringify({ start }))
    await one.end()
  }
  const [ours = 0, node = 0] = await alternately(COLD_ROUNDS, bundle, () => converse(['-e', '0']).end())
  report('one cold bundle / node -e 0', ours / node, 2.5, `${ours.toFixed(0)} ms / ${node.toFixed(0)} ms`)
}

/** One command in a container of the platform. */
export async function containers({ okta, bundle }: Setting): Promise<void> {
  const rates = await launcherRates(okta, bundle, LOGIN)
  if (!rates) return console.log('     launch.py is not measured: there is no python3')
  const { library, first, later, plain } = rates
  const ms = ([ours, python]: readonly [number, number]) => `${ours.toFixed(1)} ms / ${python.toFixed(1)} ms`
  const laterMs = `${ms(later)}; without TLS ${ms(plain)}`
  if (library !== 'requests')
    return console.log(
      `     command of a container / one in Python, which has no requests here and sends by urllib: first ${ms(first)}, later ${laterMs}`,
    )
  report('first command of a container / one in Python', first[0] / first[1], 1.7, ms(first))
  report('later command of a container / one in Python', later[0] / later[1], 0.5, laterMs)
}
