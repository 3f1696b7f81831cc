/**
 * The `next` link of an answer, untouched. Okta sends one Link header per relation; a proxy may join them with commas,
 * and a URL may hold commas of its own, so a link is what stands between < and >.
 * https://developer.okta.com/docs/reference/core-okta-api/#pagination
 */
export function nextLink(header: string | readonly string[] | undefined): string | undefined {
  const text = typeof header === 'string' ? header : (header ?? []).join(', ')
  for (const [, url, attributes] of text.matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel\s*=\s*"?next"?/i.test(attributes ?? '')) return url
  }
  return undefined
}
