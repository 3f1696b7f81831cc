const ESCAPES: Record<string, string> = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '"': '\\"', '\\': '\\\\' }

/** Writes a text so that parseLine reads the same text again: bare, in backticks or in quotes, whichever reads best. */
export function quote(value: string): string {
  if (/^[\w.@:/+-]+$/.test(value)) return value
  const readsBestVerbatim = /["\\]/.test(value) && !/[`\n\r\t]/.test(value)
  return readsBestVerbatim
    ? `\`${value}\``
    : `"${value.replace(/[\n\t\r"\\]/g, char => ESCAPES[char] ?? char)}"`
}
