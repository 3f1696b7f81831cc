import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contents } from './runner.ts'

let server: Server
let url = ''

beforeAll(async () => {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
  })
  server = createServer({ key, cert }, (request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/there' })
    response.end(request.url)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

it('a certificate that nobody signed is refused', async () => {
  expect((await contents(`return http('${url}/a', {}).Body`))[0]).toMatch(
    /^http GET .* failed: .*certificate/,
  )
})

it('insecure takes it', async () => {
  expect(await contents(`return http('${url}/a', {}, true).Body`)).toEqual(['/a'])
})

it('a redirect is followed', async () => {
  expect(await contents(`return http('${url}/moved', {}, true).Body`)).toEqual(['/there'])
})
