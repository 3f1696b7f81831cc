// Nothing else of the person's environment reaches a bundle: secrets travel on stdin (design.md §4).
const PASSED_ON =
  /^(PATH|HOME|TMPDIR|TEMP|TMP|SYSTEMROOT|NODE_EXTRA_CA_CERTS|SSL_CERT_FILE|HTTPS?_PROXY|NO_PROXY|ALL_PROXY)$/i

/** The part of our environment that a bundle gets. */
export function minimalEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => PASSED_ON.test(name)))
}
