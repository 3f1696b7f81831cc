import { describe, expect, test } from 'vitest'
import { emptyFolder } from '../stand-in.ts'
import { objects, runProgram } from './program.ts'

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

  test('the token of the command line is taken, with a warning, and shown nowhere', async () => {
    const options = ['--okta-url', 'http://127.0.0.1:9', '--okta-token', '00throwaway-token', '--json']
    const ended = await runProgram([...options, '/test', '00throwaway-token'], { cwd: emptyFolder() })
    expect(ended.status).toBe(1)
    expect(ended.err).toMatch(/^A token on the command line is seen by others/)
    expect(ended.out + ended.err).not.toContain('00throwaway')
  })
})
