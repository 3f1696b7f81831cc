import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkPack } from '../../scripts/check/check.ts'

const folder = mkdtempSync(join(tmpdir(), 'check-'))
afterAll(() => rmSync(folder, { recursive: true }))

function check(...args: string[]): { status: number | null; out: string[]; err: string } {
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/check.ts', ...args], {
    encoding: 'utf8',
  })
  return { status: run.status, out: run.stdout.split('\n').filter(line => line !== ''), err: run.stderr }
}

describe('npm run check', () => {
  it('finds nothing in our content, and nothing that it cannot judge', () => {
    expect(checkPack('.')).toEqual({ faults: [], listed: [] })
    expect(check()).toMatchObject({ status: 0, out: [], err: '0 faults\n' })
  })

  it('what .pack-ignore lets pass are names of the contract, instances of the context, a context that is kept and error paths, and nothing else', () => {
    const sections = readFileSync('.pack-ignore', 'utf8').matchAll(/^\[file:(\w+)-.*\]\nignore=(.*)$/gm)
    const codes = [...sections].map(([, kind, ignored]) => `${kind}: ${ignored}`)
    expect([...new Set(codes)].sort()).toEqual([
      'incidentfield: IF100,IF113',
      'incidentfield: IF113',
      'playbook: PB105,PB116',
      'playbook: PB106,PB116',
      'playbook: PB106,PB116,PB118',
      'playbook: PB116',
    ])
  })

  it('a task that goes on after an error has an error path, which is all that PB116 is ignored for', () => {
    for (const name of readdirSync('Playbooks').filter(name => name.endsWith('.yml'))) {
      const { tasks } = parse(readFileSync(`Playbooks/${name}`, 'utf8')) as {
        tasks: Record<string, { continueonerror?: boolean; nexttasks?: Record<string, string[]> }>
      }
      for (const { continueonerror, nexttasks } of Object.values(tasks))
        if (continueonerror) expect(nexttasks?.['#error#']?.length).toBeGreaterThan(0)
    }
  })

  it('checks a pack in the public form', () => {
    const { status, out } = check('test/packs/Greeter')
    expect(status).toBe(1)
    const codes = out.map(line => / ([A-Z]{2}\d+) /.exec(line.replace(/^.*?: /, ' '))?.[1])
    expect(codes).toEqual([
      ...['ST100', 'PA128', 'PA128', 'GR103', 'GR103', 'ST110', 'IM100'],
      ...['ST110', 'ST110', 'BA106', 'BA106', 'DO104'],
    ])
    expect(out[0]).toMatch(
      /^test\/packs\/Greeter\/Classifiers\/classifier-broken\.json: ST100 cannot be read: /,
    )
  })

  it('checks several folders and counts together', () => {
    const { status, out, err } = check('test/check/planted/PB103', 'test/check/planted/PB108')
    expect(status).toBe(1)
    expect(out).toHaveLength(2)
    expect(out[0]).toMatch(
      /^test\/check\/planted\/PB103\/Playbooks\/playbook-Sample\.yml task 3 \(Done\): PB103 /,
    )
    expect(err).toBe('2 faults\n')
  })

  it('--json: one object a line', () => {
    const { status, out } = check('--json', 'test/check/planted/IT100')
    expect(status).toBe(1)
    expect(out.map(line => JSON.parse(line))).toEqual([
      {
        folder: 'test/check/planted/IT100',
        file: 'IncidentTypes/incidenttype-Guest.json',
        at: '/hours',
        code: 'IT100',
        message: 'is -2; it must be 0 or more.',
      },
    ])
  })

  it('a folder that does not exist is told, and is no fault of content', () => {
    expect(check('test/check/nowhere')).toMatchObject({
      status: 2,
      err: 'The folder test/check/nowhere does not exist; give the folder of a pack.\n',
    })
  })

  it('.pack-ignore lets a fault pass in the file and by the code that it names', () => {
    const pack = join(folder, 'ignored')
    cpSync('test/check/planted/PB116', pack, { recursive: true })
    writeFileSync(join(pack, '.pack-ignore'), '[file:playbook-Sample.yml]\nignore=PB115\n')
    expect(checkPack(pack).faults.map(({ code }) => code)).toEqual(['PB116'])
    writeFileSync(
      join(pack, '.pack-ignore'),
      '# The next task tells of it.\n[file:playbook-Sample.yml]\nignore=PB116\n',
    )
    expect(checkPack(pack).faults).toEqual([])
  })
})

describe('npm run layout', () => {
  it('parts what lies over one another, and the pack has no fault then', () => {
    const pack = join(folder, 'laid-out')
    cpSync('test/check/planted/VW100', pack, { recursive: true })
    const file = join(pack, 'Playbooks/playbook-Sample.yml')
    expect(checkPack(pack).faults).toHaveLength(1)
    const told = execFileSync(process.execPath, ['--import', 'tsx', 'scripts/layout.ts', file], {
      encoding: 'utf8',
    })
    expect(told).toBe(`${file}: laid out\n`)
    expect(checkPack(pack).faults).toEqual([])
    const again = execFileSync(process.execPath, ['--import', 'tsx', 'scripts/layout.ts', file], {
      encoding: 'utf8',
    })
    expect(again).toBe(`${file}: unchanged\n`)
  })

  it('a file that is no playbook is told, and nothing is written', () => {
    const file = join(folder, 'list.yml')
    writeFileSync(file, 'name: x\n')
    const run = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/layout.ts', file], {
      encoding: 'utf8',
    })
    expect(run).toMatchObject({
      status: 1,
      stderr: `${file} was not laid out: It has no tasks; only playbooks can be laid out.\n`,
    })
    expect(readFileSync(file, 'utf8')).toBe('name: x\n')
  })
})
