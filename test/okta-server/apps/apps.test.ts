import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { link, pages } from '../client.ts'
import { type SmallOrg, smallOrg } from '../things.ts'

let small: SmallOrg
beforeEach(async () => {
  small = await smallOrg()
})
afterEach(() => small.close())

const asked = (filter: string) => `?filter=${encodeURIComponent(filter)}`
const labels = async (query: string) =>
  (await small.org.get(`/api/v1/apps${query}`)).list.map(app => app.label)

describe('the list of applications', () => {
  it('shows each as Okta does', async () => {
    const { body } = await small.org.get(`/api/v1/apps/${small.ids.app('Slack')}`)
    expect(body).toMatchObject({
      name: 'slack',
      label: 'Slack',
      status: 'ACTIVE',
      signOnMode: 'SAML_2_0',
      accessibility: { selfService: false, errorRedirectUrl: null, loginRedirectUrl: null },
      visibility: { hide: { iOS: false, web: false } },
      universalLogout: null,
      _links: { deactivate: { href: `${small.okta.url}/api/v1/apps/${body.id}/lifecycle/deactivate` } },
    })
    expect(body.id).toMatch(/^0oa\w{17}$/)
  })

  test.each<[string, string[]]>([
    ['', ['Directory', 'Slack', 'Old Intranet']],
    ['?q=sl', ['Slack']],
    ['?q=BOOK', ['Old Intranet']],
    [asked('status eq "INACTIVE"'), ['Old Intranet']],
    [asked('name eq "slack"'), ['Slack']],
    [`${asked('status eq "ACTIVE"')}&q=d`, ['Directory']],
    [asked('credentials.signing.kid eq "k"'), []],
    [asked('settings.slo.enabled eq true'), []],
    [asked('user.id eq "owner@org.example"'), []],
  ])('%s', async (query, expected) => {
    expect(await labels(query)).toEqual(expected)
  })

  it('finds the apps of a user and of a group by their ids', async () => {
    expect(await labels(asked(`user.id eq "${small.ids.user('owner')}"`))).toEqual(['Slack'])
    expect(await labels(asked(`user.id eq "${small.ids.user('ann')}"`))).toEqual(['Slack'])
    expect(await labels(asked(`group.id eq "${small.ids.group('Lab')}"`))).toEqual(['Slack'])
    expect(await labels(asked(`id eq "${small.ids.app('Directory')}"`))).toEqual(['Directory'])
  })

  it('embeds the assignment of the user in the filter', async () => {
    const id = small.ids.user('ann')
    const { list } = await small.org.get(`/api/v1/apps${asked(`user.id eq "${id}"`)}&expand=user/${id}`)
    expect(list.map(app => app._embedded?.user)).toMatchObject([{ id, scope: 'GROUP', status: 'ACTIVE' }])
  })

  test.each([
    [asked('status ne "ACTIVE"'), 'E0000031'],
    [asked('label eq "Slack"'), 'E0000031'],
    [asked('status eq ACTIVE'), 'E0000031'],
    [asked('status eq "ACTIVE" and name eq "slack"'), 'E0000031'],
    [asked('status pr'), 'E0000031'],
    ['?expand=user/00u1', 'E0000001'],
    [`${asked('user.id eq "00u2"')}&expand=user/00u1`, 'E0000001'],
    [`${asked('user.id eq "00u2"')}&expand=group/00u2`, 'E0000001'],
    ['?limit=-1', 'E0000001'],
    ['?after=0oaforeign', 'E0000029'],
  ])('%s is refused with %s', async (query, code) => {
    const { status, body } = await small.org.get(`/api/v1/apps${query}`)
    expect([status, body.errorCode]).toEqual([400, code])
  })

  it('has pages, of 20 when nothing is said and of 200 at most', async () => {
    expect((await pages(small.org, '/api/v1/apps?limit=2')).map(page => page.length)).toEqual([2, 1])
    expect(link(await small.org.get('/api/v1/apps'), 'self')).toContain('limit=20')
    expect(link(await small.org.get('/api/v1/apps?limit=999'), 'self')).toContain('limit=200')
  })

  it('of a group has those that are assigned to it', async () => {
    const { list } = await small.org.get(`/api/v1/groups/${small.ids.group('Lab')}/apps`)
    expect(list.map(app => app.label)).toEqual(['Slack'])
  })
})

describe('the lifecycle of an application', () => {
  it('is deactivated, activated, and deleted only when INACTIVE', async () => {
    const path = `/api/v1/apps/${small.ids.app('Slack')}`
    const early = await small.org.delete(path)
    expect([early.status, early.body.errorCode]).toEqual([403, 'E0000056'])
    expect(early.body.errorCauses).toEqual([
      { errorSummary: 'The application must be deactivated before deletion.' },
    ])
    expect((await small.org.post(`${path}/lifecycle/deactivate`)).status).toBe(200)
    expect((await small.org.get(path)).body.status).toBe('INACTIVE')
    await small.org.post(`${path}/lifecycle/activate`)
    expect((await small.org.get(path)).body.status).toBe('ACTIVE')
    await small.org.post(`${path}/lifecycle/deactivate`)
    expect((await small.org.delete(path)).status).toBe(204)
    const { status, body } = await small.org.get(path)
    expect([status, body.errorSummary]).toEqual([
      404,
      `Not found: Resource not found: ${small.ids.app('Slack')} (AppInstance)`,
    ])
  })
})

describe('the links on a dashboard', () => {
  it('are those of visible, active assignments', async () => {
    const ann = small.ids.user('ann')
    for (const label of ['Directory', 'Old Intranet'])
      await small.org.post(`/api/v1/apps/${small.ids.app(label)}/users`, { id: ann })
    const { list } = await small.org.get('/api/v1/users/ann/appLinks')
    expect(list).toMatchObject([
      { id: ann, label: 'Slack', appName: 'slack', appInstanceId: small.ids.app('Slack'), hidden: false },
    ])
    expect(list[0]?.appAssignmentId).toMatch(/^0ua/)
    expect((await small.org.get('/api/v1/users/nobody/appLinks')).status).toBe(404)
  })
})
