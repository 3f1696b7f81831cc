import { Refused } from './refused.ts'

/** Where the server is: paths of its API are put after `base`. An id of the key means 8.x (pack layout §6). */
export interface Address {
  readonly base: string
  readonly authId?: string
}

const EXPECTED =
  'expected https://<server> for 6.x, or the URL that "Copy URL" on the page API Keys gives for 8.x'

/**
 * The base of the API: the URL as it is for 6.x (a tenant of a multi-tenant server keeps its path /acc_…), with the prefix
 * /xsoar for 8.x. Throws Refused; http is for this machine only, because the key would travel readable.
 */
export function address(given: string | undefined, authId: string | undefined): Address {
  if (given === undefined) throw new Refused(`--url is missing; ${EXPECTED}.`)
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new Refused(`--url is no URL of a server; ${EXPECTED}.`)
  if (url.username || url.password)
    throw new Refused('--url holds a name or password; sign in by an API key instead.')
  if (url.search || url.hash) throw new Refused(`--url ends in a query or a mark; ${EXPECTED}.`)
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new Refused(
      `--url is http, which would show the key to the network between here and ${url.host}; use https.`,
    )
  const path = url.pathname.replace(/\/+$/, '')
  if (authId === undefined) return { base: url.origin + path }
  return { base: `${url.origin}${path.endsWith('/xsoar') ? path : `${path}/xsoar`}`, authId }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
