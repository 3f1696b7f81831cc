/** Any JSON value. */
export type Json = null | boolean | number | string | Json[] | JsonObject
export type JsonObject = { [key: string]: Json }

/** Whether a JSON value is an object (not null, not a list). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A misspelt member would be a switch that a test believes in and nobody obeys: RangeError. */
export function only(value: JsonObject, members: readonly string[], what: string): void {
  const unknown = Object.keys(value).find(name => !members.includes(name))
  if (unknown !== undefined) throw new RangeError(`${what} has ${members.join(', ')}, but no '${unknown}'`)
}
