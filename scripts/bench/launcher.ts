import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '../../kit/wire.ts'
import type { RunningOkta } from '../../okta-server/server.ts'
import { type Container, openContainer, type Run } from '../../test/container/container.ts'
import { PYTHON } from '../../test/wire/launcher.ts'
import { PACK_FACTS } from '../pack/integrations.ts'
import { launcher } from '../pack/launcher.ts'
import { alternately, median, timed } from './measure.ts'
import { tlsFront } from './tls-front.ts'

const FIRST_ROUNDS = 9
const LATER_ROUNDS = 200

type Two<T> = readonly [T, T]

/** Milliseconds of the launcher and of the Python command. */
export interface LauncherFigures {
  /** What the Python command sends its request with. */
  readonly library: 'requests' | 'urllib'
  readonly first: Two<number>
  readonly later: Two<number>
  /** The later ones without TLS, which Okta does not offer. */
  readonly plain: Two<number>
}

/**
 * A command of the integration against a Python command that sends one GET, each in containers of its own: the first
 * command of a container whose loop has answered a ping, and the later ones. Undefined where there is no python3.
 */
export async function launcherRates(
  okta: RunningOkta,
  bundle: string,
  login: string,
): Promise<LauncherFigures | undefined> {
  if (PYTHON === undefined) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'bench-container-'))
  const { library, authorities } = await pythonFacts()
  const front = await tlsFront(okta.url, folder, authorities)
  const { script } = launcher(readFileSync(bundle, 'utf8'), PACK_FACTS.dockerimage)
  const runs = (url: string): Two<Run> => {
    const params = { url, credentials: { identifier: '', password: okta.token } }
    const told = { args: { username: login }, params, codeVersion: '1' }
    return [
      { ...told, script, command: 'okta-get-user' },
      { ...told, script: pythonCommand(library), command: 'get' },
    ]
  }
  const open = () => openContainer({ ...front.trust, TMPDIR: mkdtempSync(join(folder, 'tmp-')) })
  try {
    const first = await firstOf(open, runs(front.url))
    return {
      library,
      first,
      later: await laterOf(open, runs(front.url)),
      plain: await laterOf(open, runs(okta.url)),
    }
  } finally {
    front.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In turn, each in a new container with nothing unpacked; the start of Python itself is the same for both and left out. */
async function firstOf(open: () => Container, [ours, theirs]: Two<Run>): Promise<Two<number>> {
  const times: Two<number[]> = [[], []]
  for (let round = 0; round < FIRST_ROUNDS; round += 1) {
    for (const [run, list] of [
      [ours, times[0]],
      [theirs, times[1]],
    ] as const) {
      const container = open()
      await container.ping()
      list.push(await timed(() => succeed(container, run)))
      await container.end()
    }
  }
  return [median(times[0]), median(times[1])]
}

async function laterOf(open: () => Container, [ours, theirs]: Two<Run>): Promise<Two<number>> {
  const [one, other] = [open(), open()]
  const calls = [() => succeed(one, ours), () => succeed(other, theirs)]
  await alternately(LATER_ROUNDS / 10, ...calls)
  const [launched = Number.NaN, python = Number.NaN] = await alternately(LATER_ROUNDS, ...calls)
  await Promise.all([one.end(), other.end()])
  return [launched, python]
}

async function succeed(container: Container, run: Run): Promise<void> {
  const { results, raised } = await container.run(run)
  const [entry] = results
  if (typeof entry !== 'object' || entry.Type !== 1 || !JSON.stringify(entry).includes('00u'))
    throw new Error(`${run.command} failed: ${raised ?? JSON.stringify(results).slice(0, 200)}`)
}

/** `requests`, which the platform's images have, or `urllib` where it is not installed; and the authorities that it trusts. */
async function pythonFacts(): Promise<{ library: LauncherFigures['library']; authorities: string }> {
  const container = openContainer()
  const script = `
try:
    import requests.certs
    demisto.results({'library': 'requests', 'authorities': requests.certs.where()})
except ImportError:
    import ssl
    demisto.results({'library': 'urllib', 'authorities': ssl.get_default_verify_paths().cafile or ''})`
  const { results } = await container.run({ script, command: 'x' })
  await container.end()
  return JSON.parse(String((results[0] as Entry).Contents))
}

const GETS = {
  requests: `
import requests
def get(url, headers):
    answer = requests.get(url, headers=headers)
    answer.raise_for_status()
    return answer.json()
`,
  urllib: `
import urllib.request
def get(url, headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
        return json.load(answer)
`,
}

/** A Python command of the usual kind: one request, and an entry of its answer. */
function pythonCommand(library: keyof typeof GETS): string {
  return `${GETS[library]}
def main():
    params = demisto.params()
    headers = {'Authorization': 'SSWS ' + params['credentials']['password'], 'Accept': 'application/json'}
    user = get(params['url'] + '/api/v1/users/' + demisto.args()['username'], headers)
    demisto.results({
        'Type': 1, 'ContentsFormat': 'json', 'Contents': user, 'HumanReadable': user['profile']['login'],
        'ReadableContentsFormat': 'markdown', 'EntryContext': {'Account(val.ID == obj.ID)': {'ID': user['id']}},
    })
main()
`
}
