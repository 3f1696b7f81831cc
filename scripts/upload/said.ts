/** So much of a server's own words is shown. */
const LONGEST = 600

/**
 * What the body of a refusal says, in one line: the members in which Cortex XSOAR (error, detail, title) and the gateway of
 * 8.x (reply.err_msg) put their reasons, or the text. Nothing of a web page; never the key, nor what a terminal would obey.
 */
export function said(body: string, key: string): string {
  const text = reasons(body).replaceAll(key, '***')
  const line = text.replace(/[\x00-\x1f\x7f-\x9f\s]+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST)} …` : line
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
