import { execFileSync, spawn } from 'node:child_process'
import type { Entry, Json, JsonObject } from '../../kit/wire.ts'

/** One command, or one automation, as the platform tells it to the launcher. */
export interface Told {
  readonly script: string
  /** Absent for an automation. */
  readonly command?: string
  readonly args?: JsonObject
  readonly params?: JsonObject
  readonly lastRun?: JsonObject
  /** What mapObject gives, per mapper; any other mapper is an error. */
  readonly mappers?: JsonObject
  readonly integrationContext?: JsonObject
  /** What an automation is told: its incident, the context, and what each command gives; any other is not supported. */
  readonly incident?: JsonObject
  readonly context?: JsonObject
  readonly commands?: Readonly<Record<string, Json>>
  readonly modules?: JsonObject
  readonly indicators?: readonly JsonObject[]
  /** How often somebody else writes the integration context just before the launcher does. */
  readonly conflicts?: number
  /** What of the platform raises; `args` gives arguments that JSON cannot write, `log` is every line of a log. */
  readonly raises?: readonly (
    | 'args'
    | 'log'
    | 'getIntegrationContextVersioned'
    | 'setIntegrationContextVersioned'
  )[]
}

/** What the platform was given. */
export interface Given {
  readonly results: (Entry | string)[]
  readonly logs: [string, string][]
  readonly incidents?: Json
  readonly lastRun?: Json
  readonly integrationContext: JsonObject
  /** What an automation put into the context, the commands that it ran, the indicators that it made. */
  readonly set?: JsonObject
  readonly executed?: Json
  readonly indicators?: Json
  readonly raised?: string
}

// Its own path: a test may take everything off the PATH that the launcher sees.
export const PYTHON = findPython()

function findPython(): string | undefined {
  const which = ['-c', 'import sys; print(sys.executable)']
  try {
    return execFileSync('python3', which, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    console.warn('There is no python3: what runs launch.py is left out.')
    return undefined
  }
}

/** Runs a launcher under the stand-in demisto module, with this Node as `node` unless another PATH is given. */
export function runLauncher(told: Told, env: NodeJS.ProcessEnv = {}): Promise<Given> {
  if (PYTHON === undefined) throw new Error('there is no python3')
  const python = spawn(PYTHON, ['test/wire/demistomock.py'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let out = ''
  let err = ''
  python.stdout.on('data', chunk => (out += chunk))
  python.stderr.on('data', chunk => (err += chunk))
  python.stdin.end(JSON.stringify({ brand: 'Okta IAM', instance: 'Okta IAM_instance_1', ...told }))
  return new Promise((resolve, reject) => {
    python.once('error', reject)
    python.once('exit', code =>
      code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`python3 ended with ${code}: ${err}`)),
    )
  })
}
