/**
 * What the rules call UNKNOWN, or leave to the host, and the value that was taken, one constant each.
 * warroom/README.md lists them.
 */

/** design.md §4: a command without a result within this time is stopped, unless `execution-timeout` says otherwise. */
export const DEFAULT_TIMEOUT_SECONDS = 300

/** HC-24: seconds between retries when `retry-interval` is absent. */
export const DEFAULT_RETRY_INTERVAL_SECONDS = 1

/** HC-102 names demistoUrls and not what is in it: links of a server. There is none here, so they lead nowhere. */
export const SERVER_URL = 'warroom://local'
