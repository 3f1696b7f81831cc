/** So much of a server's own words is shown. */
const LONGEST = 600

/**
 * What the body of a refusal says, in one line: the members in which Cortex XSOAR (error, detail, title) and the gateway of
 * 8.x (reply.err_msg) put their reasons, or the text. Nothing of a web page; never the key, nor what a terminal would obey.
 */
export function said(body: string, key: string): string {
  return oneLine(withoutKey(reasons(body), key))
}

/**
 * A name or version that a server gave, as one line for a terminal: nothing in it ends the line, moves the cursor, or turns
 * the direction of what follows (U+202E).
 */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Z}]+/gu, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line
}

/** The text with the key covered, also in small letters, as the host of a URL is, and as it stands in JSON. */
export function withoutKey(text: string, key: string): string {
  const forms = [
    JSON.stringify(JSON.stringify(key).slice(1, -1)).slice(1, -1),
    JSON.stringify(key).slice(1, -1),
    key,
  ]
  const pattern = forms.map(form => form.replace(/[^A-Za-z0-9]/g, '\\$&')).join('|')
  return text.replace(new RegExp(pattern, 'gi'), '***')
}

function reasons(body: string): string {
  if (/^\s*</.test(body)) return ''
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null) return String(value)
    const { error, detail, title, reply } = value as Record<string, unknown>
    const given = [title, detail, error, (reply as { err_msg?: unknown } | undefined)?.err_msg]
    const texts = given.filter(one => typeof one === 'string' && one !== '')
    return [...new Set(texts)].join(': ')
  } catch {
    return body
  }
}
