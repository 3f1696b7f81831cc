import { execFileSync } from 'node:child_process'

/** Builds dist/ once before the tests, which run the built pack and programs and nothing else. */
export default function setup(): void {
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build.ts'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
}
