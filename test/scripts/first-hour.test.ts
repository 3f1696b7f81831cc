import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JsonObject } from '../../kit/wire.ts'
import { type RunningOkta, startOkta } from '../../okta-server/server.ts'

/** The lines of docs/first-hour.md, run in its order in the war room with a person and an application of the embedded org. */
const TEXT = readFileSync('docs/first-hour.md', 'utf8')
const TOKEN = 'first-hour-token'
const PERSON = 'rania.delgado@northwind.example'
const LINES = [...TEXT.matchAll(/^!.*$/gm)].map(([line]) =>
  line.replaceAll('somebody@example.com', PERSON).replace('Test Application', 'Salesforce'),
)
const line = (name: string): string => LINES.find(one => one.startsWith(`!${name} `)) ?? `no line !${name}`
const [, FILTER] = /\*Fetch Query Filter\*\n\n```\n(.*)\n```/.exec(TEXT) ?? []

const folder = mkdtempSync(join(tmpdir(), 'first-hour-'))
let okta: RunningOkta
beforeAll(async () => {
  okta = await startOkta({ token: TOKEN })
})
afterAll(async () => {
  await okta.close()
  rmSync(folder, { recursive: true })
})

const OFF = ['create', 'update', 'enable', 'disable'].map(
  change => [`${change}-user-enabled`, false] as const,
)

/** What the war room prints for the lines, one object a line. */
async function room(params: JsonObject, ...lines: string[]): Promise<string> {
  const instances = join(folder, 'instances.json')
  const given = { url: okta.url, credentials: TOKEN, ...Object.fromEntries(OFF), ...params }
  writeFileSync(instances, JSON.stringify([{ name: 'Okta', brand: 'Okta IAM', params: given }]))
  const options = ['--json', '--state', join(folder, 'state'), '--instances', instances]
  const { stdout } = await promisify(execFile)(process.execPath, ['dist/warroom.js', ...options, ...lines])
  return stdout
}

describe('the first hour', () => {
  it('tests the instance and gets a user', async () => {
    const out = await room({}, '/test', line('iam-get-user'))
    expect(out).toContain('"ok":true')
    expect(out).toContain('Get User Results (Okta IAM)')
    expect(out).toContain('"success":true')
  })

  it('shows what an update would send, unless the instance does not allow it', async () => {
    const plan = await room({ 'update-user-enabled': true }, line('iam-update-user'))
    expect(plan).toContain('Plan')
    expect(plan).toMatch(/"title":\["Chief Financial Officer","Tester"\]/)
    expect(await room({}, line('iam-update-user'))).toContain('"reason":"Command is disabled."')
  })

  it('fetches the assignment as an incident that changes nothing', async () => {
    const fetching = { isFetch: true, auto_generate_query_filter: false, fetch_query_filter: FILTER ?? '' }
    const assign = line('okta-assign-user-to-app')
    const out = await room(
      fetching,
      '/test',
      '/fetch',
      assign,
      '/fetch',
      '/incident 1',
      line('okta-get-logs'),
    )
    const [test = '', before, , after, incident = '', logs] = out.split('\n')
    expect(test).toContain('"ok":true')
    expect(before).toContain('"created":[]')
    expect(after).toContain('"created":["1"]')
    expect(incident).toContain('"type":"IAM - App Add"')
    expect(incident).toMatch(/is connected to no instance on Okta, so nothing was changed/)
    expect(logs).toContain('application.user_membership.add')
  })

  it('makes a User Profile', async () => {
    const out = await room({}, line('createNewIndicator'), `!findIndicators query="value:${PERSON}"`)
    expect(out).toContain('"username":"rania.delgado@northwind.example"')
  })

  it('is run here whole', () => {
    const names = [
      'iam-get-user',
      'iam-update-user',
      'okta-assign-user-to-app',
      'okta-get-logs',
      'createNewIndicator',
    ]
    expect(LINES.map(one => one.slice(1).split(' ')[0])).toEqual(names)
  })
})
