import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startOkta } from '../okta-server/server.ts'
import { startScimServer } from '../scim-server/server.ts'
import { runHere } from './warroom/face/here.ts'
import { objects } from './warroom/face/program.ts'
import { emptyFolder } from './warroom/stand-in.ts'

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

  it('shows a group of Okta that is followed into an application', async () => {
    const [, section = ''] = readFileSync('README.md', 'utf8').split('## Group sync')
    const [yaml = '', lines = ''] = [...section.matchAll(/```(?:yaml)?\n([\s\S]*?)```/g)].map(
      ([, block = '']) => block,
    )
    const [okta, scim] = await Promise.all([startOkta(), startScimServer({ token: 'desk' })])
    const cwd = emptyFolder()
    const given = yaml
      .replace('http://127.0.0.1:8065', okta.url)
      .replace('http://127.0.0.1:8067/scim/v2', scim.url)
    writeFileSync(join(cwd, 'instances.yaml'), given)
    try {
      const ended = await runHere(['--instances', 'instances.yaml', '--json', ...lines.trim().split('\n')], {
        cwd,
      })
      expect(ended, ended.out + ended.err).toMatchObject({ status: 0 })
      const ann = scim.users().find(({ userName }) => userName === 'ann.lee@example.com')
      expect(scim.groups()).toMatchObject([{ displayName: 'Finance', members: [ann?.id] }])
      expect(JSON.stringify(objects(ended).at(-1))).toContain('ann.lee@example.com')
    } finally {
      await Promise.all([okta.close(), scim.close()])
    }
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
