/** The instant at which the examples run. */
export const NOW = '2026-03-02T08:00:00.000Z'

/** What every instance is said to be in the reference: which port was free differs from run to run. */
const ORIGIN = 'https://example.okta.com'
const SCIM_ORIGIN = 'https://crm.example.com'

/**
 * A text without what differs from run to run: the port of the embedded Okta, and how many moments after `NOW` a thing
 * was done. Ids, order and everything else follow from the seed.
 */
export function steady(text: string): string {
  return text
    .replace(/http:\/\/127\.0\.0\.1:\d+(?=\/scim\/)/g, SCIM_ORIGIN)
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, ORIGIN)
    .replace(/2026-03-02T0[89]:\d\d:\d\d(\.\d+)?Z/g, NOW)
    .replace(/03\/02\/2026, 0[89]:\d\d:\d\d/g, '03/02/2026, 08:00:00')
}
