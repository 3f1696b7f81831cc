import type { Json, JsonObject } from '../../../kit/wire.ts'

/** What a cell of the matrix expects: success, or an error whose sentence looks so. */
export type Expected = RegExp | 'success'
export const SUCCESS = 'success'

export interface Row {
  readonly answer: JsonObject
  /** How many matching requests meet the fault; 1 when absent. */
  readonly times?: number
  readonly get: Expected
  readonly list: Expected
  readonly create: Expected
  /** How many users the creation leaves in Okta, while the fault is there. */
  readonly created: 0 | 1
  readonly fetch: Expected
  /** Signs in as a service app that demands DPoP; the fault meets what the path names instead of the operation's request. */
  readonly oauth?: { readonly path?: string; readonly after?: number }
}

type Cells = Pick<Row, 'get' | 'list' | 'create' | 'fetch'>
/** The same in every cell. */
const all = (expected: Expected): Cells => ({
  get: expected,
  list: expected,
  create: expected,
  fetch: expected,
})
/** Reading goes on; the creation is told as what it is. */
const reads = (create: Expected): Cells => ({ ...all(SUCCESS), create })
const used = (bucket: string, more = '') =>
  new RegExp(
    `^Okta's rate limit of ${bucket} is used up \\(limit 600, remaining 0\\)\\. It opens again${more}`,
  )
const usedUp: Cells = {
  get: used('/api/v1/users/{id} \\(reading\\)'),
  list: used('/api/v1/users'),
  create: used('/api/v1/users', '.*and no more than Longest wait \\(2 s\\)'),
  fetch: used('/api/v1/logs'),
}
const limited = (headers: string, reset = 60): JsonObject => ({ kind: 'rate-limit', reset, headers })
const status = (code: number, more: JsonObject = {}): JsonObject => ({
  kind: 'status',
  status: code,
  ...more,
})
const cut = (when: string): JsonObject => ({ kind: 'cut', when })
const ACTIVATING: Json = {
  errorCode: 'E0000112',
  errorSummary: 'The user is being activated',
  errorCauses: [],
}
const ALWAYS = 1000
const NO_ANSWER = /^No answer from http.*(UND_ERR_SOCKET|ECONNRESET)/
const UNKNOWN_FATE = /^No answer .*Whether Okta has carried it out is not known; run the command again/
const NOT_JSON = /^The server answered with something else than the JSON expected; check that the URL/

/** Longest wait is 2 s here: one wait of a second fits, a second one of two seconds does not. */
export const ROWS: Readonly<Record<string, Row>> = {
  '429 for a minute': { answer: limited('normal'), ...usedUp, created: 0 },
  '429 for a minute, every header doubled': { answer: limited('doubled'), ...usedUp, created: 0 },
  '429 for a minute, the reset doubled': { answer: limited('doubled-reset'), ...usedUp, created: 0 },
  '429 once without headers': { answer: limited('absent'), ...all(SUCCESS), created: 1 },
  '429 once without a reset': { answer: limited('no-reset'), ...all(SUCCESS), created: 1 },
  '429 once, all zero': { answer: limited('zeros'), ...all(SUCCESS), created: 1 },
  '429 once, the reset past': { answer: limited('past'), ...all(SUCCESS), created: 1 },
  '429 of the concurrency limit for a minute': {
    answer: limited('zero'),
    ...all(/^Okta is working on as many requests of the org at once as it may\. It opens again/),
    created: 0,
  },
  '429 for ever without headers': {
    answer: limited('absent'),
    times: ALWAYS,
    ...all(/is used up \(limit unknown, remaining unknown\)\. Okta does not say when it opens again/),
    created: 0,
  },
  '500': { answer: status(500), ...all(/^Internal Server Error\. \[.*HTTP 500, E0000009/), created: 0 },
  '502 once': { answer: status(502), ...reads(/HTTP 502/), created: 0 },
  '503 once': { answer: status(503), ...reads(/HTTP 503/), created: 0 },
  '504 once': { answer: status(504), ...reads(/HTTP 504/), created: 0 },
  '503 for ever': { answer: status(503), times: ALWAYS, ...all(/HTTP 503/), created: 0 },
  'cut once before': { answer: cut('before'), ...reads(UNKNOWN_FATE), created: 0 },
  'cut once in the middle of the answer': { answer: cut('middle'), ...reads(UNKNOWN_FATE), created: 1 },
  'cut once after the change': { answer: cut('after'), ...reads(UNKNOWN_FATE), created: 1 },
  'cut for ever': { answer: cut('before'), times: ALWAYS, ...all(NO_ANSWER), created: 0 },
  'slow bytes': { answer: { kind: 'slow', ms: 20, pieces: 10 }, ...all(SUCCESS), created: 1 },
  'wrong JSON': {
    answer: { kind: 'bad-json' },
    ...all(NOT_JSON),
    create: /^The server took the request but .*, so what became of it is not known/,
    created: 1,
  },
  'HTML instead of JSON': {
    answer: status(200, { html: '<html><body>Sign in</body></html>' }),
    ...all(/^The server answered with an HTML page; check that the URL/),
    create: /^The server took the request but answered with an HTML page, so what became of it is not known/,
    created: 0,
  },
  'JSON of another kind': {
    answer: status(200, { body: { hello: 'world' } }),
    get: /answered with something else than the JSON expected|no user/i,
    list: NOT_JSON,
    create: /answered with something else than the JSON expected|no user/i,
    fetch: NOT_JSON,
    created: 0,
  },
  'a redirect': {
    answer: { kind: 'redirect', status: 302, to: 'https://elsewhere.example/' },
    ...all(/\(a redirect, which is not followed\); check that the URL/),
    created: 0,
  },
  'a next link to another host': {
    answer: { kind: 'next-link', origin: 'https://elsewhere.example' },
    get: SUCCESS,
    list: /^The next page is at another origin \(https:\/\/elsewhere\.example\)/,
    create: SUCCESS,
    fetch: /^The next page is at another origin/,
    created: 1,
  },
  'a next link to itself': {
    answer: { kind: 'next-loop' },
    times: ALWAYS,
    get: SUCCESS,
    list: /^Only 7 were read; there is no way to go on\. .*read already, so the list has no end|^The next page is one that was read already/,
    create: SUCCESS,
    fetch: SUCCESS,
    created: 1,
  },
  'a revoked API token': {
    answer: { kind: 'revoked-token' },
    ...all(/the API token is unknown, expired or revoked: make a new one/),
    created: 0,
  },
  'a revoked access token': { answer: { kind: 'revoked-token' }, oauth: {}, ...all(SUCCESS), created: 1 },
  'a nonce that expires before a call': {
    answer: { kind: 'expired-nonce' },
    oauth: {},
    ...all(SUCCESS),
    created: 1,
  },
  'a nonce that expires before it is used': {
    answer: { kind: 'expired-nonce' },
    oauth: { path: '/oauth2/v1/token', after: 2 },
    ...all(SUCCESS),
    created: 1,
  },
  'a token endpoint that is busy for a minute': {
    answer: limited('normal'),
    oauth: { path: '/oauth2/v1/token' },
    ...all(/^Okta's rate limit of \/oauth2\/v1\/token is used up/),
    created: 0,
  },
  'a token endpoint that is cut': {
    answer: cut('after'),
    oauth: { path: '/oauth2/v1/token' },
    ...all(SUCCESS),
    created: 1,
  },
  'a token endpoint that is cut for ever': {
    answer: cut('after'),
    times: ALWAYS,
    oauth: { path: '/oauth2/v1/token' },
    ...all(/^No answer from http.* to POST \/oauth2\/v1\/token .*No token was given/),
    created: 0,
  },
  'E0000112 once': { answer: status(409, { body: ACTIVATING }), ...all(SUCCESS), created: 1 },
  'E0000112 for ever': {
    answer: status(409, { body: ACTIVATING }),
    times: ALWAYS,
    ...all(/^The user is being activated\. \[.*HTTP 409, E0000112/),
    created: 0,
  },
}
