/** What a refusal needs to know of the request. */
export interface Message {
  /** Method and path, without the query. */
  readonly request: string
  readonly host: string
  readonly is8: boolean
  readonly advanced: boolean
  /** Seconds. */
  readonly timeout: number
  /** Bytes, when the request carries the pack. */
  readonly sent?: number
}

interface Answer {
  readonly said: string
  readonly location?: string
}

/** Of a request that carried the pack and ended otherwise than by an answer of its own. */
export const UNKNOWN_END =
  'Whether the pack was installed is not known: run it with --check to see which version the server has.'

const kB = (bytes: number): string => `${Math.ceil(bytes / 1000)} kB`

/** The sentences for a status that is no success: what it means here, what the server said, and what to do. */
export function statusRefusal(status: number, message: Message, { said, location }: Answer): string {
  const { request, host, sent } = message
  const sentence = known(status, message, location)
  const text = sentence ?? `${host} refuses ${request} with the status ${status}.`
  const hint = /already exists/i.test(said)
    ? ' What exists already under the same id or name belongs to another pack or was made by hand: remove it, or build with npm run build -- --id-suffix X.'
    : ''
  const end = sent && status >= 500 ? ` ${UNKNOWN_END}` : ''
  return `${text}${said ? ` It says: ${said}` : ''}${hint}${end}`
}

function known(status: number, message: Message, location: string | undefined): string | undefined {
  const { request, host, is8, sent } = message
  if (status >= 300 && status < 400)
    return `${host} sends ${request} on to ${origin(location)} (${status}). That is not followed, because the key would go along: give the final URL as --url.`
  if (status === 401) return `${host} does not accept the API key (401). ${wayIn(message)}`
  if (status === 403)
    return `The role of the API key does not allow ${request} (403). Make the key as somebody who may install content: ${is8 ? 'Instance Administrator' : 'Administrator'}.`
  if (status === 404) return `${host} has no ${request} (404). ${wayThere(is8)}`
  if (status === 413 && sent)
    return `The pack has ${kB(sent)}, which ${host} or a proxy before it does not take (413): its limit of a request's size must be raised, or the zip installed on the page of the Marketplace by hand.`
  if (status === 429) return `${host} has had too many requests (429); try again in some minutes.`
  if (status >= 500) return `${host} failed at ${request} (${status}).`
  return undefined
}

function wayIn({ is8, advanced }: Message): string {
  if (!is8)
    return 'Make one under Settings > Integrations > API Keys; when the server is 8.x, its key has an ID, which --auth-id names.'
  return advanced
    ? 'Key and --auth-id must be of one row of the page API Keys, its security level Advanced, and the clock of this machine right.'
    : 'Key and --auth-id must be of one row of the page API Keys; a key of the security level Advanced needs --advanced.'
}

function wayThere(is8: boolean): string {
  return is8
    ? 'The URL of 8.x begins with https://api-, as "Copy URL" on the page API Keys gives it; a server 6.x takes no --auth-id.'
    : 'A server 8.x needs --auth-id and its URL from the page API Keys; a tenant of a multi-tenant server has the path /acc_<tenant>.'
}

function origin(location: string | undefined): string {
  return location && URL.canParse(location) ? new URL(location).origin : 'another path'
}

const CERTIFICATE = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** The sentence for an answer in a coding that nobody asked for. */
export function codingRefusal(coding: string, { host, request, sent }: Message): string {
  return `${host} answers ${request} in the coding ${coding}, which was not asked for; a proxy before it may do that.${sent ? ` ${UNKNOWN_END}` : ''}`
}

/** The sentence for an answer without end. */
export function sizeRefusal(bytes: number, { host, request, sent }: Message): string {
  return `${host} answers ${request} with more than ${kB(bytes)}, so it is not the API of Cortex XSOAR.${sent ? ` ${UNKNOWN_END}` : ''}`
}

/** What ended an upload: a proxy that takes no request of that size may hang up before anybody reads its answer. */
const HUNG_UP = new Set(['EPIPE', 'ECONNRESET', 'UND_ERR_SOCKET'])

/** The sentence for a request that got no answer; `isWhole` tells whether all of its body had been given out. */
export function networkRefusal(error: unknown, message: Message, isWhole: boolean): string {
  const { host, request, timeout, sent } = message
  const code = codeOf(error)
  if (CERTIFICATE.has(code))
    return `The certificate of ${host} is not trusted (${code}), so nothing was sent. Name the authority's certificate by NODE_EXTRA_CA_CERTS=FILE; --insecure trusts any certificate.`
  if (code === 'ECONNREFUSED') return `Nothing listens at ${host} (${code}); check host and port of --url.`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The name ${host} is not found (${code}); check --url.`
  if (code === 'EPROTO' || code.startsWith('ERR_SSL'))
    return `${host} does not speak https (${code}); check the port of --url.`
  const outcome = isWhole ? UNKNOWN_END : 'Not all of the pack had gone out, so it was not installed.'
  const end = sent ? ` ${outcome}` : ''
  if (code === 'TimeoutError' || code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT')
    return `${host} did not answer ${request} in time; --timeout is ${timeout} seconds.${end}`
  const size =
    sent && HUNG_UP.has(code)
      ? ` The server, or a proxy before it, may not take a request of ${kB(sent)}: then the limit must be raised, or the zip installed on the page of the Marketplace by hand.`
      : ''
  return `The connection to ${host} broke during ${request} (${code}).${end}${size}`
}

function codeOf(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown; cause?: unknown; name?: string }
  if (typeof code === 'string') return code
  return cause ? codeOf(cause) : String(name)
}
