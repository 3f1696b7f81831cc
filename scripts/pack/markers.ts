/** The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced. Throws when the markers are not there. */
export function fillMarkers(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const from = text.indexOf(open)
  const to = text.indexOf(close)
  if (from < 0 || to < from) throw new Error(`The markers ${open} and ${close} are missing.`)
  return `${text.slice(0, from + open.length)}\n${content}\n${text.slice(to)}`
}
