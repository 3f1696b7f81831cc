/** The texts that occur more than once, each once. */
export function repeated(texts: readonly string[]): string[] {
  return [...new Set(texts.filter((text, place) => texts.indexOf(text) !== place))]
}
