import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The version whose rules the project is held against; another one may know other rules. */
export const SDK = 'demisto-sdk==1.39.13'

/** Where the environment is kept between runs: 340 MB that `npm ci` clears away, unless it is kept elsewhere. */
const CACHE = process.env.SDK_CHECK_CACHE ?? 'node_modules/.cache/sdk-check'

/** What keeps the check from running at all, in one sentence. */
export class CannotRun extends Error {}

/** The Python of this machine. Throws CannotRun when there is none, or one that the SDK does not take. */
function findPython(): string {
  for (const name of ['python3', 'python']) {
    const { stdout, status } = spawnSync(name, ['--version'], { encoding: 'utf8' })
    if (status !== 0) continue
    const [, minor = 0] = /3\.(\d+)/.exec(stdout)?.map(Number) ?? []
    if (minor >= 10) return name
    throw new CannotRun(`${SDK} was not run: it takes Python 3.10 or later, and ${name} is ${stdout.trim()}.`)
  }
  throw new CannotRun(`${SDK} was not run: there is no Python here; install Python 3.10 or later.`)
}

const lastLine = (text: string): string => text.trim().split('\n').at(-1) ?? ''

/** A folder of programs of a Python environment that has the SDK, made when it is not there. Throws CannotRun. */
export function prepareSdk(): { readonly program: string; readonly packages: string } {
  const venv = resolve(CACHE, SDK)
  const program = join(venv, 'bin', 'demisto-sdk')
  if (!existsSync(program)) {
    const python = findPython()
    mkdirSync(CACHE, { recursive: true })
    console.error(`Installing ${SDK} (about 340 MB) …`)
    for (const args of [
      [python, '-m', 'venv', venv],
      [join(venv, 'bin', 'pip'), 'install', '-q', '--disable-pip-version-check', SDK],
    ]) {
      const [file = '', ...rest] = args
      const { status, stderr } = spawnSync(file, rest, { encoding: 'utf8' })
      if (status === 0) continue
      // Half an environment would be taken for one the next time.
      rmSync(venv, { recursive: true, force: true })
      throw new CannotRun(`${SDK} was not run: it cannot be installed (${lastLine(stderr)}).`)
    }
  }
  const [python = ''] = readdirSync(join(venv, 'lib'))
  return { program, packages: join(venv, 'lib', python, 'site-packages', 'demisto_sdk') }
}

/** Runs the SDK in a content repository; its exit status says nothing that its output does not. */
export function runSdk(program: string, args: readonly string[], repository: string): string {
  const { stdout, stderr } = spawnSync(program, args, {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: {
      ...process.env,
      DEMISTO_SDK_IGNORE_CONTENT_WARNING: '1',
      DEMISTO_SDK_CONTENT_PATH: repository,
      CONTENT_PATH: repository,
    },
  })
  return `${stdout}${stderr}`
}

export function git(repository: string, ...args: string[]): void {
  const who = ['-c', 'user.name=check', '-c', 'user.email=check@example.com', '-c', 'commit.gpgsign=false']
  execFileSync('git', [...who, ...args], { cwd: repository, stdio: ['ignore', 'ignore', 'pipe'] })
}
