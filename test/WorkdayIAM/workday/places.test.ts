import { afterEach, describe, expect, it } from 'vitest'
import { type Answer, type Answering, answering, download, PASSWORD, placeIn, USERNAME } from './answers.ts'

let server: Answering | undefined
afterEach(() => server?.close())

const status =
  (code: number, headers: Record<string, string> = {}): Answer =>
  response =>
    response.writeHead(code, headers).end()

describe('a redirect', () => {
  it('is not followed: the password stays here, and the place is named without its query', async () => {
    const elsewhere = await answering(status(200))
    server = await answering(
      status(302, { location: `${elsewhere.url}/login?user=${USERNAME}&state=secret` }),
    )
    const { refusal } = await download(server.url)
    expect(refusal).toBe(
      `Workday answered HTTP 302 for ${placeIn(server.url)}: a redirect to ${elsewhere.url}/login, which is not followed, so that the password goes nowhere else; if the report has moved, correct the report URL.`,
    )
    expect(elsewhere.requests).toEqual([])
    await elsewhere.close()
  })

  it.each([
    ['/moved/here?x=1', ' to ORIGIN/moved/here,'],
    [`https://${USERNAME}:secret@other.example.com/a`, ' to https://other.example.com/a,'],
    ['javascript:alert(1)', 'a redirect,'],
    ['http://', 'a redirect,'],
    ['', 'a redirect,'],
  ])('to %j', async (location, said) => {
    server = await answering(status(307, { location }))
    const { refusal } = await download(server.url)
    expect(refusal?.replaceAll(server.url, 'ORIGIN')).toContain(said)
    expect(refusal).not.toMatch(new RegExp(`${USERNAME}|secret`))
  })
})

it('the owner of a report is no secret, but when it is the user name', async () => {
  server = await answering(status(404))
  const path = `/ccx/${USERNAME}/${encodeURIComponent(PASSWORD)}/Report of ${USERNAME}?format=json`
  expect((await download(server.url, {}, path)).refusal).toContain(` for ${server.url}/ccx/…/…/Report`)
})
