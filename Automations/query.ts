/** A text as a value of a query of the platform: what would end it or stand for other texts is escaped. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\*?]/g, '\\$&')}"`
}
