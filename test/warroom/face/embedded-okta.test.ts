import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { emptyFolder } from '../stand-in.ts'
import { objects, runProgram, startProgram } from './program.ts'

const GET = '!iam-get-user user-profile=`{"email":"dana.whitfield@northwind.example"}`'

describe('with nothing but the built pack', () => {
  test('there is one instance on an embedded Okta', async () => {
    const ended = await runProgram(['--json', '/instances', '/test', GET, '/context IAM.Vendor.email'], {
      cwd: emptyFolder(),
    })
    expect(objects(ended)).toMatchObject([
      { value: [{ name: 'Okta IAM_instance_1', brand: 'Okta IAM', enabled: true }] },
      { value: [{ instance: 'Okta IAM_instance_1', ok: true, message: 'ok' }] },
      {
        instance: 'Okta IAM_instance_1',
        entries: [{ Type: 1, Brand: 'Okta IAM', ModuleName: 'Okta IAM_instance_1' }],
      },
      { value: 'dana.whitfield@northwind.example' },
    ])
    expect(ended).toMatchObject({ status: 0, err: '' })
  })

  test('the table of a user can be read in eighty columns', async () => {
    const { out } = await runProgram([GET], { cwd: emptyFolder(), env: { COLUMNS: '80' } })
    const lines = out.split('\n')
    expect(lines.slice(0, 5)).toEqual([
      'Get User Results (Okta IAM)',
      '',
      'brand: Okta IAM',
      'instanceName: Okta IAM_instance_1',
      'success: true',
    ])
    expect(lines).toContain('details:')
    expect(lines).toContain('  status: ACTIVE')
  })

  test('the clock moves Okta along: what is created tomorrow has tomorrow’s date', async () => {
    const create =
      '!iam-create-user user-profile=`{"email":"new.hire@northwind.example","givenname":"New","surname":"Hire"}`'
    const lines = ['--json', '--now', '2031-05-01T00:00:00Z', '/clock +1d', create]
    const [clock, created] = objects(await runProgram(lines, { cwd: emptyFolder() })) as [
      { value: string },
      { entries: { EntryContext: Record<string, { details: { created: string } }> }[] },
    ]
    expect(clock.value).toMatch(/^2031-05-02T00:0/)
    const vendor = Object.entries(created.entries[0]?.EntryContext ?? {}).find(([key]) =>
      key.startsWith('IAM.Vendor'),
    )
    expect(vendor?.[1].details.created).toMatch(/^2031-05-02T00:0/)
  })

  test('the org lives as long as the state: what one run created, the next one finds', async () => {
    const cwd = emptyFolder()
    const create =
      '!iam-create-user user-profile=`{"email":"new.hire@northwind.example","givenname":"New","surname":"Hire"}`'
    const get = '!iam-get-user user-profile=`{"email":"new.hire@northwind.example"}`'
    const found = async (...options: string[]) => {
      const ended = await runProgram(['--json', ...options, get, '/context IAM.Vendor.success'], { cwd })
      return objects(ended)[1]
    }
    expect((await runProgram([create], { cwd })).status).toBe(0)
    expect(await found()).toMatchObject({ value: true })
    expect(await found('--fresh')).toMatchObject({ value: false })
  })

  test('a second war room on the state never touches its org', async () => {
    const cwd = emptyFolder()
    const first = startProgram(['--json'], { cwd, stdin: null })
    first.child.stdin?.write('/instances\n')
    await first.says('/instances')
    expect((await runProgram(['/help'], { cwd })).err).toMatch(/is in use by the war room/)
    expect(existsSync(path.join(cwd, '.warroom/okta/okta.json'))).toBe(false)
    first.child.stdin?.end()
    await first.ended
    expect(existsSync(path.join(cwd, '.warroom/okta/okta.json'))).toBe(true)
  })

  test('a saved org that is damaged is told in sentences', async () => {
    const cwd = emptyFolder()
    await runProgram(['/instances'], { cwd })
    writeFileSync(path.join(cwd, '.warroom/okta/okta.json'), 'rubbish')
    const ended = await runProgram(['/instances'], { cwd })
    expect(ended).toMatchObject({ status: 2, out: '' })
    expect(ended.err).toMatch(/okta\.json cannot be read: .*\n.* --fresh .*\n$/)
    expect((await runProgram(['--fresh', '/instances'], { cwd })).status).toBe(0)
  })

  test('the token of the command line is taken, with a warning, and shown nowhere', async () => {
    const options = ['--okta-url', 'http://127.0.0.1:9', '--okta-token', '00throwaway-token', '--json']
    const ended = await runProgram([...options, '/test', '00throwaway-token'], { cwd: emptyFolder() })
    expect(ended.status).toBe(1)
    expect(ended.err).toMatch(/^A token on the command line is seen by others/)
    expect(ended.out + ended.err).not.toContain('00throwaway')
  })
})
