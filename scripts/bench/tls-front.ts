import { readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, connect } from 'node:net'
import { join } from 'node:path'
import { createServer } from 'node:tls'
import { generate } from 'selfsigned'

export interface TlsFront {
  readonly url: string
  /** What makes Python and Node trust it, in the environment. */
  readonly trust: NodeJS.ProcessEnv
  close(): void
}

/**
 * The same server over TLS, as Okta is only ever reached: bytes in, bytes out, with a certificate of its own. Who trusts it
 * trusts the usual authorities too: `authorities` is the file of those that Python has, Node brings its own.
 */
export async function tlsFront(url: string, folder: string, authorities: string): Promise<TlsFront> {
  const altNames = [{ type: 7 as const, ip: '127.0.0.1' }]
  const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [{ name: 'subjectAltName', altNames }],
  })
  const [one, all] = [join(folder, 'one.pem'), join(folder, 'all.pem')]
  writeFileSync(one, cert)
  writeFileSync(all, `${authorities && readFileSync(authorities, 'utf8')}\n${cert}`)
  const port = Number(new URL(url).port)
  const server = createServer({ key, cert }, inner => {
    const outer = connect(port, '127.0.0.1')
    for (const socket of [inner, outer]) socket.setNoDelay(true).on('error', () => {})
    inner.pipe(outer).pipe(inner)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const trust = { NODE_EXTRA_CA_CERTS: one, REQUESTS_CA_BUNDLE: all, SSL_CERT_FILE: all }
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    trust,
    close: () => void server.close(),
  }
}
