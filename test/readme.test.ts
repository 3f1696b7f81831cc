import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

describe('the README', () => {
  it('shows a command with the output that it really has', () => {
    const readme = readFileSync('README.md', 'utf8')
    const [, line = '', shown] = /```console\n\$ npx warroom '(.*)'\n([^`]*)```/.exec(readme) ?? []
    const state = mkdtempSync(join(tmpdir(), 'readme-'))
    const output = execFileSync(process.execPath, ['dist/warroom.js', '--state', state, line], {
      encoding: 'utf8',
    })
    rmSync(state, { recursive: true })
    // Which port is free differs from run to run.
    expect(output.replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:8065')).toBe(shown)
  })

  it('names only scripts that there are', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>
    }
    const texts = [
      ...['README.md', 'CONTRIBUTING.md', '.ci/run', 'Integrations/WorkdayIAM/README.md'],
      ...['okta-server/README.md', 'report-server/README.md', 'scim-server/README.md', 'warroom/README.md'],
    ]
    for (const file of texts) {
      for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/npm run ([\w-]+)/g))
        expect(scripts, `${file}: ${name}`).toHaveProperty(name)
    }
  })
})
